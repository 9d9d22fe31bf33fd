"""What participants have in their calendars. Changes of a few minutes are told in one mail to each."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.rooms.training.domain import mails
from qiao.rooms.training.domain.session import PROFILE
from qiao.rooms.training.domain.step import locked_cohort, rows
from qiao.rooms.training.enums import SessionNews
from qiao.rooms.training.invitation import Change
from qiao.rooms.training.models import Cohort, Enrolment, SessionCall, TrainingSession


@transaction.atomic
def tell_calendars(cohort: Cohort) -> int:
    """How many were told. Stopped before the end, nothing was told; asked again, it does nothing."""
    cohort, now = locked_cohort(cohort.pk), timezone.now()
    due = cohort.calendars_due_at
    if due is None or due > now:
        return 0
    sessions = {row.pk: row for row in cohort.sessions.filter(starts_at__gt=now)}
    participants = rows().filter(cohort=cohort).prefetch_related("calls").order_by("id")
    told = [_told(each, sessions, due, now) for each in participants]
    Cohort.objects.filter(pk=cohort.pk).update(calendars_due_at=None)
    return sum(told)


def _told(
    enrolment: Enrolment, sessions: dict[UUID, TrainingSession], due: dt.datetime, now: dt.datetime
) -> bool:
    if enrolment.application.profile.user is None:
        return False
    changes = _changes(enrolment, sessions if enrolment.is_staying else {}, now)
    if changes:
        _keep(changes)
        mails.tell_sessions(enrolment, changes, key=f"{enrolment.pk}:{due:%Y%m%d%H%M%S%f}")
    return bool(changes)


def _changes(enrolment: Enrolment, wanted: dict[UUID, TrainingSession], now: dt.datetime) -> list[Change]:
    """Against what the participant was told last: a session that is back where it was is no news."""
    calls = {call.event: call for call in enrolment.calls.all()}
    added = [
        _taken(SessionCall(enrolment=enrolment, event=pk), row)
        for pk, row in wanted.items()
        if pk not in calls
    ]
    moved = [
        _taken(call, wanted[pk])
        for pk, call in calls.items()
        if pk in wanted and any(getattr(call, name) != getattr(wanted[pk], name) for name in PROFILE)
    ]
    gone = [call for pk, call in calls.items() if pk not in wanted and call.starts_at > now]
    return [
        *(Change(SessionNews.ADDED, call) for call in added),
        *(Change(SessionNews.MOVED, call) for call in moved),
        *(Change(SessionNews.CANCELLED, call) for call in gone),
    ]


def _taken(call: SessionCall, session: TrainingSession) -> SessionCall:
    call.session = session
    call.sequence += not call._state.adding
    for name in PROFILE:
        setattr(call, name, getattr(session, name))
    return call


def _keep(changes: Sequence[Change]) -> None:
    for change in changes:
        if change.news == SessionNews.CANCELLED:
            change.call.sequence += 1
            SessionCall.objects.filter(pk=change.call.pk).delete()
        else:
            change.call.full_clean(validate_constraints=False)
            change.call.save()

"""Sessions of a cohort and who was there."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.training.domain.step import calendars_change, locked_cohort
from qiao.rooms.training.enums import AttendanceMark
from qiao.rooms.training.errors import NotOfThisCohort, SessionHasMarks, UnknownMark
from qiao.rooms.training.models import Attendance, Cohort, Enrolment, TrainingSession

PROFILE = ("starts_at", "minutes", "title_zh", "title_en", "place_zh", "place_en")


@transaction.atomic
def add_session(cohort: Cohort, *, actor: User, values: Mapping[str, Any]) -> TrainingSession:
    require(actor, "training.run_cohort", cohort)
    cohort = locked_cohort(cohort.pk)
    session = TrainingSession(cohort=cohort, **{name: values[name] for name in PROFILE if name in values})
    session.full_clean()
    session.save(force_insert=True)
    record(actor, "training.session.added", cohort, changes=described(session))
    calendars_change(cohort.pk)
    return session


@transaction.atomic
def change_session(session: TrainingSession, *, actor: User, values: Mapping[str, Any]) -> TrainingSession:
    require(actor, "training.change_session", session)
    session = _locked(session)
    if changes := apply(session, {name: values[name] for name in PROFILE if name in values}):
        record(actor, "training.session.changed", session.cohort, changes=changes)
        calendars_change(session.cohort_id)
    return session


@transaction.atomic
def remove_session(session: TrainingSession, *, actor: User) -> None:
    require(actor, "training.change_session", session)
    session = _locked(session)
    if session.attendances.exists():
        raise SessionHasMarks
    record(actor, "training.session.removed", session.cohort)
    session.delete()
    calendars_change(session.cohort_id)


@transaction.atomic
def mark_attendance(session: TrainingSession, *, actor: User, marks: Sequence[tuple[UUID, str]]) -> int:
    """All of them or none; an empty mark takes the present one away. The answer counts what changed."""
    require(actor, "training.change_session", session)
    session = _locked(session)
    _require_known(session, marks)
    before = dict(session.attendances.values_list("enrolment", "mark"))
    wanted = {pk: mark for pk, mark in marks if before.get(pk, "") != mark}
    gone = [pk for pk, mark in wanted.items() if not mark]
    session.attendances.filter(enrolment__in=gone).delete()
    rows = [
        Attendance(session=session, enrolment_id=pk, mark=mark, marked_by=actor)
        for pk, mark in wanted.items()
        if mark
    ]
    Attendance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["mark", "marked_by", "updated_at"],
    )
    if wanted:
        record(actor, "training.session.marked", session.cohort, changes={"marks": [0, len(wanted)]})
    return len(wanted)


def _require_known(session: TrainingSession, marks: Sequence[tuple[UUID, str]]) -> None:
    on_the_roster = set(Enrolment.objects.filter(cohort=session.cohort_id).values_list("pk", flat=True))
    for line, (pk, mark) in enumerate(marks, 1):
        if pk not in on_the_roster:
            raise NotOfThisCohort(line=line)
        if mark and mark not in AttendanceMark.values:
            raise UnknownMark(line=line, mark=mark)


def _locked(session: TrainingSession) -> TrainingSession:
    cohort = locked_cohort(session.cohort_id)
    found = TrainingSession.objects.select_for_update(of=("self",)).get(pk=session.pk)
    found.cohort = cohort
    return found

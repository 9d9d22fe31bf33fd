"""The roster: who accepted is on it once, with a copy of the plan's milestones; who leaves stays readable."""

import datetime as dt
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import PlannedMilestone
from qiao.rooms.training.domain import mails
from qiao.rooms.training.domain.step import calendars_change, locked, locked_cohort, note_step, required, step
from qiao.rooms.training.enums import EnrolmentState
from qiao.rooms.training.models import Cohort, Enrolment, Milestone


@transaction.atomic
def enrol_all(cohort: Cohort, *, actor: User) -> int:
    require(actor, "training.run_cohort", cohort)
    return enrol_accepted(locked_cohort(cohort.pk), actor=actor)


@transaction.atomic
def enrol_newly_accepted(cohort: Cohort) -> int:
    return enrol_accepted(locked_cohort(cohort.pk), actor=None)


def enrol_accepted(cohort: Cohort, *, actor: Any) -> int:
    """Those who accepted and are not enrolled yet. The caller holds the lock of the cohort; asked again, it
    does nothing."""
    accepted = Application.objects.filter(intake=cohort.intake_id, state=ApplicationState.ACCEPTED)
    found = accepted.filter(enrolment=None).select_related("profile__user").order_by("id")
    planned = list(PlannedMilestone.objects.filter(opportunity=cohort.intake.opportunity_id))
    for application in found:
        _enrol(cohort, application, planned, actor)
    if found:
        calendars_change(cohort.pk)
    return len(found)


def _enrol(cohort: Cohort, application: Application, planned: list[PlannedMilestone], actor: Any) -> None:
    enrolment = Enrolment(cohort=cohort, application=application)
    enrolment.full_clean()
    enrolment.save(force_insert=True)
    note_step(enrolment, None, actor=actor)
    Milestone.objects.bulk_create(
        Milestone(
            enrolment=enrolment,
            number=each.number,
            name_zh=each.name_zh,
            name_en=each.name_en,
            due_on=months_later(cohort.starts_on, each.month),
        )
        for each in planned
    )
    mails.tell(enrolment, "enrolled")


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last."""
    month = day.month - 1 + months
    first = dt.date(day.year + month // 12, month % 12 + 1, 1)
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return min(first + dt.timedelta(days=day.day - 1), following - dt.timedelta(days=1))


@transaction.atomic
def remove_enrolment(enrolment: Enrolment, *, actor: User, reason: str) -> Enrolment:
    require(actor, "training.decide_on_enrolment", enrolment)
    reason, enrolment = required(reason), locked(enrolment)
    step(enrolment, EnrolmentState.REMOVED, actor=actor, reason=reason)
    calendars_change(enrolment.cohort_id)
    mails.tell(enrolment, "removed")
    return enrolment


@transaction.atomic
def leave_training(enrolment: Enrolment, *, actor: User, reason: str) -> Enrolment:
    require(actor, "training.leave_training", enrolment)
    reason, enrolment = required(reason), locked(enrolment)
    step(enrolment, EnrolmentState.LEFT, actor=actor, reason=reason)
    calendars_change(enrolment.cohort_id)
    return enrolment


def follow(application: Application, before: ApplicationState, actor: Any) -> None:
    """In the transaction in which an application ended: who gave the place back has left."""
    if before != ApplicationState.ACCEPTED:
        return
    for enrolment in Enrolment.objects.filter(application=application, state=EnrolmentState.ENROLLED):
        step(locked(enrolment), EnrolmentState.LEFT, actor=actor)
        calendars_change(enrolment.cohort_id)

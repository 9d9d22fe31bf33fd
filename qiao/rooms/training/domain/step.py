"""One change of an enrolment's state, with its row of who, when and why.

Locks are taken in one order: the cohort first, then what belongs to it.
"""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from qiao.kit.steps.make import Steps
from qiao.rooms.training.enums import EnrolmentState
from qiao.rooms.training.errors import TrainingReasonMissing, WrongEnrolmentState
from qiao.rooms.training.models import Cohort, Enrolment
from qiao.rooms.training.models.enrolment import EnrolmentQuerySet

STEPS = Steps[Enrolment, EnrolmentState](wrong=WrongEnrolmentState, reasonless=TrainingReasonMissing)
require_state = STEPS.require_state
step = STEPS.step
note_step = STEPS.note
required = STEPS.required

PAUSE = dt.timedelta(minutes=3)
OF_THE_COHORT = ("intake__opportunity__host", "intake__opportunity__exchange")


def rows() -> EnrolmentQuerySet:
    """With what rules, mails and pages read."""
    return Enrolment.objects.select_related(
        "application__profile__user",
        "application__opportunity",
        "certificate",
        *(f"cohort__{path}" for path in OF_THE_COHORT),
    )


def locked_cohort(cohort_id: UUID) -> Cohort:
    found = Cohort.objects.select_for_update(of=("self",)).select_related(*OF_THE_COHORT)
    return found.get(pk=cohort_id)


def calendars_change(cohort_id: UUID) -> None:
    """The caller holds the lock of the cohort. Each change waits for the next: all are told in one mail."""
    Cohort.objects.filter(pk=cohort_id).update(calendars_due_at=timezone.now() + PAUSE)


def locked(enrolment: Enrolment) -> Enrolment:
    """As it is now; the row of its cohort is locked before it."""
    locked_cohort(enrolment.cohort_id)
    return rows().select_for_update(of=("self",)).get(pk=enrolment.pk)

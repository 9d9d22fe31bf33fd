"""One change of an enrolment's state, with its row of who, when and why.

Locks are taken in one order: the cohort first, then what belongs to it.
"""

from typing import Any
from uuid import UUID

from qiao.kit.activity.record import record
from qiao.rooms.training.enums import EnrolmentState
from qiao.rooms.training.errors import TrainingReasonMissing, WrongEnrolmentState
from qiao.rooms.training.models import Cohort, Enrolment, EnrolmentStep
from qiao.rooms.training.models.enrolment import EnrolmentQuerySet

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


def locked(enrolment: Enrolment) -> Enrolment:
    """As it is now; the row of its cohort is locked before it."""
    locked_cohort(enrolment.cohort_id)
    return rows().select_for_update(of=("self",)).get(pk=enrolment.pk)


def require_state(enrolment: Enrolment, *states: str) -> None:
    if enrolment.state not in states:
        raise WrongEnrolmentState(state=enrolment.status.label)


def step(enrolment: Enrolment, state: EnrolmentState, *, actor: Any, reason: str = "", **values: Any) -> None:
    """The caller holds the lock. `values` change with the state, in one statement."""
    before = enrolment.status
    if not before.can_become(state):
        raise WrongEnrolmentState(state=before.label)
    for name, value in (values | {"state": state}).items():
        setattr(enrolment, name, value)
    enrolment.full_clean()
    enrolment.save(update_fields=[*values, "state", "updated_at"])
    note_step(enrolment, before, actor=actor, reason=reason)


def note_step(enrolment: Enrolment, before: EnrolmentState | None, *, actor: Any, reason: str = "") -> None:
    came_from = before.value if before else ""
    row = EnrolmentStep(
        enrolment=enrolment, from_state=came_from, to_state=enrolment.state, actor=actor, reason=reason
    )
    row.full_clean()
    row.save(force_insert=True)
    changes = {"state": [came_from or None, enrolment.state]}
    record(actor, f"training.enrolment.{enrolment.state}", enrolment, changes=changes)


def required(reason: str) -> str:
    if not (cleaned := reason.strip()):
        raise TrainingReasonMissing
    return cleaned

"""One change of state of a registration or an approval, with its row of who, when and why."""

from typing import Any

from qiao.kit.activity.record import record
from qiao.rooms.offices.enums import ApprovalState, RegistrationState
from qiao.rooms.offices.errors import ReasonMissing, WrongState
from qiao.rooms.offices.models import HostApproval, PostingApproval, StudentRegistration

Subject = StudentRegistration | HostApproval | PostingApproval
State = RegistrationState | ApprovalState


def step(subject: Subject, state: State, *, actor: Any, reason: str = "", **values: Any) -> None:
    """The caller holds the lock. `values` change with the state, in one statement."""
    before = subject.status
    if not before.can_become(state):
        raise WrongState(state=before.label)
    for name, value in (values | {"state": state}).items():
        setattr(subject, name, value)
    subject.full_clean()
    subject.save(update_fields=[*values, "state", "updated_at"])
    note_step(subject, before, actor=actor, reason=reason)


def note_step(subject: Subject, before: State | None, *, actor: Any, reason: str = "") -> None:
    came_from = before.value if before else ""
    made: Any = subject.steps.model
    row = made(subject=subject, from_state=came_from, to_state=subject.state, actor=actor, reason=reason)
    row.full_clean()
    row.save(force_insert=True)
    changes = {"state": [came_from or None, str(subject.state)]}
    record(actor, f"offices.{subject.NOUN}.{subject.state}", subject, changes=changes)


def required(reason: str) -> str:
    if not (cleaned := reason.strip()):
        raise ReasonMissing
    return cleaned

"""One change of a delegation's state, with its row of who, when and why."""

from typing import Any

from qiao.kit.activity.record import record
from qiao.rooms.exchanges.enums import DelegationState
from qiao.rooms.exchanges.errors import ReasonMissing, WrongState
from qiao.rooms.exchanges.models import Delegation, DelegationStep


def step(
    delegation: Delegation,
    state: DelegationState,
    *,
    actor: Any,
    reason: str = "",
    is_lapse: bool = False,
    **values: Any,
) -> None:
    """The caller holds the lock. `values` change with the state, in one statement."""
    before = delegation.status
    if not before.can_become(state):
        raise WrongState(state=before.label)
    for name, value in (values | {"state": state}).items():
        setattr(delegation, name, value)
    delegation.full_clean()
    delegation.save(update_fields=[*values, "state", "updated_at"])
    note_step(delegation, before, actor=actor, reason=reason, is_lapse=is_lapse)


def note_step(
    delegation: Delegation,
    before: DelegationState | None,
    *,
    actor: Any,
    reason: str = "",
    is_lapse: bool = False,
) -> None:
    row = DelegationStep(
        delegation=delegation,
        from_state=before.value if before else "",
        to_state=delegation.state,
        actor=actor,
        reason=reason,
        is_lapse=is_lapse,
    )
    row.full_clean()
    row.save(force_insert=True)
    states = [row.from_state or None, row.to_state]
    record(actor, f"exchanges.delegation.{row.to_state}", delegation, changes={"state": states})


def required(reason: str) -> str:
    if not (cleaned := reason.strip()):
        raise ReasonMissing
    return cleaned

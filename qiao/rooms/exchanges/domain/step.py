"""One change of a delegation's state, with its row of who, when and why."""

from typing import Any

from qiao.kit.steps.make import Steps
from qiao.rooms.exchanges.enums import DelegationState
from qiao.rooms.exchanges.errors import ReasonMissing, WrongState
from qiao.rooms.exchanges.models import Delegation

STEPS = Steps[Delegation, DelegationState](wrong=WrongState, reasonless=ReasonMissing)
note_step = STEPS.note
required = STEPS.required


def step(
    delegation: Delegation,
    state: DelegationState,
    *,
    actor: Any,
    reason: str = "",
    is_lapse: bool = False,
    **values: Any,
) -> None:
    before = STEPS.change(delegation, state, **values)
    note_step(delegation, before, actor=actor, reason=reason, is_lapse=is_lapse)

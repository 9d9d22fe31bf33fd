"""What happens once the owners have agreed. Rooms above register their own in `apps.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from qiao.kit.registry import Registry
from qiao.rooms.exchanges.enums import DecisionKind


@dataclass(frozen=True)
class OnTaken:
    """`carry_out(decision, actor)` runs in the transaction of the last consent; what it raises undoes that
    consent. `may_propose(decision)` raises when the proposal makes no sense."""

    kind: DecisionKind
    carry_out: Callable[[Any, Any], None]
    may_propose: Callable[[Any], None] | None = None


on_taken: Registry[OnTaken] = Registry("effect of a decision")


def effects_of(kind: str) -> list[OnTaken]:
    return [effect for effect in on_taken if effect.kind == kind]

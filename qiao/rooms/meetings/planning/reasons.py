"""Why a wish was not granted, in words; for the organiser also what would change it."""

from collections.abc import Iterable, Sequence
from typing import Any

from qiao.engines.timetabling.explain import Change, Edit, Reason, Refusal, explain
from qiao.engines.timetabling.run import Run
from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.problem import party_of
from qiao.rooms.meetings.planning.telling import tell_cause, tell_remedy, tell_why
from qiao.rooms.meetings.planning.words import tell_slots

SECONDS = 60.0  # for looking for changes in the whole plan


class Reasons:
    """Asked of the engine once for the whole plan. What `why` says names nobody but the two of a pair."""

    def __init__(self, plan: Plan, *, seconds: float = SECONDS) -> None:
        self.plan = plan
        self.pair = {pair.id: pair for pair in plan.pairs}
        asked = [pair.id for pair in plan.refused]
        found = explain(plan.problem, plan.solution, requests=asked, run=Run(time_limit=seconds))
        self.refusals: dict[str, Refusal] = {each.request: each for each in found.refusals}
        self._slot = {slot.code: slot for slot in plan.event.slots}

    def why(self, pair: Pair) -> str:
        return tell_why(self.reasons(pair), self._who, self._when)

    def cause(self, pair: Pair) -> str:
        """What stands in the way first, in a few words."""
        return tell_cause(self.reasons(pair))

    def remedy(self, pair: Pair) -> str:
        """The easiest change that would grant it, verified by the engine; empty where none is known."""
        return tell_remedy(self.change(pair), self._who, self._when)

    def reasons(self, pair: Pair) -> list[dict[str, Any]]:
        """As values, to be kept and told later."""
        return [self._reason(each) for each in self.refusals[pair.id].reasons]

    def change(self, pair: Pair) -> dict[str, Any]:
        """As values; empty where none is known."""
        change: Change | None = self.refusals[pair.id].change
        if change is None:
            return {}
        edits = [self._edit(each) for each in change.edits]
        return {"edits": edits, "when": self._codes((change.slot,)), "moves": len(change.moves)}

    def _reason(self, reason: Reason) -> dict[str, Any]:
        numbers: Iterable[int] = reason.slots
        if reason.code == "common":  # the engine names the slots that are closed
            numbers = [n for n in range(len(self.plan.grid.cells)) if n not in reason.slots]
        return {
            "code": reason.code,
            "who": self._key(reason.participant),
            "when": self._codes(numbers),
        }

    def _edit(self, edit: Edit) -> dict[str, Any]:
        pair = self.pair.get(edit.request or "")
        return {
            "kind": edit.kind,
            "who": self._key(edit.participant),
            "when": self._codes(() if edit.slot is None else (edit.slot,)),
            "pair": [pair.delegation.key, pair.host.key] if pair else [],
        }

    def _key(self, participant: str | None) -> str | None:
        return party_of(self.plan.event, participant).key if participant else None

    def _codes(self, numbers: Iterable[int]) -> list[str]:
        return [slot.code for slot in self.plan.grid.slots(tuple(numbers))]

    def _who(self, key: str) -> str:
        return str(self.plan.event.party[key].name)

    def _when(self, codes: Sequence[str]) -> str:
        return tell_slots(self._slot[code] for code in codes)

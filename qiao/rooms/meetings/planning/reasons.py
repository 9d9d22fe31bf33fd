"""Why a wish was not granted, in words; for the organiser also what would change it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.engines.timetabling.explain import Change, Edit, Reason, Refusal, explain
from qiao.engines.timetabling.run import Run
from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.problem import party_of
from qiao.rooms.meetings.planning.words import in_a_row, joined, tell_slots

SECONDS = 60.0  # for looking for changes in the whole plan
MOST_REASONS = 3
CLOSING = {"never", "no-table", "cap"}  # each closes every slot: nothing else needs saying
AFTERTHOUGHTS = {"common", "price", "weight"}  # said where nothing plainer is in the way

REASONS = {
    "never": gettext_lazy("The two are never available at the same time."),
    "common": gettext_lazy("Both are available only on %(when)s."),
    "no-table": gettext_lazy("No table is open when both are available."),
    "cap": gettext_lazy("%(who)s already holds the most meetings that its limit allows."),
    "busy": gettext_lazy("%(who)s is in other meetings on %(when)s."),
    "tables": gettext_lazy("Every table is taken on %(when)s."),
    "day": gettext_lazy("%(who)s already holds the most meetings a day on %(when)s."),
    "run": gettext_lazy("On %(when)s %(who)s would hold too many meetings without a pause."),
    "walk": gettext_lazy("On %(when)s %(who)s would have no time for the way."),
    "open": gettext_lazy("Nothing stands in the way on %(when)s; ask the organiser."),
}
OUTWEIGHED = gettext_lazy("Meetings that are wished for as much or more take its place.")
CAUSES = {
    "never": gettext_lazy("never available at the same time"),
    "no-table": gettext_lazy("no table open"),
    "cap": gettext_lazy("limit of meetings reached"),
    "busy": gettext_lazy("in other meetings"),
    "tables": gettext_lazy("tables taken"),
    "day": gettext_lazy("limit of the day reached"),
    "run": gettext_lazy("no pause"),
    "walk": gettext_lazy("no time for the way"),
}
OTHER_CAUSE = gettext_lazy("outweighed by other wishes")
EDITS = {
    "free": gettext_lazy("%(who)s available on %(when)s"),
    "table": gettext_lazy("one more table on %(when)s"),
    "run": gettext_lazy("one more meeting without a pause allowed to %(who)s"),
    "day": gettext_lazy("one more meeting a day allowed to %(who)s"),
    "meetings": gettext_lazy("one more meeting allowed to %(who)s"),
    "give-up": gettext_lazy("the meeting of %(pair)s given up"),
}


class Reasons:
    """Asked of the engine once for the whole plan. What `why` says names nobody but the two of a pair."""

    def __init__(self, plan: Plan, *, seconds: float = SECONDS) -> None:
        self.plan = plan
        self.pair = {pair.id: pair for pair in plan.pairs}
        asked = [pair.id for pair in plan.refused]
        found = explain(plan.problem, plan.solution, requests=asked, run=Run(time_limit=seconds))
        self.refusals: dict[str, Refusal] = {each.request: each for each in found.refusals}

    def why(self, pair: Pair) -> str:
        found = self._binding(pair)
        told = dict.fromkeys(self._sentence(each) for each in found[:MOST_REASONS])
        return in_a_row(told)

    def cause(self, pair: Pair) -> str:
        """What stands in the way first, in a few words."""
        return str(CAUSES.get(self._binding(pair)[0].code, OTHER_CAUSE))

    def remedy(self, pair: Pair) -> str:
        """The easiest change that would grant it, verified by the engine; empty where none is known."""
        change = self.refusals[pair.id].change
        return self._change(change) if change is not None else ""

    def _binding(self, pair: Pair) -> list[Reason]:
        reasons = list(self.refusals[pair.id].reasons)
        closing = [each for each in reasons if each.code in CLOSING]
        return closing or [each for each in reasons if each.code not in AFTERTHOUGHTS] or reasons

    def _sentence(self, reason: Reason) -> str:
        text = REASONS.get(reason.code, OUTWEIGHED)
        numbers = reason.slots
        if reason.code == "common":  # the engine names the slots that are closed
            numbers = tuple(n for n in range(len(self.plan.grid.cells)) if n not in reason.slots)
        return str(text) % {"who": self._who(reason.participant), "when": self._when(numbers)}

    def _change(self, change: Change) -> str:
        edits = joined([self._edit(each) for each in change.edits])
        values = {"edits": edits, "when": self._when((change.slot,)), "count": len(change.moves)}
        if not change.edits:
            return _("It can be held on %(when)s; %(count)s other meetings would move.") % values
        if change.moves:
            return _("With %(edits)s on %(when)s; %(count)s other meetings would move.") % values
        return _("With %(edits)s on %(when)s.") % values

    def _edit(self, edit: Edit) -> str:
        pair = self.pair.get(edit.request or "")
        names = f"{pair.delegation.name} – {pair.host.name}" if pair else ""
        numbers = () if edit.slot is None else (edit.slot,)
        values = {"who": self._who(edit.participant), "when": self._when(numbers), "pair": names}
        return str(EDITS.get(edit.kind, OUTWEIGHED)) % values

    def _who(self, participant: str | None) -> str:
        return str(party_of(self.plan.event, participant).name) if participant else ""

    def _when(self, numbers: Iterable[int]) -> str:
        return tell_slots(self.plan.grid.slots(tuple(numbers)))

"""Which single edits could grant a request at all, by counting: what no moving of meetings can get round.

Whatever is moved, everything that was held stays held. So both participants hold one meeting more than now,
and so does the hall; an edit that leaves no place for that, or no slot for the request, cannot be enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from qiao.engines.timetabling.explain.asker import Asker
from qiao.engines.timetabling.explain.edit import Edit
from qiao.engines.timetabling.explain.plan import UNLIMITED, Plan
from qiao.engines.timetabling.problem import slots_of

EVERYTHING = frozenset({"a", "b", "table", "slot"})
# What an edit can be of use for; any other is of use to its participant.
_HELPED = {
    "table": frozenset({"table", "slot"}),
    "window": frozenset({"slot"}),
    "order": frozenset({"order"}),
}


def single_edits(asker: Asker, request: int) -> Iterator[Edit]:
    """Every single edit of an instance that could matter to the request, the easiest first."""
    yield from sorted(_edits_of_rules(asker.plan, request), key=lambda edit: edit.ease)
    yield from _gifts(asker, request, asker.held)


def _gifts(asker: Asker, request: int, among: Iterable[int]) -> Iterator[Edit]:
    for other in among:
        if asker.may_give_up(other, request):
            yield Edit("give-up", request=asker.plan.problem.requests[other].id)


def _edits_of_rules(plan: Plan, request: int) -> Iterator[Edit]:
    problem = plan.problem
    name = problem.requests[request].id
    for slot in slots_of(plan.usable & ~plan.window(request)):
        yield Edit("window", slot=slot, request=name)
    for slot in slots_of(plan.usable) if problem.capacity is not None else ():
        yield Edit("table", slot=slot)
    for earlier, later in plan.orders(request):
        yield Edit("order", request=problem.requests[later].id, earlier=problem.requests[earlier].id)
    for number, who in enumerate(problem.pairs[request]):
        person = problem.participants[who].id
        for slot in slots_of(plan.usable & ~plan.available[who]):
            yield Edit("free", person, slot, is_own=not number)
        if plan.run[who] != UNLIMITED:
            yield Edit("run", person, is_own=not number)
        if plan.per_day[who] != UNLIMITED:
            yield Edit("day", person, is_own=not number)
        if plan.most[who] != UNLIMITED:
            yield Edit("meetings", person, is_own=not number)


def lacks_of(plan: Plan, request: int, among: frozenset[str] = EVERYTHING) -> frozenset[str]:
    """What is short for the request in the plan as it is now edited: ``a`` or ``b`` has no place for one
    meeting more, the hall has no ``table`` left, or the request has no ``slot``. Only `among` is looked at.

    O(slots).
    """
    return frozenset(name for name in among if _is_short(plan, request, name))


def _is_short(plan: Plan, request: int, name: str) -> bool:
    if name == "table":
        return len(plan.slot_of) >= sum(plan.capacity[slot] for slot in slots_of(plan.usable))
    if name == "slot":
        return not any(plan.capacity[slot] > 0 for slot in slots_of(plan.domain(request)))
    return not _has_place(plan, plan.problem.pairs[request]["ab".index(name)])


def _has_place(plan: Plan, participant: int) -> bool:
    held = plan.busy[participant].bit_count()
    return held < plan.most[participant] and held < most_meetings(plan, participant)


@dataclass
class Prospects:
    """What counting leaves of the edits for one request.

    Attributes
    ----------
    singles : no edit, or one, after which nothing is short. lacks : what is short after each edit of the
        rules. before : what is short without one.
    """

    singles: list[tuple[Edit, ...]]
    lacks: dict[Edit, frozenset[str]]
    before: frozenset[str]

    def sets(self, size: int) -> list[tuple[Edit, ...]]:
        """So many edits of the rules that together leave nothing short: in few slots first, then by ease."""
        useful = [edit for edit, lacks in self.lacks.items() if lacks != self.before]
        found = [
            edits
            for edits in combinations(useful, size)
            if not frozenset.intersection(*(self.lacks[edit] for edit in edits))
        ]
        return sorted(found, key=_places_and_ease)


def _places_and_ease(edits: tuple[Edit, ...]) -> tuple[int, int]:
    return len({edit.slot for edit in edits} - {None}), sum(edit.ease for edit in edits)


def find_prospects(asker: Asker, request: int, *, most: int | None = None) -> Prospects:
    """Counts for no edit, each edit of the rules, and meetings that could be given up, at most so many."""
    plan = asker.plan
    before = lacks_of(plan, request)
    singles: list[tuple[Edit, ...]] = []
    if not before and (not asker.is_best or plan.problem.requests[request].weight == 0):
        singles.append(())  # a better timetable by moves alone would beat the proved bound
    lacks: dict[Edit, frozenset[str]] = {}
    for edit in sorted(_edits_of_rules(plan, request), key=lambda each: each.ease):
        lacks[edit] = before
        if helped := before & (_HELPED.get(edit.kind) or {"slot", "a" if edit.is_own else "b"}):
            with plan.changed([edit]):
                lacks[edit] = before - helped | lacks_of(plan, request, helped)
        if not lacks[edit]:
            singles.append((edit,))
    singles += [(edit,) for edit in islice(_exchanges(asker, request, before), most)]
    return Prospects(singles, lacks, before)


def _exchanges(asker: Asker, request: int, lacks: frozenset[str]) -> Iterator[Edit]:
    """Meetings that give back everything that is short: each is of whoever has no place."""
    plan = asker.plan
    if "slot" in lacks:
        return
    mine = [{*plan.at[who].values()} for who in plan.problem.pairs[request]]
    short = [each for name, each in zip("ab", mine, strict=True) if name in lacks]
    yield from _gifts(asker, request, sorted(set.intersection(*short)) if short else asker.held)


def most_meetings(plan: Plan, participant: int) -> int:
    """The most meetings that fit the participant's slots, runs and caps of days."""
    return sum(most for _day, most in day_limits(plan, participant))


def day_limits(plan: Plan, participant: int) -> list[tuple[int, int]]:
    """The mask of each day and the most meetings that the participant can hold on it."""
    found = []
    for day in plan.problem.day_masks:
        mask = plan.available[participant] & day
        most = (
            mask.bit_count() if plan.run[participant] == UNLIMITED else _with_pauses(plan, participant, mask)
        )
        found.append((day, min(most, plan.per_day[participant])))
    return found


def _with_pauses(plan: Plan, participant: int, mask: int) -> int:
    """Most slots of the mask without a run over the limit: every (run + 1)th of each stretch is a pause."""
    limit, count, length = plan.run[participant], 0, 0
    for slot in range(mask.bit_length()):
        length = length + 1 if mask >> slot & 1 else 0
        count += length % (limit + 1) != 0
    return count

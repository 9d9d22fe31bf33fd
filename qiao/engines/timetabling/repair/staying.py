"""Which meetings of the earlier timetable can stay where they were, and which certainly cannot."""

from dataclasses import dataclass
from itertools import pairwise

from qiao.engines.timetabling.choosing.bound import caps_of
from qiao.engines.timetabling.problem import Problem


@dataclass(frozen=True)
class Staying:
    """`slots`: what stays, request index to slot; `homeless`: the other earlier meetings.

    `displaced`: those of them whose slot is none of theirs any more; `overfull`: by slot, how many meetings
    more than tables would be in it without them. Both together are the fewest that cannot stay.
    """

    slots: dict[int, int]
    homeless: tuple[int, ...]
    displaced: tuple[int, ...]
    overfull: dict[int, int]

    @property
    def fewest_displaced(self) -> int:
        return len(self.displaced) + sum(self.overfull.values())


def settle(problem: Problem) -> Staying:
    """Lets stay what can, what is worth most first. O(M log M) for M earlier meetings."""
    index = problem.request_index
    before = {index[name]: slot for name, slot in (problem.previous or {}).items()}
    displaced = tuple(sorted(r for r, slot in before.items() if not problem.domains[r] >> slot & 1))
    overfull = _overfull(problem, {r: slot for r, slot in before.items() if r not in set(displaced)})
    placing = Placing(problem)
    requests = problem.requests
    order = sorted(before, key=lambda r: (not problem.is_due(requests[r]), -requests[r].weight, r))
    for request in order:
        placing.place(request, before[request])
    homeless = tuple(sorted(set(before) - set(placing.slots)))
    return Staying(placing.slots, homeless, displaced, overfull)


def _overfull(problem: Problem, slots: dict[int, int]) -> dict[int, int]:
    if problem.capacity is None:
        return {}
    used = [0] * problem.slots
    for slot in slots.values():
        used[slot] += 1
    both = enumerate(zip(used, problem.capacity, strict=True))
    return {slot: count - tables for slot, (count, tables) in both if count > tables}


class Placing:
    """A timetable that grows by one legal meeting at a time."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.slots: dict[int, int] = {}
        self._caps = caps_of(problem)
        self._mine: list[dict[int, int]] = [{} for _ in problem.participants]
        self._used = [0] * problem.slots
        self._later: dict[int, list[int]] = {}
        for request, each in enumerate(problem.requests):
            for name in each.after:
                self._later.setdefault(problem.request_index[name], []).append(request)

    def place(self, request: int, slot: int) -> bool:
        """Holds the request in the slot if every rule allows it."""
        if not self._is_open(request, slot) or not self._is_in_order(request, slot):
            return False
        pair = self.problem.pairs[request]
        for participant in pair:
            self._mine[participant][slot] = request
        if not all(self._is_legal(participant, slot) for participant in pair):
            for participant in pair:
                del self._mine[participant][slot]
            return False
        self.slots[request] = slot
        self._used[slot] += 1
        return True

    def _is_open(self, request: int, slot: int) -> bool:
        capacity = self.problem.capacity
        is_free = all(
            slot not in self._mine[p] and len(self._mine[p]) < self._caps[p]
            for p in self.problem.pairs[request]
        )
        has_table = capacity is None or self._used[slot] < capacity[slot]
        return bool(is_free and has_table and self.problem.domains[request] >> slot & 1)

    def _is_in_order(self, request: int, slot: int) -> bool:
        index = self.problem.request_index
        before = (index[name] for name in self.problem.requests[request].after)
        after = self._later.get(request, ())
        return all(self.slots.get(other, -1) < slot for other in before) and all(
            self.slots.get(other, self.problem.slots) > slot for other in after
        )

    def _is_legal(self, participant: int, slot: int) -> bool:
        """Caps of the day, runs and walks on the day of the slot."""
        person = self.problem.participants[participant]
        first, last = next(day for day in self.problem.day_list if day[0] <= slot <= day[1])
        mine = self._mine[participant]
        today = sorted(each for each in mine if first <= each <= last)
        if person.max_per_day is not None and len(today) > person.max_per_day:
            return False
        run = 1
        for early, late in pairwise(today):
            run = run + 1 if late == early + 1 else 1
            walk = self.problem.walk(self.problem.zones[mine[early]], self.problem.zones[mine[late]])
            if late - early - 1 < walk or (person.max_run is not None and run > person.max_run):
                return False
        return person.max_run is None or not today or person.max_run >= 1

"""Which table each meeting has: whoever meets several times running stays seated where that is possible."""

from collections.abc import Mapping

from qiao.engines.timetabling.problem import Problem


def seat(problem: Problem, slots: Mapping[int, int]) -> dict[int, int]:
    """A table for each meeting, numbered from 0 and below the capacity of its slot.

    Slot by slot a meeting takes the last table of one of its two, of who meets more often first, if it is
    free; the others take the lowest free tables. So the participants of the busier side, the hosts, keep
    their tables as a rule and the others walk. O(meetings log meetings).
    """
    often = [0] * len(problem.participants)
    for request in slots:
        for participant in problem.pairs[request]:
            often[participant] += 1
    seats: dict[int, int] = {}
    last: dict[int, int] = {}
    for slot in sorted(set(slots.values())):
        now = sorted(r for r, s in slots.items() if s == slot)
        _seat_slot(problem, now, often, last, seats)
    return seats


def _seat_slot(
    problem: Problem, now: list[int], often: list[int], last: dict[int, int], seats: dict[int, int]
) -> None:
    taken: set[int] = set()
    wishes = [(-often[p], p, r) for r in now for p in problem.pairs[r] if p in last]
    for _, participant, request in sorted(wishes):
        table = last[participant]
        if request not in seats and table not in taken and table < len(now):
            seats[request] = table
            taken.add(table)
    free = iter(sorted(set(range(len(now))) - taken))
    for request in now:
        table = seats.setdefault(request, -1)
        if table < 0:
            seats[request] = next(free)
        for participant in problem.pairs[request]:
            last[participant] = seats[request]

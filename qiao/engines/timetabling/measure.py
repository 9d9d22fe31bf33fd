"""What a timetable is worth, as the solvers count it. `check` counts by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from qiao.engines.timetabling.problem import Problem


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts of one timetable; `per_participant` holds the breaks by the rule of the instance, `shortfall` is
    how many meetings are missing to the floors of all together."""

    weight: int | float
    breaks: int
    waits: int
    idle: int
    per_participant: tuple[int, ...]
    shortfall: int = 0

    def counted(self, problem: Problem) -> int:
        """Breaks by the rule of the instance."""
        return self.breaks if problem.break_rule == "gap" else self.waits


def measure(problem: Problem, slots: Mapping[int, int]) -> Measure:
    """Counts what stands in `slots` (request index to slot). Linear in the meetings, times log for sorting.

    A gap between two consecutive meetings of a participant on one day is a break (rule ``gap``) when more
    slots lie between them than the walk between their zones needs, and a wait (rule ``wait``) when the
    participant is available in more of these slots than the walk needs; the rest of them is idle.
    """
    meetings: list[list[tuple[int, int]]] = [[] for _ in problem.participants]
    for request, slot in slots.items():
        for participant in problem.pairs[request]:
            meetings[participant].append((slot, request))
    breaks = waits = idle = 0
    counted = []
    for participant, mine in enumerate(meetings):
        gaps, waiting, free = _of_one(problem, participant, sorted(mine))
        breaks, waits, idle = breaks + gaps, waits + waiting, idle + free
        counted.append(gaps if problem.break_rule == "gap" else waiting)
    weight = sum(problem.requests[request].weight for request in slots)
    shortfall = 0
    if problem.has_floor:
        shortfall = sum(max(0, f - len(mine)) for f, mine in zip(problem.floors, meetings, strict=True))
    return Measure(weight, breaks, waits, idle, tuple(counted), shortfall)


def _of_one(problem: Problem, participant: int, mine: list[tuple[int, int]]) -> tuple[int, int, int]:
    gaps = waits = idle = 0
    for (early, first), (late, second) in pairwise(mine):
        if late == early + 1 or not _is_one_day(problem.day_list, early, late):
            continue
        walk = problem.walk(problem.zones[first], problem.zones[second])
        between = (1 << late) - (1 << early + 1)
        free = (problem.available[participant] & between).bit_count() - walk
        gaps += late - early - 1 > walk
        waits += free > 0
        idle += max(free, 0)
    return gaps, waits, idle


def _is_one_day(days: Iterable[tuple[int, int]], early: int, late: int) -> bool:
    return any(first <= early and late <= last for first, last in days)

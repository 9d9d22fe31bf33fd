"""How much more a plan is worth for how many moves: a few plans to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.repair.solve import solve_repair
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Run


@dataclass(frozen=True)
class FrontPoint:
    """A plan that no other of the front beats in moves, weight and breaks at once."""

    moved: int
    weight: float
    breaks: int
    solution: Solution


def front(
    problem: Problem, run: Run, *, limits: Iterable[int] = (0, 2, 5, 10, 20, 60)
) -> tuple[FrontPoint, ...]:
    """The best plan for each limit of moves, fewest moves first, without those that others beat."""
    points: dict[tuple[int, float, int], FrontPoint] = {}
    for limit in limits:
        found = solve_repair(replace(problem, max_moved=limit), run)
        if found.is_solved and found.moved is not None:
            breaks = found.breaks if problem.break_rule == "gap" else found.waits
            point = FrontPoint(found.moved, float(found.weight), breaks, found)
            points[point.moved, point.weight, point.breaks] = point
    kept = [each for each in points.values() if not any(_beats(other, each) for other in points.values())]
    return tuple(sorted(kept, key=lambda each: each.moved))


def _beats(one: FrontPoint, other: FrontPoint) -> bool:
    mine, theirs = ((p.moved, -p.weight, p.breaks) for p in (one, other))
    return mine != theirs and all(a <= b for a, b in zip(mine, theirs, strict=True))

"""How much more a plan is worth for how many moves: a few plans to choose from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.repair.search import is_small
from qiao.engines.timetabling.repair.solve import solve_repair
from qiao.engines.timetabling.result import Number, Solution
from qiao.engines.timetabling.run import Run

LIMITS = (0, 1, 2, 5, 10, 20, 60)  # of moves, where trying all of them would take too long


@dataclass(frozen=True)
class FrontPoint:
    """A plan of which no other has fewer moves and is worth as much, or is worth more with no more moves:
    first by what is missing to the floors, then by weight, then by breaks."""

    moved: int
    weight: Number
    breaks: int
    solution: Solution

    @property
    def value(self) -> tuple[int, float, int]:
        """Greater is better."""
        return -(self.solution.shortfall or 0), round(float(self.weight), 6), -self.breaks


def front(problem: Problem, run: Run, *, limits: Iterable[int] | None = None) -> tuple[FrontPoint, ...]:
    """The best plan for each limit of moves, fewest moves first, without those that others beat.

    `limits` are by default all that matter where the instance is small enough to be searched as a whole: then
    the front is exact, at the price of one search for each of its points. Elsewhere they are `LIMITS`. The
    time that is left is shared between them.
    """
    if limits is None and is_small(problem):
        points = list(_descend(problem, run))
    else:
        points = list(_try_all(problem, run, sorted(set(LIMITS if limits is None else limits))))
    points.sort(key=lambda each: (each.moved, tuple(-part for part in each.value)))
    kept: list[FrontPoint] = []
    for each in points:
        if not kept or each.value > kept[-1].value:
            kept.append(each)
    return tuple(kept)


def _descend(problem: Problem, run: Run) -> Iterator[FrontPoint]:
    """The best of all, then the best with fewer moves, and so on; none takes more moves than it needs."""
    limit = len(problem.previous or ())
    if problem.max_moved is not None:
        limit = min(limit, problem.max_moved)
    while limit >= 0 and (point := _with_at_most(problem, limit, run)) is not None:
        yield point
        limit = point.moved - 1


def _try_all(problem: Problem, run: Run, limits: list[int]) -> Iterator[FrontPoint]:
    for number, limit in enumerate(limits):
        share = None if run.time_limit is None else run.left / (len(limits) - number)
        part = Run(share, run.seed, run.should_stop, threads=run.threads, on_progress=run.on_progress)
        if not run.is_over and (point := _with_at_most(problem, limit, part)) is not None:
            yield point


def _with_at_most(problem: Problem, limit: int, run: Run) -> FrontPoint | None:
    found = solve_repair(replace(problem, max_moved=limit), run)
    if not found.is_solved or found.moved is None:
        return None
    breaks = found.breaks if problem.break_rule == "gap" else found.waits
    return FrontPoint(found.moved, found.weight, breaks, found)

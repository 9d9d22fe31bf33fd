"""The plan of an event: who meets whom, when and where, checked before anybody sees it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Progress
from qiao.engines.timetabling.solve import solve
from qiao.rooms.meetings.planning.clashes import clashes_of
from qiao.rooms.meetings.planning.errors import NothingFound, PinsClash, PlanUnsound
from qiao.rooms.meetings.planning.grid import Grid, grid_of
from qiao.rooms.meetings.planning.pairs import Pair, pairs_of
from qiao.rooms.meetings.planning.problem import problem_of
from qiao.rooms.meetings.planning.seating import Meeting, seat
from qiao.rooms.meetings.workbook.event import Event, Party


@dataclass(frozen=True)
class Plan:
    """`solution` has passed the check of the engine; `meetings` are its schedule with tables."""

    event: Event
    grid: Grid
    pairs: tuple[Pair, ...]
    problem: Problem
    solution: Solution
    meetings: tuple[Meeting, ...]

    @cached_property
    def refused(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.id not in self.solution.schedule)

    @cached_property
    def _by_party(self) -> dict[str, list[Meeting]]:
        found: dict[str, list[Meeting]] = {}
        for meeting in self.meetings:
            for party in (meeting.pair.delegation, meeting.pair.host):
                found.setdefault(party.key, []).append(meeting)
        return found

    def meetings_of(self, party: Party) -> list[Meeting]:
        return self._by_party.get(party.key, [])


def make_plan(
    event: Event,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    on_progress: Callable[[Progress], object] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Plan:
    """The best plan that is found in the time, in seconds.

    Raises
    ------
    PinsClash : proved that what is fixed cannot be held together.
    NothingFound : the time was too short.
    PlanUnsound : the check of the engine found a fault; this is never the fault of the workbook.
    """
    pairs, grid = pairs_of(event), grid_of(event)
    problem = problem_of(event, pairs, grid)
    if clashes := clashes_of(event, problem, pairs, grid):
        raise PinsClash(clashes)
    solution = solve(
        problem, time_limit=time_limit, seed=seed, on_progress=on_progress, should_stop=should_stop
    )
    if not solution.is_solved:
        raise NothingFound
    require_checked(problem, solution)
    held = [
        (pair, grid.slot(solution.schedule[pair.id].slot)) for pair in pairs if pair.id in solution.schedule
    ]
    return Plan(event, grid, pairs, problem, solution, seat(event, held))


def require_checked(problem: Problem, solution: Solution) -> None:
    verdict = check(problem, solution)
    if not verdict.is_valid:
        wrong = [each.sentence for each in verdict.claims if each.state == "wrong"]
        told = [str(each) for each in (*(v.sentence for v in verdict.violations), *wrong)]
        raise PlanUnsound(violations=" ".join(told[:5]))

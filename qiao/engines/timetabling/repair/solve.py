"""Least-change repair: what was released stays unless it cannot, and as little as possible moves."""

from collections.abc import Mapping

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.choosing.bound import Selection, select
from qiao.engines.timetabling.choosing.solve import only_due
from qiao.engines.timetabling.choosing.tables import seat
from qiao.engines.timetabling.exact import find_conflict
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.repair.bound import Forced, count_forced
from qiao.engines.timetabling.repair.search import Found, dropped, moved, search
from qiao.engines.timetabling.repair.seats import keep_seats
from qiao.engines.timetabling.repair.staying import Staying, settle
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run


def solve_repair(problem: Problem, run: Run) -> Solution:
    """Mends `problem.previous` for the instance as it is now.

    Without `max_moved`: as much of the earlier weight as possible is kept, then as many of its meetings,
    then the fewest of them move, then the weight of all is greatest, then breaks are fewest. With
    `max_moved`: the greatest weight with so many moves, then the fewest breaks, then the fewest moves.

    Small instances are searched as a whole, so all of this is proved. In large ones what still can stays,
    and the search frees those who lost their place, the refused requests that have become possible, and step
    by step whoever may have to make way, until `moved_bound` is met (`around`, `bound`). A `Repairer` answers
    faster where one plan is mended again and again.
    """
    return repaired(settle(problem), select(problem), run)


def repaired(
    staying: Staying, selection: Selection, run: Run, seats: Mapping[int, int] | None = None
) -> Solution:
    """The repair of what is left, given the bound of the instance; `seats` are tables that are kept."""
    problem = staying.board.problem
    run.tell("staying", weight_bound=float(selection.bound))
    forced = count_forced(staying)
    found = search(staying, forced, selection, run)
    if found.is_infeasible:
        return Solution(problem.name, "infeasible", conflict=find_conflict(only_due(problem), run))
    if not _holds_what_it_must(found.board, staying):
        return Solution(problem.name, "unknown", weight_bound=selection.bound)
    return _solution(staying, forced, selection, found, seats)


def _holds_what_it_must(board: Board, staying: Staying) -> bool:
    problem = board.problem
    is_fair = problem.fairness is None or _spread(board) <= problem.fairness
    is_within = problem.max_moved is None or moved(board, staying.before) <= problem.max_moved
    due = (r for r, each in enumerate(problem.requests) if problem.is_due(each))
    return is_fair and is_within and all(map(board.is_held, due))


def _spread(board: Board) -> int:
    counts = [board.breaks_of(p) for p in range(len(board.held))]
    return max(counts, default=0) - min(counts, default=0)


def _solution(
    staying: Staying, forced: Forced, selection: Selection, found: Found, seats: Mapping[int, int] | None
) -> Solution:
    board, problem, before = found.board, found.board.problem, staying.before
    slots = board.slots()
    gone = len(problem.previous or {}) - len(before)  # of requests that are no more
    weight = sum(problem.requests[r].weight for r in slots)
    is_best = found.is_whole and weight == selection.bound and not board.breaks
    tables = seat(problem, slots) if seats is None else keep_seats(board, before, seats)
    return Solution(
        problem.name,
        "optimal" if is_best else "feasible",
        {problem.requests[r].id: Meeting(slot, tables[r]) for r, slot in slots.items()},
        weight=weight,
        breaks=board.count.breaks,
        waits=board.count.waits,
        idle=board.count.idle,
        weight_bound=selection.bound,
        breaks_bound=0,
        moved=moved(board, before),
        dropped=dropped(board, before) + gone,
        added=sum(r not in before for r in slots),
        moved_bound=found.fewest_moves,
        certificate={"kind": "several", "parts": [selection.certificate(), _moves(staying, forced)]},
    )


def _moves(staying: Staying, forced: Forced) -> dict[str, object]:
    requests, people = staying.board.problem.requests, staying.board.problem.participants
    return {
        "kind": "moves",
        "displaced": [requests[r].id for r in staying.displaced],
        "overfull": {str(slot): count for slot, count in staying.overfull.items()},
        "blocked": {people[p].id: count for p, count in forced.blocked.items()},
    }

"""Least-change repair: what was released stays unless it cannot, and as little as possible moves."""

from collections.abc import Mapping

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.choosing.bound import Selection, select, unscaled
from qiao.engines.timetabling.choosing.solve import only_due
from qiao.engines.timetabling.choosing.tables import seat
from qiao.engines.timetabling.exact import find_conflict
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.repair.bound import Forced, Proved
from qiao.engines.timetabling.repair.search import Found, search
from qiao.engines.timetabling.repair.seats import keep_seats
from qiao.engines.timetabling.repair.staying import Staying, settle
from qiao.engines.timetabling.result import Meeting, Number, Solution
from qiao.engines.timetabling.run import Run


def solve_repair(problem: Problem, run: Run) -> Solution:
    """Mends `problem.previous` for the instance as it is now.

    Without `max_moved`: as much of the earlier weight as possible is kept, then as many of its meetings,
    then the fewest of them move, then the fewest meetings are missing to the floors, then the weight of all
    is greatest, then breaks are fewest. With `max_moved`: the fewest missing to the floors with so many
    moves, then the greatest weight, the fewest breaks, the fewest moves.

    Small instances are searched as a whole, so all of this is proved. In large ones what still can stays;
    who lost slots is assigned anew as the bound of the moves says (`bound`, `rearrange`), and where that is
    not enough the search frees step by step whoever may have to make way (`around`). With `max_moved` refused
    requests are traded in (`trading`). A `Repairer` answers
    faster where one plan is mended again and again.
    """
    staying = settle(problem)
    return repaired(staying, select(problem), run)


def repaired(
    staying: Staying, selection: Selection, run: Run, released: Mapping[str, Meeting] | None = None
) -> Solution:
    """The repair of what is left, given the bound of the instance; with `released` tables are kept."""
    problem = staying.board.problem
    run.tell("staying", weight_bound=float(selection.bound))
    forced = Forced(staying)
    found = search(staying, forced, selection, run)
    if found.is_infeasible:
        return Solution(problem.name, "infeasible", conflict=find_conflict(only_due(problem), run))
    if not _holds_what_it_must(found.board, staying):
        any_bound = selection.without_floor.bound if problem.has_floor else selection.bound
        return Solution(problem.name, "unknown", weight_bound=any_bound)
    schedule = _seated(found.board) if released is None else keep_seats(found.board, released)
    return _solution(staying, forced, selection, found, schedule)


def _seated(board: Board) -> dict[str, Meeting]:
    slots, requests = board.slots(), board.problem.requests
    tables = seat(board.problem, slots)
    return {requests[r].id: Meeting(slot, tables[r]) for r, slot in slots.items()}


def _holds_what_it_must(board: Board, staying: Staying) -> bool:
    problem = board.problem
    is_fair = problem.fairness is None or _spread(board) <= problem.fairness
    is_within = problem.max_moved is None or staying.moved(board) <= problem.max_moved
    return is_fair and is_within and all(map(board.is_held, staying.due))


def _spread(board: Board) -> int:
    counts = [board.breaks_of(p) for p in range(len(board.held))]
    return max(counts, default=0) - min(counts, default=0)


def _solution(
    staying: Staying, forced: Forced, selection: Selection, found: Found, schedule: Mapping[str, Meeting]
) -> Solution:
    board, problem, before = found.board, found.board.problem, staying.before
    gone = len(problem.previous or {}) - len(before)  # of requests that are no more
    proved = forced.prove(staying.given_up(board))
    weight = board.weight if type(board.weight) is int else _weight(board)
    shortfall = measure(problem, board.slots()).shortfall if problem.has_floor else None
    scaled, certificate = selection.proved(shortfall or 0)
    bound = unscaled(scaled, selection.scale)
    is_served = shortfall is None or shortfall == selection.shortfall_bound
    is_best = found.is_whole and is_served and weight == bound and not board.breaks
    return Solution(
        problem.name,
        "optimal" if is_best else "feasible",
        schedule,
        weight=weight,
        breaks=board.count.breaks,
        waits=board.count.waits,
        idle=board.count.idle,
        weight_bound=bound,
        breaks_bound=0,
        moved=staying.moved(board),
        dropped=staying.dropped(board) + gone,
        added=sum(r not in before and board.is_held(r) for r in board.touched),
        moved_bound=found.fewest_moves,
        shortfall=shortfall,
        shortfall_bound=None if shortfall is None else selection.shortfall_bound,
        certificate={
            "kind": "several",
            "parts": [*certificate.get("parts", [certificate]), _moves(staying, proved)],
        },
    )


def _weight(board: Board) -> Number:
    """Summed anew, as taking off what was added before loses digits."""
    return sum(board.problem.requests[r].weight for r in board.slots())


def _moves(staying: Staying, proved: Proved) -> dict[str, object]:
    requests, people = staying.board.problem.requests, staying.board.problem.participants
    return {
        "kind": "moves",
        "displaced": [requests[r].id for r in staying.displaced],
        "overfull": {str(slot): count for slot, count in staying.overfull.items()},
        "given_up": proved.price._asdict(),
        "slots": [
            {"participant": people[p].id, "prices": {str(slot): price for slot, price in prices.items()}}
            for p, prices in proved.slots.items()
        ],
    }

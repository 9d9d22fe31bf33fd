"""Least-change repair: what was released stays unless it cannot, and as little as possible moves."""

from collections.abc import Mapping

from qiao.engines.timetabling.choosing.bound import Selection, caps_of, select
from qiao.engines.timetabling.choosing.solve import only_due
from qiao.engines.timetabling.choosing.tables import seat
from qiao.engines.timetabling.exact import find_conflict
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.repair.part import cut_out
from qiao.engines.timetabling.repair.staying import Staying, settle
from qiao.engines.timetabling.repair.tiers import Mended, mend
from qiao.engines.timetabling.result import Conflict, Meeting, Solution
from qiao.engines.timetabling.run import Run

SMALL = 6_000  # requests times slots up to which everything is free
WIDEST = 12_000  # free requests times slots that one search takes at most


def solve_repair(problem: Problem, run: Run) -> Solution:
    """Mends `problem.previous` for the instance as it is now.

    Without `max_moved`: as much of the earlier weight as possible is kept, then as many of its meetings,
    then the fewest of them move, then the weight of all is greatest, then breaks are fewest. With
    `max_moved`: the greatest weight with so many moves, then the fewest breaks, then the fewest moves.

    Small instances are searched as a whole, so all of this is proved. In large ones what still can stays;
    the search takes those who lost a meeting, all that they hold, and the refused requests that have become
    possible. `moved_bound` counts the meetings that have no place any more where they were, less those that
    are given up.
    """
    staying = settle(problem)
    selection = select(problem)
    run.tell("staying", weight_bound=float(selection.bound))
    is_whole = len(problem.requests) * problem.slots <= SMALL
    free = set(range(len(problem.requests))) if is_whole else _free(problem, staying)
    mended = mend(problem, cut_out(problem, staying.slots, free), run)
    if mended.is_infeasible and is_whole:
        return Solution(problem.name, "infeasible", conflict=_conflict(problem, run))
    slots = mended.slots or dict(staying.slots)
    if any(problem.is_due(each) and r not in slots for r, each in enumerate(problem.requests)):
        return Solution(problem.name, "unknown", weight_bound=selection.bound)
    return _solution(problem, staying, selection, mended, slots, is_whole=is_whole)


def _free(problem: Problem, staying: Staying) -> set[int]:
    """The homeless, what their people hold, and refused requests that fit now, as far as one search goes."""
    most = max(WIDEST // max(problem.slots, 1), 1)
    free = list(staying.homeless)
    people = {p for request in free for p in problem.pairs[request]}
    touching = [r for r in staying.slots if people & set(problem.pairs[r])]
    candidates = sorted(_candidates(problem, staying), key=lambda r: (-problem.requests[r].weight, r))
    free += candidates[: max(most - len(free), 0)]
    free += touching[: max(most - len(free), 0)]
    return set(free)


def _candidates(problem: Problem, staying: Staying) -> list[int]:
    """Requests that are not held and were not, both of whose people have a common free slot and room."""
    busy, held = [0] * len(problem.participants), [0] * len(problem.participants)
    for request, slot in staying.slots.items():
        for participant in problem.pairs[request]:
            busy[participant] |= 1 << slot
            held[participant] += 1
    caps, homeless = caps_of(problem), set(staying.homeless)
    return [
        request
        for request, (a, b) in enumerate(problem.pairs)
        if request not in staying.slots
        and request not in homeless
        and problem.domains[request] & ~busy[a] & ~busy[b]
        and held[a] < caps[a]
        and held[b] < caps[b]
    ]


def _conflict(problem: Problem, run: Run) -> Conflict:
    return find_conflict(only_due(problem), run)


def _solution(
    problem: Problem,
    staying: Staying,
    selection: Selection,
    mended: Mended,
    slots: Mapping[int, int],
    *,
    is_whole: bool,
) -> Solution:
    previous = problem.previous or {}
    ids = [each.id for each in problem.requests]
    now = {ids[r]: slot for r, slot in slots.items()}
    moved = sum(name in now and now[name] != slot for name, slot in previous.items())
    dropped = sum(name not in now for name in previous)
    found, seats = measure(problem, slots), seat(problem, slots)
    displaced = {"displaced": [ids[r] for r in staying.displaced], "overfull": dict(staying.overfull)}
    counted = found.counted(problem)
    return Solution(
        problem.name,
        "optimal"
        if is_whole and mended.is_proved and found.weight == selection.bound and not counted
        else "feasible",
        {ids[r]: Meeting(slots[r], seats[r]) for r in sorted(slots)},
        weight=found.weight,
        breaks=found.breaks,
        waits=found.waits,
        idle=found.idle,
        weight_bound=selection.bound,
        breaks_bound=0,
        moved=moved,
        dropped=dropped,
        added=sum(name not in previous for name in now),
        moved_bound=moved
        if is_whole and "moved" in mended.proved
        else max(staying.fewest_displaced - dropped, 0),
        certificate={"kind": "several", "parts": [selection.certificate(), {"kind": "moves", **displaced}]},
    )

"""Which meetings may have to make way: what is free in a search, and how far that is enough for a proof.

Take a timetable that keeps as much and moves as few as can be, and call changed whatever of the earlier
meetings moves or goes in it. Join two changed meetings that share a participant, that must lie one after the
other, or of which one takes a table that the other gives up. A connected piece without a meeting that had to
change could be put back where it was: its participants, its tables and its order meet no other changed
meeting. So each piece holds one, and a timetable with *j* changes more than there have to be reaches at most
*j* steps away from them. A search that frees everything within *j* steps has therefore found the fewest
moves if it needs at most *j + 1* changes more than there have to be, or if a step more frees nothing more.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.choosing.bound import Selection
from qiao.engines.timetabling.problem import slots_of
from qiao.engines.timetabling.repair.staying import Staying, is_full

CROWD = 100  # meetings of a slot with too few tables that are free; those that can go elsewhere first


@dataclass(frozen=True)
class Around:
    """Requests that are free; `is_complete`: nothing within so many steps was left out."""

    free: frozenset[int]
    is_complete: bool = True


def seeds_of(staying: Staying) -> Around:
    """The homeless, what has to be held and is not, and those who stand where a homeless one could have
    stayed instead. No proof is offered where a rule joins everybody (fairness), or where walks may be longer
    than a way round, so that taking a meeting out could break a rule."""
    board, problem = staying.board, staying.board.problem
    crowds: set[int] = set()
    found = set(staying.homeless) | {r for r in staying.due if not board.is_held(r)}
    for request in set(staying.homeless) - set(staying.displaced):
        for obstacle in board.obstacles(request, staying.before[request]):
            if obstacle.kind == "table full":
                crowds.add(staying.before[request])
            elif obstacle.request is not None:
                found.add(obstacle.request)
            elif obstacle.participant is not None:
                found |= set(board.of(obstacle.participant))
    is_complete = problem.fairness is None and not board.is_walked
    for slot in sorted(crowds):
        crowd = sorted(
            _in_slot(board, slot), key=lambda r: (not _exits(board, r), problem.requests[r].weight, r)
        )
        found.update(crowd[:CROWD])
        is_complete = is_complete and len(crowd) <= CROWD
    return Around(frozenset(found), is_complete)


def widened(staying: Staying, inner: Around, *, most: int) -> Around:
    """One step further, as far as `most` requests go: first who shares a participant, then who gives up a
    table."""
    board = staying.board
    near: dict[int, None] = {}
    for request in sorted(inner.free):
        for participant in board.problem.pairs[request]:
            near.update(dict.fromkeys(board.of(participant)))
        for order in (board.earlier, board.later):
            near.update(dict.fromkeys(r for r in order.get(request, ()) if board.is_held(r)))
    tables = _who_give_up_tables(board, inner.free)
    wanted = list(dict.fromkeys([*near, *sorted(tables, key=lambda r: _exits(board, r) == 0)]))
    added = [r for r in wanted if r not in inner.free and r in staying.before]
    taken = added[: max(most - len(inner.free), 0)]
    return Around(inner.free | frozenset(taken), inner.is_complete and len(taken) == len(added))


def _who_give_up_tables(board: Board, free: Collection[int]) -> set[int]:
    """Everybody in the full slots that the free requests could go to."""
    wanted = 0
    for request in free:
        wanted |= board.problem.domains[request]
    few = len(free) + 1  # go there at most, with one from the step after
    found: set[int] = set()
    for slot in slots_of(wanted):
        room = board.room[slot]
        if room is not None and room - board.used[slot] <= few:
            found |= _in_slot(board, slot)
    return found


def _in_slot(board: Board, slot: int) -> set[int]:
    return {r for r, where in enumerate(board.slot_of) if where == slot}


def _exits(board: Board, request: int) -> int:
    """Slots to which a meeting could go at once."""
    a, b = board.problem.pairs[request]
    open_slots = sum(1 << slot for slot in range(board.problem.slots) if not is_full(board, slot))
    return board.problem.domains[request] & ~board.busy[a] & ~board.busy[b] & open_slots


def candidates_of(board: Board, before: Iterable[int], selection: Selection) -> list[int]:
    """Requests that are held nowhere and were not, both of whose people have a common free slot with a table:
    first what is worth most beyond the prices of its people, and before it what somebody below the floor
    would hold."""
    problem, known = board.problem, set(before)
    free = sum(1 << slot for slot in range(problem.slots) if not is_full(board, slot))
    both = zip(problem.pairs, problem.domains, board.slot_of, strict=True)
    busy = board.busy
    found = [
        request
        for request, ((a, b), domain, slot) in enumerate(both)
        if slot == NOTHING and domain & free & ~(busy[a] | busy[b]) and request not in known
    ]
    found = [r for r in found if all(_has_cap(board, p) for p in problem.pairs[r])]
    prices, scale = selection.prices, selection.scale

    def gain(request: int) -> float:
        a, b = problem.pairs[request]
        return problem.requests[request].weight * scale - prices[a] - prices[b]

    found.sort(key=lambda r: (-gain(r), r))
    if problem.has_floor:
        floors, held = problem.floors, board.held
        found.sort(key=lambda r: all(held[p] >= floors[p] for p in problem.pairs[r]))
    return found


def _has_cap(board: Board, participant: int) -> bool:
    cap = board.problem.participants[participant].max_meetings
    return cap is None or board.held[participant] < cap

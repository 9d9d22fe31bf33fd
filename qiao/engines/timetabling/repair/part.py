"""The part of an instance that a change touches, as a small instance of its own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.problem import Participant, Problem, Request, slots_of


@dataclass(frozen=True)
class Part:
    """`problem`: the small instance; `back`: its requests in the whole, the free ones first; `people`: its
    first participants in the whole, behind whom come those who only stand for somebody."""

    problem: Problem
    back: tuple[int, ...]
    people: tuple[int, ...]
    free: int


def cut_out(board: Board, free: Collection[int]) -> Part:
    """The free requests, everybody who takes part in them, and all that these hold, each in its slot.

    What else is on the board takes its tables away, and orders with it become slots that are allowed. In a
    meeting that stays, a partner of whom nothing else is free is stood for by somebody who has that meeting
    alone. Linear in the part; fairness is left to `tiers`, which knows the others.
    """
    problem = board.problem
    people = {p for request in free for p in problem.pairs[request]}
    fixed = {r: board.slot_of[r] for p in people for r in board.of(p)}
    fixed = {r: fixed[r] for r in sorted(fixed) if r not in free}
    back = (*sorted(free), *fixed)
    inside = set(back)
    requests = [_bounded(board, request, inside) for request in sorted(free)]
    participants = [problem.participants[p] for p in sorted(people)]
    for request, slot in fixed.items():
        meeting, strangers = _fixed(problem, request, slot, people)
        requests.append(meeting)
        participants += strangers
    index = {problem.requests[r].id for r in back}
    requests = [replace(each, after=tuple(x for x in each.after if x in index)) for each in requests]
    small = replace(
        problem,
        participants=tuple(participants),
        requests=tuple(requests),
        capacity=_tables_left(board, back),
        previous=None,
        max_moved=None,
        fairness=None,
    )
    return Part(small, back, tuple(sorted(people)), len(free))


def _bounded(board: Board, request: int, inside: Collection[int]) -> Request:
    """With the orders that lead out of the part turned into allowed slots."""
    problem = board.problem
    allowed = frozenset(bounded_slots(board, request, inside))
    return replace(
        problem.requests[request], allowed=allowed, slot=None, session=None, zone=problem.zones[request]
    )


def bounded_slots(board: Board, request: int, inside: Collection[int]) -> list[int]:
    """The slots of a request between those that it must follow and precede, of the meetings outside."""
    earlier = (board.slot_of[r] for r in board.earlier.get(request, ()) if r not in inside)
    later = (board.slot_of[r] for r in board.later.get(request, ()) if r not in inside)
    first = max(earlier, default=NOTHING)
    last = min((slot for slot in later if slot != NOTHING), default=board.problem.slots)
    return [slot for slot in slots_of(board.problem.domains[request]) if first < slot < last]


def _fixed(
    problem: Problem, request: int, slot: int, people: Collection[int]
) -> tuple[Request, list[Participant]]:
    """A meeting that stays, with whoever stands for partners of whom the part knows nothing else."""
    each = problem.requests[request]
    names, strangers = [], []
    for p in problem.pairs[request]:
        person = problem.participants[p]
        if p in people:
            names.append(person.id)
        else:
            names.append(f"{person.id} ~ {each.id}")
            strangers.append(Participant(names[-1], side=person.side))
    zone = problem.zones[request]
    return replace(each, a=names[0], b=names[1], slot=slot, mandatory=True, zone=zone), strangers


def _tables_left(board: Board, inside: Sequence[int]) -> tuple[int, ...] | None:
    if board.problem.capacity is None:
        return None
    used = list(board.used)
    for request in inside:
        if (slot := board.slot_of[request]) != NOTHING:
            used[slot] -= 1
    return tuple(max(tables - taken, 0) for tables, taken in zip(board.problem.capacity, used, strict=True))

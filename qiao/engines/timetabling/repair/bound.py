"""The fewest meetings that have to change, counted without a search.

A displaced meeting changes. If it neither goes nor takes a cell that is free for it, the cell it takes is
blocked by a meeting that stood there: one that shares a participant with it, or one of a full slot. The
displaced meetings of one participant take different slots, so those meetings are different ones. Hence of a
participant with *n* displaced meetings, of which at most *f* find free cells together (a bipartite matching
of its meetings and its slots, Kuhn 1955), and of which *g* are given up, at least *n - f - g* others change
as well. The numbers of several participants add up as long as they share no displaced meeting and no meeting
can stand in the way of two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.problem import slots_of
from qiao.engines.timetabling.repair.staying import Staying


@dataclass(frozen=True)
class Forced:
    """What no timetable gets round.

    Attributes
    ----------
    displaced : earlier meetings that change. hopeless : those of them that have no slot at all any more.
    blocked : by participant, how many others must make way. fewest_dropped : earlier meetings that are given
    up: the hopeless, and what is too much for somebody's slots.
    """

    displaced: int
    hopeless: int
    blocked: Mapping[int, int]
    fewest_dropped: int

    def fewest_moves(self, dropped: int) -> int:
        """A timetable that gives up so many of the earlier meetings moves at least so many others.

        Hopeless ones, which have no slot at all, are given up in every timetable.
        """
        given_up = max(dropped - self.hopeless, 0)
        moved = max(self.displaced - self.hopeless - given_up, 0)
        return moved + max(sum(self.blocked.values()) - given_up, 0)


def count_forced(staying: Staying) -> Forced:
    """O(k T) for k displaced meetings, and the meetings of a slot where it is full."""
    board = staying.board
    domains = board.problem.domains
    hopeful = [r for r in staying.displaced if domains[r]]
    theirs: dict[int, list[int]] = {}
    for request in hopeful:
        for participant in board.problem.pairs[request]:
            theirs.setdefault(participant, []).append(request)
    found = []
    crowds: dict[int, set[int]] = {}
    for participant, mine in theirs.items():
        free = {r: _free_cells(board, r, staying.overfull) for r in mine}
        short = len(mine) - matched(free)
        if short:
            found.append((-short, participant, _blockers(board, free, crowds) | set(mine)))
    blocked: dict[int, int] = {}
    spent: set[int] = set()
    for short, participant, blockers in sorted(found, key=lambda each: each[:2]):
        if not blockers & spent:
            spent |= blockers
            blocked[participant] = -short
    hopeless = len(staying.displaced) - len(hopeful)
    return Forced(staying.fewest_displaced, hopeless, blocked, hopeless + _too_many(staying, theirs))


def _too_many(staying: Staying, people: Iterable[int]) -> int:
    """Earlier meetings that are more than the slots of somebody, counted where nobody shares one of them."""
    problem = staying.board.problem
    board = staying.board
    spent: set[int] = set()
    total = 0
    for participant in sorted(people):
        held = [*board.of(participant), *(r for r in staying.homeless if participant in problem.pairs[r])]
        mine = sorted(r for r in held if problem.domains[r])
        short = len(mine) - matched({r: slots_of(problem.domains[r]) for r in mine})
        if short and not spent & set(mine):
            spent.update(mine)
            total += short
    return max(total, _too_many_for_the_tables(staying))


def _too_many_for_the_tables(staying: Staying) -> int:
    capacity = staying.board.problem.capacity
    hopeless = sum(not staying.board.problem.domains[r] for r in staying.homeless)
    return 0 if capacity is None else max(len(staying.before) - hopeless - sum(capacity), 0)


def _free_cells(board: Board, request: int, overfull: Iterable[int]) -> list[int]:
    """Slots in which no meeting that stood there need make way; those that are overfull are let off."""
    a, b = board.problem.pairs[request]
    busy = board.busy[a] | board.busy[b]
    let_off = set(overfull)
    return [
        slot
        for slot in slots_of(board.problem.domains[request])
        if slot in let_off or (not busy >> slot & 1 and not is_full(board, slot))
    ]


def is_full(board: Board, slot: int) -> bool:
    room = board.room[slot]
    return room is not None and board.used[slot] >= room


def _blockers(board: Board, free: Mapping[int, list[int]], crowds: dict[int, set[int]]) -> set[int]:
    """Every meeting that may have to make way for one of these; `crowds` keeps those of full slots."""
    blockers: set[int] = set()
    for request, cells in free.items():
        for slot in set(slots_of(board.problem.domains[request])) - set(cells):
            if is_full(board, slot):
                if slot not in crowds:
                    crowds[slot] = {r for r, where in enumerate(board.slot_of) if where == slot}
                blockers |= crowds[slot]
            blockers.update(board.who(p, slot) for p in board.problem.pairs[request])
    return blockers - {NOTHING}


def matched(free: Mapping[int, list[int]]) -> int:
    """The most requests that get slots of their own.

    >>> matched({1: [0], 2: [0], 3: [0, 1]})
    2
    """
    taken: dict[int, int] = {}

    def gets_one(request: int, seen: set[int]) -> bool:
        for slot in free[request]:
            if slot not in seen:
                seen.add(slot)
                if slot not in taken or gets_one(taken[slot], seen):
                    taken[slot] = request
                    return True
        return False

    return sum(gets_one(request, set()) for request in free)

"""Puts meetings back that lost their place, each with as few others making way as can be.

A meeting is put into a slot; whoever stood in the way is put elsewhere in the same manner: an ejection chain
(Glover 1996). What has moved already moves again for nothing; each other meeting costs one. Budgets grow one
by one, so that a chain that costs more is tried only when none that costs less is there.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from functools import cached_property
from itertools import islice

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.problem import slots_of
from qiao.engines.timetabling.repair.staying import is_full
from qiao.engines.timetabling.run import Run

DEAREST = 3  # others that make way for one meeting
LONGEST = 5  # meetings of one chain
PATIENCE = 400  # ways into a slot that are tried for one meeting and budget
TABLES = 8  # meetings of a full slot that are asked to give up their table


class Inserter:
    """Puts meetings onto a board. `before`: where the earlier meetings were, index of request to slot."""

    def __init__(self, board: Board, before: Mapping[int, int]) -> None:
        self.board, self.before = board, before
        self._journal: list[tuple[int, int]] = []  # request and where it was, -1 nowhere
        self._tried = 0

    def insert_all(self, homeless: Collection[int], run: Run) -> None:
        """All that can be, those with the fewest slots first. Each tries at most `PATIENCE` ways for each
        budget, in practice some dozens."""
        waiting = sorted(homeless, key=lambda r: (self.exits(r).bit_count(), r))
        for budget in range(DEAREST + 1):
            waiting = [r for r in waiting if run.is_over or not self._is_put_back(r, budget)]

    def _is_put_back(self, request: int, budget: int) -> bool:
        return bool(self._open) and self.insert(request, budget) is not None

    def insert(self, request: int, budget: int, stay: Set[int] = frozenset()) -> int | None:
        """Puts a meeting back for which at most `budget` others make way, none of `stay`: what is left of the
        budget, or None where that cannot be done."""
        self._tried = 0
        return self._insert(request, budget, stay | {request}, 1)

    def _insert(self, request: int, budget: int, chain: Set[int], length: int) -> int | None:
        """What is left of the budget when the request is placed; None if it is not and all is as it was."""
        for slot in slots_of(self.exits(request)):
            if self.board.can_place(request, slot):
                self.place(request, slot)
                return budget
        if length >= LONGEST or self._tried >= PATIENCE:
            return None
        for slot in slots_of(self.board.problem.domains[request]):
            for out in self._ways_in(request, slot, chain):
                left = self._push_in(request, slot, out, budget, chain, length)
                if left is not None:
                    return left
        return None

    def _ways_in(self, request: int, slot: int, chain: Set[int]) -> Iterator[tuple[int, ...]]:
        """The sets of meetings of which one must go for the request to have the slot."""
        board = self.board
        both = {board.who(p, slot) for p in board.problem.pairs[request]} - {NOTHING}
        if both & chain:
            return
        if both:
            yield tuple(sorted(both))
        elif is_full(board, slot):
            for other in islice(self.leavers(slot, chain), TABLES):
                yield (other,)

    def leavers(self, slot: int, chain: Set[int]) -> Iterator[int]:
        """Who could leave the slot for another one at once."""
        board, free = self.board, self._open & ~(1 << slot)
        pairs, domains, busy = board.problem.pairs, board.problem.domains, board.busy
        for request in self._crowds[slot] if free else ():
            a, b = pairs[request]
            is_there = board.slot_of[request] == slot and request not in chain
            if is_there and domains[request] & free & ~(busy[a] | busy[b]):
                yield request

    @cached_property
    def _crowds(self) -> list[list[int]]:
        """Who was in each slot at first."""
        crowds: list[list[int]] = [[] for _ in self.board.used]
        for request, slot in enumerate(self.board.slot_of):
            if slot != NOTHING:
                crowds[slot].append(request)
        return crowds

    @property
    def _open(self) -> int:
        """Slots in which a table is left."""
        mask = 0
        for slot, (used, room) in enumerate(zip(self.board.used, self.board.room, strict=True)):
            if room is None or used < room:
                mask |= 1 << slot
        return mask

    def _push_in(
        self, request: int, slot: int, out: tuple[int, ...], budget: int, chain: Set[int], length: int
    ) -> int | None:
        board, mark = self.board, self.mark
        left: int | None = budget - sum(board.slot_of[r] == self.before.get(r) for r in out)
        self._tried += 1
        if left is None or left < 0 or self._tried > PATIENCE:
            return None
        for other in out:
            self.remove(other)
        if board.can_place(request, slot):
            self.place(request, slot)
            for other in out:
                left = (
                    None if left is None else self._insert(other, left, chain | set(out), length + len(out))
                )
        else:
            left = None
        if left is None:
            self.undo(mark)
        return left

    def exits(self, request: int) -> int:
        """Slots in which both are free and a table is."""
        busy = self.board.busy
        a, b = self.board.problem.pairs[request]
        mask = self.board.problem.domains[request] & ~(busy[a] | busy[b])
        return mask and mask & self._open

    def place(self, request: int, slot: int) -> None:
        self.board.place(request, slot)
        self._journal.append((request, NOTHING))

    def remove(self, request: int) -> None:
        self._journal.append((request, self.board.remove(request)))

    @property
    def mark(self) -> int:
        """For `undo` to come back to."""
        return len(self._journal)

    def touched_since(self, mark: int) -> set[int]:
        return {request for request, _ in self._journal[mark:]}

    def first_places(self, mark: int) -> dict[int, int]:
        """Where those that were touched since then were at that time."""
        places: dict[int, int] = {}
        for request, was in self._journal[mark:]:
            places.setdefault(request, was)
        return places

    def undo(self, mark: int) -> None:
        while len(self._journal) > mark:
            request, was = self._journal.pop()
            if was == NOTHING:
                self.board.remove(request)
            else:
                self.board.place(request, was)

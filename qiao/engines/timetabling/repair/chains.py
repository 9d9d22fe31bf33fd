"""Puts meetings back that lost their place, each with as few others making way as can be.

A meeting is put into a slot; whoever stood in the way is put elsewhere in the same manner: an ejection chain
(Glover 1996). What has moved already moves again for nothing; each other meeting costs one. Budgets grow one
by one, so that a chain that costs more is tried only when none that costs less is there.
"""

from collections.abc import Collection, Iterator, Mapping, Set
from itertools import islice

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.problem import mask_of, slots_of
from qiao.engines.timetabling.repair.bound import is_full
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
        waiting = sorted(homeless, key=lambda r: (self._exits(r).bit_count(), r))
        for budget in range(DEAREST + 1):
            waiting = [r for r in waiting if run.is_over or not self._is_put_back(r, budget)]

    def _is_put_back(self, request: int, budget: int) -> bool:
        self._tried = 0
        has_table = any(not is_full(self.board, slot) for slot in range(len(self.board.room)))
        return has_table and self._insert(request, budget, {request}) is not None

    def _insert(self, request: int, budget: int, chain: Set[int]) -> int | None:
        """What is left of the budget when the request is placed; None if it is not and all is as it was."""
        for slot in slots_of(self._exits(request)):
            if self.board.can_place(request, slot):
                self._place(request, slot)
                return budget
        if len(chain) >= LONGEST or self._tried >= PATIENCE:
            return None
        for slot in slots_of(self.board.problem.domains[request]):
            for out in self._ways_in(request, slot, chain):
                left = self._push_in(request, slot, out, budget, chain)
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
            there = (r for r, where in enumerate(board.slot_of) if where == slot and r not in chain)
            with_exits = (r for r in there if self._exits(r) & ~(1 << slot))
            for other in islice(with_exits, TABLES):
                yield (other,)

    def _push_in(
        self, request: int, slot: int, out: tuple[int, ...], budget: int, chain: Set[int]
    ) -> int | None:
        board, mark = self.board, len(self._journal)
        left: int | None = budget - sum(board.slot_of[r] == self.before.get(r) for r in out)
        self._tried += 1
        if left is None or left < 0 or self._tried > PATIENCE:
            return None
        for other in out:
            self._remove(other)
        if board.can_place(request, slot):
            self._place(request, slot)
            for other in out:
                left = None if left is None else self._insert(other, left, chain | set(out))
        else:
            left = None
        if left is None:
            self._undo(mark)
        return left

    def _exits(self, request: int) -> int:
        """Slots in which both are free and a table is."""
        board = self.board
        a, b = board.problem.pairs[request]
        mask = board.problem.domains[request] & ~board.busy[a] & ~board.busy[b]
        return mask_of(slot for slot in slots_of(mask) if not is_full(board, slot))

    def _place(self, request: int, slot: int) -> None:
        self.board.place(request, slot)
        self._journal.append((request, NOTHING))

    def _remove(self, request: int) -> None:
        self._journal.append((request, self.board.remove(request)))

    def _undo(self, mark: int) -> None:
        while len(self._journal) > mark:
            request, was = self._journal.pop()
            if was == NOTHING:
                self.board.remove(request)
            else:
                self.board.place(request, was)

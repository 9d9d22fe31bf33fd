"""Puts the earlier meetings of a participant who has lost slots where the bound says that they are cheapest.

The assignment that proves the bound names a slot for each of them. Who stands there makes way and is put
elsewhere by ejection chains. Where that costs more than the bound knew, the slot becomes dearer and the
meetings are assigned anew, until no assignment promises less than the best timetable so far.
"""

from collections.abc import Mapping
from itertools import islice

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.repair.assignment import assign
from qiao.engines.timetabling.repair.bound import Forced
from qiao.engines.timetabling.repair.chains import DEAREST, TABLES, Inserter
from qiao.engines.timetabling.repair.charges import Charged
from qiao.engines.timetabling.repair.staying import Staying
from qiao.engines.timetabling.run import Run

ROUNDS = 20  # assignments that are tried for one participant
VAIN = 12  # of them when they should cost more than the best, as two may only have been in each other's way

Cell = tuple[int, int]  # meeting and slot


def rearranged(staying: Staying, forced: Forced, run: Run) -> Board:
    """A timetable with all meetings of those who have lost slots, of one participant after the other; then
    what else is homeless."""
    board = staying.board.copy()
    inserter = Inserter(board, staying.before)
    mine: set[int] = set()
    for each in forced.charged:
        _Rearranger(staying, forced, inserter, each).try_all(run)
        mine |= set(each.costs)
    inserter.insert_all([r for r in staying.homeless if r not in mine], run)
    return board


class _Rearranger:
    def __init__(self, staying: Staying, forced: Forced, inserter: Inserter, charged: Charged) -> None:
        self.staying, self.forced, self.inserter = staying, forced, inserter
        self.board, self.before = inserter.board, staying.before
        self.mine = frozenset(charged.costs)
        self.alone, self.idle = forced.alone_of(charged), charged.idle
        self.costs = {r: dict(row) for r, row in charged.costs.items()}
        self.more: dict[Cell, int] = {}

    def try_all(self, run: Run) -> None:
        """The board has the best that was found."""
        mark, first = self.inserter.mark, self.forced.cost_of(self.staying, self.board)
        best = sum(self.alone[r] for r in self.mine if not self.board.is_held(r))  # where nothing is done
        first, least, vain = first - best, 0, 0
        kept: dict[int, int] = {}
        for _ in range(ROUNDS):
            found = assign(self.costs, self.alone, idle=self.idle, slots=len(self.board.room))
            least = least or found.cost
            vain += found.cost >= best
            if run.is_over or vain > VAIN or best == least:
                break
            self._realise(found.slots)
            cost = self.forced.cost_of(self.staying, self.board) - first
            if cost < best:
                best, kept = cost, {r: self.board.slot_of[r] for r in self.inserter.touched_since(mark)}
            self.inserter.undo(mark)
            if not self.more:
                break
            for (request, slot), more in self.more.items():
                self.costs[request][slot] += more
        self._put(kept)

    def _put(self, slots: Mapping[int, int]) -> None:
        for request in slots:
            if self.board.is_held(request):
                self.inserter.remove(request)
        for request, slot in slots.items():
            if slot != NOTHING:
                self.inserter.place(request, slot)

    def _realise(self, slots: Mapping[int, int]) -> None:
        """`more` says what was dearer than the assignment knew."""
        self.more = {}
        board, inserter = self.board, self.inserter
        for request in self.mine:
            if board.slot_of[request] not in {slots.get(request), NOTHING}:
                inserter.remove(request)
        cells = [(r, slot) for r, slot in slots.items() if board.slot_of[r] != slot]
        pushed = [(other, cell) for cell in cells for other in self._in_the_way(*cell)]
        for other, _ in pushed:
            inserter.remove(other)
        for request, slot in cells:
            if all(each.kind == "table full" for each in board.obstacles(request, slot)):
                inserter.place(request, slot)
            else:
                self.more[request, slot] = DEAREST + 1
        for other, cell in sorted(pushed, key=lambda each: (inserter.exits(each[0]).bit_count(), each[0])):
            self._put_elsewhere(other, cell)
        for request, slot in cells:
            room = board.room[slot]
            if room is not None and board.used[slot] > room and board.slot_of[request] == slot:
                self._relieve(request, slot)

    def _in_the_way(self, request: int, slot: int) -> set[int]:
        return {self.board.who(p, slot) for p in self.board.problem.pairs[request]} - {NOTHING}

    def _relieve(self, request: int, slot: int) -> None:
        """Somebody leaves the slot for another; where nobody can the meeting does without."""
        inserter, mark = self.inserter, self.inserter.mark
        for other in islice(inserter.leavers(slot, self.mine), TABLES):
            inserter.remove(other)
            if inserter.insert(other, 0, self.mine) is not None:
                return
            inserter.undo(mark)
        inserter.remove(request)
        self.more[request, slot] = DEAREST + 1

    def _put_elsewhere(self, other: int, cell: Cell) -> None:
        budgets = range(DEAREST + 1)
        found = (each for each in budgets if self.inserter.insert(other, each, self.mine) is not None)
        budget = next(found, DEAREST + 1)
        if budget:
            self.more[cell] = budget

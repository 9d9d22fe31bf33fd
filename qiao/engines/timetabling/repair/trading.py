"""More weight for few moves: a refused request takes a slot, and who stands there moves on or is given up.

Each trade is tried on the board and kept where what it wins is worth its moves. The worth of a move falls
from round to round, so that the moves of the limit are spent where they win most.
"""

from collections.abc import Iterator
from itertools import islice

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.choosing.bound import Selection
from qiao.engines.timetabling.problem import slots_of
from qiao.engines.timetabling.repair.chains import TABLES, Inserter
from qiao.engines.timetabling.repair.staying import Staying, is_full
from qiao.engines.timetabling.run import Run

WORTHS = (0.4, 0.2, 0.1, 0.0)  # of a move, as shares of the heaviest request
SLOTS = 3  # that are tried for a request, the most promising first
DEPTH = 1  # others that make way for one who does
MISFIT = 0.1  # of the heaviest request, by which a request may be worth less than its prices
LEAST = 1e-7  # of a gain, above the last digits of sums


class Trader:
    """Trades on a board of a released plan, until nothing is won any more or the time is over."""

    def __init__(self, board: Board, staying: Staying, selection: Selection) -> None:
        self.board, self.staying, self.selection = board, staying, selection
        self.problem, self.before = board.problem, staying.before
        self.inserter = Inserter(board, staying.before)
        limit = self.problem.max_moved
        self.left = (len(self.before) if limit is None else limit) - staying.moved(board)
        self.weights = [each.weight for each in self.problem.requests]
        self.top = max(self.weights, default=0)

    def trade_all(self, run: Run) -> None:
        """O(r T) trades in a round of r refused requests. Where a rule joins everybody (fairness), or walks
        may be longer than a way round, nothing is traded."""
        if self.problem.fairness is not None or self.board.is_walked:
            return
        for worth in WORTHS:
            is_gaining = True
            while is_gaining and not run.is_over:
                won = sum(self._is_traded(r, worth * self.top, run) for r in self._refused())
                is_gaining = won > 0

    def _refused(self) -> list[int]:
        """What could win something: best prices first."""
        reduced, domains = self.selection.reduced, self.problem.domains
        least = -MISFIT * self.top * self.selection.scale
        slots = enumerate(self.board.slot_of)
        found = [r for r, slot in slots if slot == NOTHING and domains[r] and reduced[r] >= least]
        return sorted(found, key=lambda r: (-reduced[r], r))

    def _is_traded(self, request: int, worth: float, run: Run) -> bool:
        if run.is_over or self.board.is_held(request):
            return False
        for slot in self._slots(request):
            mark = self.inserter.mark
            gain, moves = self._try(request, slot)
            if moves <= self.left and gain > LEAST and gain >= worth * moves:
                self.left -= moves
                return True
            self.inserter.undo(mark)
        return False

    def _slots(self, request: int) -> Iterator[int]:
        """Where the request promises to win most: what cannot go elsewhere at once is counted as lost."""
        promises = []
        for slot in slots_of(self.problem.domains[request]):
            lost, moves = 0.0, 0
            for other in self._in_the_way(request, slot):
                if self.inserter.exits(other) & ~(1 << slot):
                    moves += 1
                else:
                    lost += self.weights[other]
            if self.weights[request] > lost:
                promises.append((lost, moves, slot))
        return (slot for *_, slot in sorted(promises)[:SLOTS])

    def _in_the_way(self, request: int, slot: int) -> set[int]:
        return {self.board.who(p, slot) for p in self.problem.pairs[request]} - {NOTHING}

    def _try(self, request: int, slot: int) -> tuple[float, int]:
        """What is won, and by how many moves; nothing where the request does not come to be held."""
        mark, inserter = self.inserter.mark, self.inserter
        outs = sorted(self._in_the_way(request, slot), key=lambda r: -self.weights[r])
        for other in outs:
            inserter.remove(other)
        outs += self._over_cap(request)
        if is_full(self.board, slot):
            outs += self._leaver(request, slot)
        if not self.board.can_place(request, slot):
            return 0.0, 0
        inserter.place(request, slot)
        for other in outs:
            self._put_elsewhere(other, request, mark)
        return self._result(mark)

    def _put_elsewhere(self, other: int, request: int, mark: int) -> None:
        """As far as moves are left; else it is given up."""
        was = self.inserter.first_places(mark)[other]
        left = self.left - self._result(mark)[1] - (was == self.before.get(other))
        if left >= 0:
            self.inserter.insert(other, min(DEPTH, left), frozenset({request}))

    def _over_cap(self, request: int) -> list[int]:
        """Somebody whose cap is reached gives up what is worth least."""
        given_up = []
        for participant in self.problem.pairs[request]:
            most = self.problem.participants[participant].max_meetings
            if most is not None and self.board.held[participant] >= most:
                least = min(self.board.of(participant), key=lambda r: (self.weights[r], r), default=NOTHING)
                if least != NOTHING:
                    self.inserter.remove(least)
                    given_up.append(least)
        return given_up

    def _leaver(self, request: int, slot: int) -> list[int]:
        for other in islice(self.inserter.leavers(slot, {request}), TABLES):
            self.inserter.remove(other)
            return [other]
        return []

    def _result(self, mark: int) -> tuple[float, int]:
        gain, moves = 0.0, 0
        for request, was in self.inserter.first_places(mark).items():
            now = self.board.slot_of[request]
            if self.problem.is_due(self.problem.requests[request]) and now == NOTHING != was:
                return 0.0, 0
            gain += self.weights[request] * ((now != NOTHING) - (was != NOTHING))
            moves += self._is_moved(request, now) - self._is_moved(request, was)
        return gain, moves

    def _is_moved(self, request: int, slot: int) -> bool:
        return slot != NOTHING and request in self.before and slot != self.before[request]

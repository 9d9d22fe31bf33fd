"""The cooling: sweeps, anneals and keeps the best legal timetable that was seen.

Where every table is needed a meeting can hardly leave a slot: it would overfill another. So tables are cheap
at first, and grow dear stage by stage while it cools. With a price that rises with each meeting too many,
slots stay near their tables throughout, and a stage ends as soon as nobody waits any more.
"""

import math

from qiao.engines.shape.compiled import column
from qiao.engines.timetabling.choosing.annealing import anneal
from qiao.engines.timetabling.choosing.grid import BAD, LOST, OPEN, OVER, Column, Grid, lay_out
from qiao.engines.timetabling.choosing.kernel import is_in_order, is_within_days, mark, put_all, take
from qiao.engines.timetabling.choosing.pricing import ILLEGAL, WAIT, person_price
from qiao.engines.timetabling.choosing.sweep import sweep_slots
from qiao.engines.timetabling.measure import Measure, measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.run import Run

WARMEST, COLDEST = 0.22, 0.17  # temperatures of the first stage and of the last, in waits
OVERFULL = tuple(
    2**k for k in range(9)
)  # a stage each: the price of the first meeting too many, 64 to a wait
AGAIN = 2  # the stage at which every cooling but the first begins
HARD = (4_096, 4_096)  # stages for all requests: a table too many costs more than most are worth

TRIALS, FIRST_TRIALS = 200, 1_200  # the most in a stage for each participant, and in the first one
PATIENT, MOST_PATIENT = 10_000, 2_000_000  # that many for each where people are few
LOOK = 20  # trials for each participant between two looks at whether anybody waits
PIECE = 20_000  # trials between two looks at the clock, at least
ROUNDS = 12  # coolings when no time limit ends them
CHANCES = 1_024
AIMED, EASED = 150, 32  # see `annealing.anneal`
FEW_INSERTED, MOST_INSERTED = 24, 64  # the same of `inserted`, with few open requests and with a thousand


def limits_at(temperature: float) -> Column:
    """How much dearer a move may be, for evenly spread chances: -T ln(u), in the kernel's units of cost."""
    return column([int(-WAIT * temperature * math.log((k + 0.5) / CHANCES)) for k in range(CHANCES)])


class Cooling:
    """One grid of candidates and its annealing.

    `good_enough` is what the candidates that are not held may cost in a plan that meets the bound; `bound` of
    the weight is told with each better timetable.
    """

    def __init__(
        self,
        problem: Problem,
        candidates: list[int],
        good_enough: int,
        run: Run,
        bound: float | None = None,
        overfull: tuple[int, ...] = OVERFULL,
    ) -> None:
        self.problem = problem
        self.run = run
        self.grid: Grid = lay_out(problem, candidates)
        self.dice = column([(run.seed * 2_654_435_761 + 88_172_645) % 0xFFFFFFFF or 1])
        self.good_enough = good_enough
        self.bound = bound
        self.overfull = overfull
        self.best: tuple[tuple[float, ...], dict[int, int], Measure] | None = None

    def start_from(self, slots: dict[int, int]) -> None:
        """A legal timetable that was found elsewhere; whole as it is."""
        put_all(self.grid, column(list(slots)), column(list(slots.values())))
        self._recount()

    def start(self) -> None:
        """A first timetable by sweeping, of which the rules that a sweep does not know take some away."""
        sweep_slots(self.problem, self.grid, self.dice)
        self._legalise()
        self._recount()

    def cool(self, first: int = 0) -> bool:
        """One cooling, from that stage on; True when the bounds are met."""
        for number in range(first, len(self.overfull)):
            is_done = self._stage(number)
            self.keep()
            if is_done or self.run.is_over:
                return is_done
        return False

    @property
    def is_stuck(self) -> bool:
        """Whether candidates are left over that more time is unlikely to place."""
        return bool(self.grid.counts[OPEN]) or bool(self.grid.is_ruled)

    def keep(self) -> None:
        """Notes the timetable if it is the best: without what overfills a slot."""
        slots = {r: int(t) for r, t in enumerate(self.grid.slot) if t >= 0}
        if self.grid.counts[OVER]:
            slots = self._within_tables(slots)
        measured = measure(self.problem, slots)
        requests = self.problem.requests
        due = sum(self.problem.is_due(requests[r]) for r in slots)
        counted = measured.counted(self.problem)
        key = (due, -measured.shortfall, measured.weight, -counted, -measured.idle)
        if self.best is None or key > self.best[0]:
            self.best = (key, slots, measured)
            self.run.tell("annealing", weight=measured.weight, weight_bound=self.bound, breaks=counted)

    def _stage(self, number: int) -> bool:
        g, people = self.grid, len(self.problem.participants)
        share = number / (len(self.overfull) - 1)
        limits = limits_at(WARMEST + share * (COLDEST - WARMEST))
        trials = max((TRIALS if number else FIRST_TRIALS) * people, min(PATIENT * people, MOST_PATIENT))
        piece = max(PIECE, LOOK * people)
        while trials > 0 and not self.run.is_over:
            inserted = min(FEW_INSERTED + int(g.counts[OPEN]) // 64, MOST_INSERTED)
            made = anneal(
                g, self.dice, limits, piece, AIMED, inserted, EASED, self.overfull[number], self.good_enough
            )
            if made < piece:
                return True
            trials = 0 if self._is_smooth and self.overfull[number] < WAIT else trials - piece
        return False

    @property
    def _is_smooth(self) -> bool:
        """Whether all is well but for the tables, and a few who wait where people are many."""
        few = len(self.problem.participants) // 1_000
        return bool(self.grid.counts[BAD] <= few and self.grid.counts[LOST] <= self.good_enough)

    def _legalise(self) -> None:
        """Takes meetings, the least worth first, from whoever breaks a rule that sweeping does not know."""
        g = self.grid
        for p, (held, cap) in enumerate(zip(g.held, g.cap, strict=True)):
            for _ in range(int(held) - int(cap)):
                self._take_from(p)
        if not g.is_ruled:
            return
        for p in range(len(g.held)):
            while person_price(g, p) >= ILLEGAL or not is_within_days(g, p):
                self._take_from(p)
        for request in range(len(g.slot)):
            if g.slot[request] >= 0 and not is_in_order(g, request):
                take(g, request)

    def _take_from(self, p: int) -> None:
        g = self.grid
        mine = [int(g.at[p * g.slots + t]) for t in range(g.slots) if g.at[p * g.slots + t] >= 0]
        take(g, min(mine, key=lambda request: (int(g.worth[request]), -int(g.slot[request]))))

    def _recount(self) -> None:
        g = self.grid
        g.counts[LOST] = sum(int(g.worth[g.open[k]]) for k in range(g.counts[OPEN]))
        g.counts[OVER] = sum(max(0, int(g.used[t]) - int(g.room[t])) for t in range(g.slots))
        for p in range(len(g.held)):
            mark(g, p)

    def _within_tables(self, slots: dict[int, int]) -> dict[int, int]:
        g = self.grid
        over = {t: int(g.used[t]) - int(g.room[t]) for t in range(g.slots)}
        for request in sorted(slots, key=lambda r: (int(g.worth[r]), r)):
            if over[slots[request]] > 0:
                over[slots[request]] -= 1
                del slots[request]
        return slots

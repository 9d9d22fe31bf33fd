"""The cooling: sweeps, anneals and keeps the best legal timetable that was seen."""

import math

from qiao.engines.timetabling.choosing.annealing import anneal
from qiao.engines.timetabling.choosing.compiled import column
from qiao.engines.timetabling.choosing.grid import LOST, OPEN, OVER, OVERFULL, Column, Grid, lay_out
from qiao.engines.timetabling.choosing.kernel import is_in_order, is_within_days, mark, take
from qiao.engines.timetabling.choosing.pricing import ILLEGAL, WAIT, person_price
from qiao.engines.timetabling.choosing.sweep import sweep_slots
from qiao.engines.timetabling.measure import Measure, measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.run import Run

WARMEST, COLDEST, COOLING = 0.22, 0.13, 0.9  # temperatures in waits, and the step between two
REHEATED = 0.18  # where every cooling but the first begins

TRIALS = 900  # a stage's trials for each participant
FEWEST_TRIALS = 500_000
PIECE = 20_000  # trials between two looks at the clock
ROUNDS = 12  # coolings when no time limit ends them
CHANCES = 1_024
INSERTED, AIMED, EASED = 24, 84, 16  # see `annealing.anneal`


def limits_at(temperature: float) -> Column:
    """How much dearer a move may be, for evenly spread chances: -T ln(u), in the kernel's units of cost."""
    return column([int(-WAIT * temperature * math.log((k + 0.5) / CHANCES)) for k in range(CHANCES)])


class Cooling:
    """One grid of candidates and its annealing.

    `good_enough` is what the candidates that are not held may cost in a plan that meets the bound.
    """

    def __init__(self, problem: Problem, candidates: list[int], good_enough: int, run: Run) -> None:
        self.problem = problem
        self.run = run
        self.grid: Grid = lay_out(problem, candidates)
        self.dice = column([(run.seed * 2_654_435_761 + 88_172_645) % 0xFFFFFFFF or 1])
        self.good_enough = good_enough
        self.best: tuple[tuple[float, ...], dict[int, int], Measure] | None = None

    def start(self) -> None:
        """A first timetable by sweeping, of which the rules that a sweep does not know take some away."""
        sweep_slots(self.problem, self.grid, self.dice)
        self._legalise()
        self._recount()

    def cool(self, warmest: float) -> bool:
        """One cooling; True when the bounds are met."""
        temperature = warmest
        while temperature >= COLDEST * 0.98 and not self.run.is_over:
            if self._stage(limits_at(temperature)):
                self.keep()
                return True
            self.keep()
            temperature *= COOLING
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

    def _stage(self, limits: Column) -> bool:
        trials = max(TRIALS * len(self.problem.participants), FEWEST_TRIALS)
        while trials > 0 and not self.run.is_over:
            piece = min(trials, PIECE)
            inserted = INSERTED if self.grid.counts[OPEN] else 0
            made = anneal(
                self.grid, self.dice, limits, piece, AIMED, inserted, EASED, OVERFULL, self.good_enough
            )
            if made < piece:
                return True
            trials -= piece
        return False

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

"""The fewest breaks among the timetables of the greatest weight: from both ends at once.

From below, one number of breaks after the other is refuted. From above, a part of the best timetable is
arranged anew with fewer breaks: the meetings of some people who share partners, one of whom has a break; the
rest stays where it is. Both ask CaDiCaL about one formula (`heaviest`), turn by turn, so many conflicts each.
Reference: Shaw (1998), Using Constraint Programming and Local Search Methods to Solve Vehicle Routing
Problems, CP-98, 417-431 (large neighbourhood search).
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qiao.engines.timetabling.choosing.bound import Selection, sides_of
from qiao.engines.timetabling.choosing.heaviest import Heaviest
from qiao.engines.timetabling.exact import Oracle, refuted
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.run import Run

FEWEST, MORE, LESS = 4.0, 0.05, 0.1  # people moved at a time, and by how much they change
STRAY = 0.3  # share of them who are drawn from everybody, not from those who share partners
TURNS = 8  # neighbourhoods tried for each slice that the refutation gets


@dataclass
class Closing:
    """Fewer breaks step by step; `slots` has them, `breaks_bound` is proved."""

    problem: Problem
    slots: dict[int, int]
    heaviest: Heaviest
    run: Run
    breaks_bound: int = 0
    size: float = 10.0
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.run.seed)  # noqa: S311 (not a secret)
        self._below = Oracle(self.heaviest.formula, seed=self.run.seed)
        self._above = Oracle(self.heaviest.formula, seed=self.run.seed)
        self._partners = self._partners_of_all()
        self._measure()

    @property
    def certificate(self) -> dict[str, Any] | None:
        """That no timetable of this weight has fewer breaks than `breaks_bound`."""
        if not self.breaks_bound:
            return None
        at_most = self.breaks_bound - 1
        formula = self.heaviest.with_at_most(at_most)
        return {"kind": "refutation", "at_most": at_most, "weight": self.weight, **refuted(formula)}

    def close(self) -> None:
        """Until both ends meet or the run is over."""
        while self.breaks_bound < self.breaks and not self.run.is_over:
            self._refute()
            for _ in range(TURNS):
                if self.breaks_bound < self.breaks and not self.run.is_over:
                    self._rearrange()

    def _refute(self) -> None:
        answer = self._below.ask([-self.heaviest.breaks[self.breaks_bound]])
        if answer is False:
            self.breaks_bound += 1
            self._tell()
        elif answer:
            self._take(self._below)

    def _rearrange(self) -> None:
        moved = self._neighbours()
        pairs, lies = self.problem.pairs, self.heaviest.lies
        stay = [lies[r, t] for r, t in self.slots.items() if moved.isdisjoint(pairs[r])]
        answer = self._above.ask([*stay, -self.heaviest.breaks[self.breaks - 1]])
        if answer:
            self._take(self._above)
        else:
            self.size = max(FEWEST, self.size - LESS) if answer is None else self.size + MORE

    def _take(self, oracle: Oracle) -> None:
        self.slots = self.heaviest.slots_in(oracle.model)
        self._measure()
        self._tell()

    def _measure(self) -> None:
        found = measure(self.problem, self.slots)
        self.breaks, self.weight = found.counted(self.problem), found.weight
        self._with_breaks = [p for p, count in enumerate(found.per_participant) if count]

    def _tell(self) -> None:
        self.run.tell("proof", weight=self.weight, breaks=self.breaks, breaks_bound=self.breaks_bound)

    def _neighbours(self) -> set[int]:
        """Somebody who has a break and people who share partners with those drawn before, of the larger side
        where there are two."""
        first = self.dice.choice(self._with_breaks)
        if first not in self._movers:
            first = self.dice.choice(self._partners[first])
        drawn, order = {first}, [first]
        for _ in range(int(4 * self.size)):
            if len(drawn) >= min(int(self.size), len(self._movers)):
                break
            other = self._stray() if self.dice.random() < STRAY else self._near(self.dice.choice(order))
            if other not in drawn:
                drawn.add(other)
                order.append(other)
        return drawn

    def _stray(self) -> int:
        return self.dice.choice(self._everybody)

    def _near(self, one: int) -> int:
        return self.dice.choice(self._partners[self.dice.choice(self._partners[one])])

    def _partners_of_all(self) -> list[list[int]]:
        partners: list[list[int]] = [[] for _ in self.problem.participants]
        for request in self.heaviest.domains:
            one, other = self.problem.pairs[request]
            partners[one].append(other)
            partners[other].append(one)
        sides: dict[str | None, list[int]] = {}
        for participant, side in enumerate(sides_of(self.problem)):
            if partners[participant]:
                sides.setdefault(side, []).append(participant)
        self._everybody = max(sides.values(), key=len, default=[])
        self._movers = set(self._everybody)
        return partners


def close(problem: Problem, selection: Selection, slots: Mapping[int, int], run: Run) -> Closing:
    """The timetable with the fewest breaks among those of that weight, which is the bound of the selection;
    when the run ends first, the best so far and its bound. Exponential at worst."""
    most = measure(problem, slots).counted(problem)
    closing = Closing(problem, dict(slots), Heaviest(problem, selection, most), run)
    closing.close()
    return closing

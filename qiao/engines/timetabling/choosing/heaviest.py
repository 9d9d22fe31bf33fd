"""The timetables of the greatest weight, as a formula, with their breaks counted.

Where a plan meets the weight bound of the flow, complementary slackness says of every best plan (Schrijver
2003, section 5.5): requests of positive reduced cost are held, those of negative are refused, whoever has a
price is at the cap, and where tables have one every slot is full. And every plan of which that is true is a
best one. So no weights are left in the formula, few requests are open, and most counts are exact, which is
what a refutation lives on: of 50 people with full tables it shows within a second what CP-SAT does not in an
hour.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from qiao.engines.timetabling.choosing.bound import Selection, caps_of, sides_of, tables_in
from qiao.engines.timetabling.exact import Breaking, Formula, person_of
from qiao.engines.timetabling.problem import Problem


class Heaviest(Breaking):
    """The formula of the timetables whose weight is the bound of `selection`, which one of them meets.

    Attributes
    ----------
    breaks : output j is true where there are more than j breaks by the rule of the instance, up to `most`.

    Floors and fairness are not in it.
    """

    def __init__(self, problem: Problem, selection: Selection, most: int) -> None:
        self._is_full, self._sides = selection.table_price > 0, sides_of(problem)
        domains = {
            r: mask
            for r, (fate, mask) in enumerate(zip(selection.fates, problem.domains, strict=True))
            if fate is not False
        }
        either = {r for r in domains if selection.fates[r] is None}
        super().__init__(replace(problem, capacity=tuple(tables_in(problem))), domains, optional=either)
        self._fill_up(selection)
        people = [person_of(problem, number, mine, domains) for number, mine in sorted(self.groups.items())]
        self.breaks = self.formula.count([each for one in people for each in self.breaks_of(one)], most)

    def with_at_most(self, most: int) -> Formula:
        """The formula of those with so many breaks, for any other solver."""
        bounded = copy(self.formula)
        bounded.clauses = [*self.formula.clauses, [-self.breaks[most]]]
        return bounded

    def _fill_up(self, selection: Selection) -> None:
        """Whoever has a price is at the cap; the others have at least what is held in any case."""
        for participant, (cap, price) in enumerate(zip(caps_of(self.problem), selection.prices, strict=True)):
            busy = self.busy_in(participant, range(self.problem.slots))
            mine = self.groups.get(participant, [])
            least = cap if price > 0 else sum(each not in self.optional for each in mine)
            self._at_least(busy, least)

    def _fill(self, slot: int, tables: int) -> None:
        for busy, most in self._counted(slot, tables):
            self.formula.at_most(busy, most)
            if self._is_full:
                self._at_least(busy, most)

    def _counted(self, slot: int, tables: int) -> Iterator[tuple[list[int], int]]:
        """Literals and how many of them are true when all tables are taken: of each of two sides as many as
        there are tables, of everybody together twice as many."""
        sides: dict[str | None, list[int]] = {}
        for (participant, there), literal in self.busy.items():
            if there == slot:
                sides.setdefault(self._sides[participant], []).append(literal)
        if len(sides) == 2:
            yield from ((busy, tables) for busy in sides.values())
        else:
            yield [each for busy in sides.values() for each in busy], 2 * tables

    def _at_least(self, literals: Sequence[int], least: int) -> None:
        if least > len(literals):
            self.formula.add()
        else:
            self.formula.at_least(literals, least)

"""Stable matchings with couples as solutions of a formula with counts, for CP-SAT.

One literal for each choice (Biró, Manlove and McBride, SEA 2014; Manlove, McBride and Trimble, CPAIOR 2017),
and one for "the programme holds at least so many whose key is below a limit", which is all that the rules
speak of: a choice does not block where its unit has it or a better one, or one of its programmes is full of
better ones. Programmes that choose by types have no such count; what they refuse is learned from matches
that fail.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExpr, LiteralT

from qiao.engines.matching.couples.market import NOWHERE, Market, Numbers
from qiao.engines.matching.couples.reducing import everything, reduced
from qiao.engines.matching.couples.together import refusal

Row = list[tuple[int, int, IntVar]]


class Model:
    """The formula of one market.

    Parameters
    ----------
    may_block : each choice gets a literal for "it blocks", and their number is minimised; it is known already
        that at least one does.

    O(c * longest list) literals in all constraints, c choices.
    """

    def __init__(self, market: Market, *, may_block: bool = False) -> None:
        self.market, self.cp = market, CpModel()
        left = everything(market) if may_block else reduced(market)
        self.takes = {choice: self.cp.new_bool_var("") for choice in np.flatnonzero(left.alive).tolist()}
        self.blocks: list[IntVar] = []
        self.seats: dict[tuple[int, int], IntVar] = {}
        self.rows: list[Row] = [[] for _ in market.capacity]
        self._enough: dict[tuple[int, int, int], IntVar] = {}
        self._refused: dict[tuple[int, int], IntVar] = {}
        if may_block:
            self.blocks = [self.cp.new_bool_var("") for _ in market.tier]
            self.cp.add(LinearExpr.sum(self.blocks) >= 1)
            self.cp.minimize(LinearExpr.sum(self.blocks))
        self._add_units()
        self._add_programmes()
        for choice in np.flatnonzero(~left.beyond).tolist():
            self._add_stability(choice)
        self._chain()

    def hint(self, at: Numbers, blocking: Iterable[int]) -> None:
        """Where the search starts."""
        chosen, blocks = set(at.tolist()), set(blocking)
        for choice, literal in self.takes.items():
            self.cp.add_hint(literal, choice in chosen)
        for choice, literal in enumerate(self.blocks):
            self.cp.add_hint(literal, choice in blocks)

    def read(self, solver: CpSolver) -> list[int]:
        """The choice of each unit, or `NOWHERE`."""
        found = [NOWHERE] * self.market.units
        for choice, literal in self.takes.items():
            if solver.boolean_value(literal):
                found[self.market.unit[choice]] = choice
        return found

    def happy(self, choice: int) -> list[IntVar]:
        """The literals of which one is true where the unit has this choice, an equal or a better one."""
        market = self.market
        start, end = market.start[market.unit[choice]], market.start[market.unit[choice] + 1]
        mine = range(int(start), int(end))
        count = int(np.searchsorted(market.tier[start:end], market.tier[choice], "right"))
        return [self.takes[each] for each in mine[:count] if each in self.takes]

    def forbid_block(self, choice: int, ways_out: Sequence[LiteralT]) -> None:
        """A choice does not block, because the unit has no worse one or because of one of `ways_out`."""
        may = [self.blocks[choice]] if self.blocks else []
        self.cp.add_bool_or([*self.happy(choice), *ways_out, *may])

    def _add_units(self) -> None:
        market = self.market
        goes: dict[tuple[int, int, int], list[IntVar]] = {}
        for unit in range(market.units):
            start, end = int(market.start[unit]), int(market.start[unit + 1])
            mine = [choice for choice in range(start, end) if choice in self.takes]
            self.cp.add_at_most_one(self.takes[choice] for choice in mine)
            for choice in mine:
                for applicant, programme, key in market.seats(choice):
                    goes.setdefault((applicant, programme, key), []).append(self.takes[choice])
        for (applicant, programme, key), literals in goes.items():
            seat = literals[0]
            if len(literals) > 1:
                seat = self.cp.new_bool_var("")
                self.cp.add_exactly_one([*literals, ~seat])
            self.seats[applicant, programme] = seat
            self.rows[programme].append((key, applicant, seat))

    def _add_programmes(self) -> None:
        market = self.market
        least = dict(market.needs)
        for number, each in enumerate(market.instance.programmes):
            row = self.rows[number]
            row.sort(key=lambda entry: entry[:2])
            held = LinearExpr.sum([seat for _key, _applicant, seat in row])
            if len(row) > each.capacity or number in least:
                self.cp.add_linear_constraint(held, least.get(number, 0), each.capacity)
            for kind, cap in each.caps.items():
                counts = [market.instance.applicants[applicant].types.count(kind) for _, applicant, _ in row]
                self.cp.add(sum(n * seat for n, (_, _, seat) in zip(counts, row, strict=True)) <= cap)

    def _add_stability(self, choice: int) -> None:
        market = self.market
        seats = market.seats(choice)
        is_together = len(seats) == 2 and seats[0][1] == seats[1][1]
        if is_together and (market.instance.couple_rule == "mm" or seats[0][1] not in market.typed):
            self.forbid_block(choice, self._refuse_both(seats))
        elif not any(programme in market.typed for _, programme, _ in seats):
            self.forbid_block(choice, [self._refuse(*seat) for seat in seats])

    def _refuse(self, applicant: int, programme: int, key: int) -> IntVar:
        """True only where a programme neither holds an applicant nor would take it."""
        n = self.market.applicants
        full = self._holds(programme, (key // n + 1) * n, int(self.market.capacity[programme]))
        if self.market.unit_of[applicant] < self.market.singles:
            return full
        if (applicant, programme) not in self._refused:
            literal = self.cp.new_bool_var("")
            self.cp.add_implication(literal, full)
            if (seat := self.seats.get((applicant, programme))) is not None:
                self.cp.add_implication(literal, ~seat)
            self._refused[applicant, programme] = literal
        return self._refused[applicant, programme]

    def _refuse_both(self, seats: Sequence[tuple[int, int, int]]) -> list[IntVar]:
        (one, programme, first), (other, _programme, second) = seats
        market = self.market
        is_mm, capacity = market.instance.couple_rule == "mm", int(market.capacity[programme])
        seats_here = self.seats.get((one, programme)), self.seats.get((other, programme))
        found = []
        for has in ((0, 0), (1, 0), (0, 1)):
            if any(seat is None and is_there for seat, is_there in zip(seats_here, has, strict=True)):
                continue
            limits = refusal(is_mm, market.applicants, capacity, first, second, *has)
            for limit, count in (limits[:2], limits[2:]):
                row = self.rows[programme]
                below = [seat for key, who, seat in row if key < limit and who not in (one, other)]
                if len(below) < count:
                    continue
                literal = self.cp.new_bool_var("")
                self.cp.add(LinearExpr.sum(below) >= count).only_enforce_if(literal)
                for seat, is_there in zip(seats_here, has, strict=True):
                    if seat is not None:
                        self.cp.add_implication(literal, seat if is_there else ~seat)
                found.append(literal)
        return found

    def _holds(self, programme: int, limit: int, count: int) -> IntVar:
        """True only where a programme holds at least `count` whose key is below `limit`."""
        at = programme, count, limit
        if at not in self._enough:
            literal = self.cp.new_bool_var("")
            below = [seat for key, _applicant, seat in self.rows[programme] if key < limit]
            if len(below) < count:
                self.cp.add(literal == 0)
            else:
                self.cp.add(LinearExpr.sum(below) >= count).only_enforce_if(literal)
            self._enough[at] = literal
        return self._enough[at]

    def _chain(self) -> None:
        """Full of those below one limit is full of those below any higher one."""
        rows = sorted(self._enough.items())
        for (before, one), (after, other) in pairwise(rows):
            if before[:2] == after[:2]:
                self.cp.add_implication(one, other)

"""Proposals where programmes choose by types: the same walk, one choice at a time and without a kernel."""

import random
from collections import deque

import numpy as np

from qiao.engines.matching.couples.market import NOWHERE, Market, Numbers
from qiao.engines.matching.couples.rules import blocking_of, is_match, would_take
from qiao.engines.matching.couples.types import keeps_all, kept_of
from qiao.engines.shape.run import Run

ATTEMPTS = 8
_MOVES = 20  # of each unit on average, before a walk is given up


def walk(market: Market, run: Run) -> tuple[Numbers, list[int]]:
    """The nearest match that some walks in orders from the seed find, and the choices that block it."""
    chance = random.Random(run.seed)  # noqa: S311 (an order, no secret)
    order = list(range(market.units))
    best, blocking = _walked(market, order)
    for _ in range(ATTEMPTS):
        if run.is_over or (not blocking and is_match(market, best)):
            break
        chance.shuffle(order)
        at, found = _walked(market, order)
        if (not is_match(market, at), len(found)) < (not is_match(market, best), len(blocking)):
            best, blocking = at, found
    return best, blocking


def _walked(market: Market, order: list[int]) -> tuple[Numbers, list[int]]:
    walking = _Walk(market)
    units, moves = order, _MOVES * market.units
    while units and moves > 0:
        moves = walking.settle(units, moves)
        blocking = blocking_of(market, walking.at)
        wanting = {int(market.unit[choice]) for choice in blocking}
        units = [unit for unit in order if unit in wanting]
        moves -= 1
    return walking.at, blocking_of(market, walking.at)


class _Walk:
    """A match on its way. `at`: the choice of each unit; `held`: who is in each programme, with the keys."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.at: Numbers = np.full(market.units, NOWHERE, np.int64)
        self.held: list[dict[int, int]] = [{} for _ in market.capacity]

    def settle(self, units: list[int], moves: int) -> int:
        """Lets units move to the best choice that takes them until nobody is pushed out; the moves left."""
        queue = deque(units)
        while queue and moves > 0:
            unit = queue.popleft()
            start, end = int(self.market.start[unit]), int(self.market.start[unit + 1])
            had = int(self.at[unit])
            for choice in range(start, end if had < 0 else had):
                if would_take(self.market, self.held, choice) and self._can_hold(choice):
                    moves -= 1
                    queue.extendleft(self._move(unit, choice))
                    break
        return moves

    def _can_hold(self, choice: int) -> bool:
        """Under ``mm`` a couple blocks by rank, whatever the caps; the walk does not follow it there."""
        seats = self.market.seats(choice)
        if len(seats) < 2 or seats[0][1] != seats[1][1] or seats[0][1] not in self.market.typed:
            return True
        newcomers = [(applicant, key) for applicant, _programme, key in seats]
        return keeps_all(self.market, seats[0][1], self.held[seats[0][1]], newcomers)

    def _move(self, unit: int, choice: int) -> list[int]:
        """Moves a unit; the units that have to make way."""
        self._leave(unit)
        self.at[unit] = choice
        seats = self.market.seats(choice)
        for applicant, programme, key in seats:
            self.held[programme][applicant] = key
        mine = {applicant for applicant, _programme, _key in seats}
        pushed = []
        for programme in sorted({programme for _applicant, programme, _key in seats}):
            for applicant in self._too_many(programme, mine):
                other = int(self.market.unit_of[applicant])
                if self.at[other] >= 0:
                    self._leave(other)
                    pushed.append(other)
        return pushed

    def _leave(self, unit: int) -> None:
        if self.at[unit] >= 0:
            for applicant, programme, _key in self.market.seats(int(self.at[unit])):
                del self.held[programme][applicant]
        self.at[unit] = NOWHERE

    def _too_many(self, programme: int, mine: set[int]) -> list[int]:
        """Whom a programme lets go, and never those who are new."""
        held, capacity = self.held[programme], int(self.market.capacity[programme])
        worst_first = sorted(held, key=lambda applicant: held[applicant], reverse=True)
        if programme not in self.market.typed:
            others = [applicant for applicant in worst_first if applicant not in mine]
            return others[: max(0, len(held) - capacity)]
        kept = kept_of(self.market, programme, worst_first[::-1])
        return [applicant for applicant in worst_first if applicant not in kept and applicant not in mine]

"""Passes in several orders until one ends in a stable matching; the nearest of all is kept."""

import random
from typing import Any

import numpy as np

from qiao.engines.matching.couples.market import NOWHERE, Market, Numbers
from qiao.engines.matching.couples.passing import PARKED, WIDE_OPEN, settle
from qiao.engines.matching.couples.rules import blocking_of, is_match
from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.shape.run import Run

ATTEMPTS = 12
MOST_MOVES = 40
MENDINGS = 5
_PROPOSALS = 200  # of each unit on average, before a pass is given up


def _column(values: Numbers) -> Any:
    """What a kernel reads fastest: a list in plain Python, a column where it is compiled."""
    return np.array(values, np.int64) if IS_COMPILED else values.tolist()


class Attempts:
    """The columns of a market as the kernels want them, and the state after the singles alone."""

    def __init__(self, market: Market, run: Run) -> None:
        self.market, self.run = market, run
        (first, second), (one, other) = market.programme, market.key
        listed = np.bincount(market.programme[market.programme >= 0], minlength=len(market.capacity))
        self.room = np.minimum(market.capacity, listed) + 3
        self.lists = tuple(map(_column, (first, second, one, other)))
        self.rows = tuple(map(_column, (market.listing, market.listed, market.choice)))
        self.firsts = (_column(market.start), _column(market.unit_of), self.lists[2], market.singles)
        self.capacity = _column(market.capacity)
        self.base = _column(np.concatenate(([0], np.cumsum(self.room)))[:-1])
        self.state = (
            _column(market.start[1:]),
            _column(market.start[:-1]),
            _column(np.zeros(market.units, np.int64)),
        )
        self.waits = _column(np.zeros(market.units, np.int64))
        self.books = (
            _column(np.zeros(int(self.room.sum()), np.int64)),
            self.base,
            _column(np.zeros_like(market.capacity)),
            _column(np.full_like(market.capacity, WIDE_OPEN)),
        )
        self._settle(list(range(market.singles))[::-1])
        self.before = [each.copy() for each in (*self.state, self.books[0], *self.books[2:])]

    def search(self) -> tuple[Numbers, list[int]]:
        """The nearest match that was found, and what blocks it. The same for the same seed."""
        order = list(range(self.market.singles, self.market.units))
        chance = random.Random(self.run.seed)  # noqa: S311 (an order, no secret)
        best, blocking = self._try(order)
        for _ in range(ATTEMPTS):
            if self.run.is_over or (not blocking and is_match(self.market, best)):
                break
            self._restore()
            chance.shuffle(order)
            found, found_blocking = self._try(order)
            if _distance(self.market, found, found_blocking) < _distance(self.market, best, blocking):
                best, blocking = found, found_blocking
        return best, blocking

    def _try(self, order: list[int]) -> tuple[Numbers, list[int]]:
        self._settle(order[::-1])
        at = self._at()
        blocking = blocking_of(self.market, at)
        for _ in range(MENDINGS):
            units = sorted({int(self.market.unit[choice]) for choice in blocking})
            units = [unit for unit in units if self.waits[unit] != PARKED]
            if not units:
                break
            for unit in units:
                self.state[1][unit] = int(self.market.start[unit])
            self._settle(units)
            at = self._at()
            blocking = blocking_of(self.market, at)
        return at, blocking

    def _settle(self, units: list[int]) -> None:
        stack = np.zeros(self.market.units + 1, np.int64)
        stack[: len(units)] = units
        for unit in units:
            self.waits[unit] = 1
        settle(
            self.lists, self.rows, self.firsts, self.books, self.state, (_column(stack), self.waits),
            self.capacity, _column(np.zeros(10, np.int64)), max(1, self.market.applicants),
            int(self.market.instance.couple_rule == "mm"), len(units), MOST_MOVES,
            _PROPOSALS * (self.market.units + 10),
        )  # fmt: skip

    def _restore(self) -> None:
        for mine, before in zip((*self.state, self.books[0], *self.books[2:]), self.before, strict=True):
            mine[:] = before
        self.waits[:] = _column(np.zeros(self.market.units, np.int64))

    def _at(self) -> Numbers:
        at = np.array(self.state[0], np.int64)
        return np.where(at < self.market.start[1:], at, NOWHERE)


def _distance(market: Market, at: Numbers, blocking: list[int]) -> tuple[bool, int]:
    return not is_match(market, at), len(blocking)

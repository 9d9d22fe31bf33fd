"""The fewest meetings that have to change, counted without a search.

Of each participant who has lost slots the earlier meetings look for slots of their own, at the cost of the
meetings that change for certain (`charges`); giving one up has a price in moves beside. The least sum is an
assignment, and the prices of its slots prove it by weak duality (Egerváry 1931). Hence a timetable that gives
up meetings of no higher price changes at least so many.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from heapq import nsmallest
from typing import NamedTuple

from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.choosing.bound import scale_of
from qiao.engines.timetabling.problem import Problem, Request
from qiao.engines.timetabling.repair.assignment import Assigned, assign
from qiao.engines.timetabling.repair.charges import Charged, charged
from qiao.engines.timetabling.repair.staying import Staying

BY_WEIGHT, BY_COUNT = 10**6, 10**3  # above all the moves that a meeting, and a step of weight, can save


class Price(NamedTuple):
    """Of giving up a meeting, in moves: for each unit of its weight, and for itself. At least 1 for itself,
    as who is given up makes nobody else make way."""

    weight: int
    meeting: int

    def of(self, problem: Problem, requests: Collection[int]) -> Fraction:
        weights = (Fraction(str(problem.requests[r].weight)) for r in requests)
        return self.weight * sum(weights, Fraction(0)) + self.meeting * len(requests)


CHEAP = (Price(0, 1), Price(0, 2), Price(0, 3))  # where more is given up than anybody's slots demand


@dataclass(frozen=True)
class Proved:
    """So many moves at least; by which price, and the prices of slots by participant."""

    moves: int
    price: Price
    slots: Mapping[int, Mapping[int, int]]


class Forced:
    """What no timetable gets round.

    Attributes
    ----------
    changes : earlier meetings that move or go, counted simply: the displaced and those too many for tables.
    hopeless : those of them that have no slot at all any more, which are given up in every timetable.
    charged : the participants whose slots are looked at. least : of each what it gives up at least, and its
    slots then, when what counts is first the weight, then the number of the meetings, then who changes.
    fewest_dropped : earlier meetings that are given up.
    """

    def __init__(self, staying: Staying) -> None:
        self.problem = staying.board.problem
        self.changes = staying.fewest_displaced
        self.hopeless = {r for r in staying.displaced if not self.problem.domains[r]}
        self.charged = tuple(charged(staying))
        scale = scale_of(Problem("", "choose", 0, (), tuple(map(self._request, self._rows()))))
        self._dear = Price(BY_WEIGHT * scale, BY_COUNT)
        self.least = tuple(self._assigned(each, self._dear) for each in self.charged)
        both = zip(self.charged, self.least, strict=True)
        self._for_slots = {r for each, found in both for r in each.costs if r not in found.slots}
        for_tables = _lightest(staying, self.hopeless)
        self._given_up = max(self._for_slots, for_tables, key=self._worth)
        self.fewest_dropped = len(self.hopeless) + max(len(self._for_slots), len(for_tables))

    def is_least(self, given_up: Collection[int]) -> bool:
        """Whether no timetable keeps more of the earlier weight, as everybody's slots prove."""
        return self._worth(given_up) == self._worth(self.hopeless | self._given_up)

    def fewest_moves(self, given_up: Collection[int]) -> int:
        return self.prove(given_up).moves

    def prove(self, given_up: Collection[int]) -> Proved:
        """A timetable that gives up these earlier meetings, or as many of as much weight, moves at least so
        many others."""
        simple = Proved(max(self.changes - len(given_up), 0), CHEAP[0], {p: {} for p in self.people})
        found = [simple, self._proved(given_up, self._dear, self.least)]
        if self._worth(given_up) != self._worth(self.hopeless | self._for_slots):
            for price in CHEAP:
                least = [self._assigned(each, price) for each in self.charged]
                found.append(self._proved(given_up, price, least))
        return max(found, key=lambda each: each.moves)

    def _proved(self, given_up: Collection[int], price: Price, least: Collection[Assigned]) -> Proved:
        both = zip(self.charged, least, strict=True)
        changes = self.changes + sum(each.cost - charged.displaced for charged, each in both)
        spent = price.of(self.problem, set(given_up) - self.hopeless)
        moves = -(-(changes - spent) // 1) - len(given_up)
        slots = dict(zip(self.people, (each.prices for each in least), strict=True))
        return Proved(max(int(moves), 0), price, slots)

    @property
    def people(self) -> list[int]:
        return [each.participant for each in self.charged]

    def cost_of(self, staying: Staying, board: Board) -> int:
        """Of a timetable: its changes and what it gives up, most dearly what weighs most."""
        given_up = staying.given_up(board) - self.hopeless
        return staying.moved(board) + len(given_up) + int(self._dear.of(self.problem, given_up))

    def alone_of(self, each: Charged, price: Price | None = None) -> dict[int, int]:
        """What giving up each meeting costs, the change itself included."""
        price = self._dear if price is None else price
        return {r: each.own[r] + int(price.of(self.problem, (r,))) for r in each.costs}

    def _assigned(self, each: Charged, price: Price) -> Assigned:
        alone = self.alone_of(each, price)
        return assign(each.costs, alone, idle=each.idle, slots=self.problem.slots)

    def _worth(self, given_up: Collection[int]) -> tuple[Fraction, int]:
        return Price(1, 0).of(self.problem, given_up), len(given_up)

    def _rows(self) -> Iterator[int]:
        return (r for each in self.charged for r in each.costs)

    def _request(self, request: int) -> Request:
        return self.problem.requests[request]


def _lightest(staying: Staying, hopeless: Collection[int]) -> set[int]:
    """As many of the earlier meetings that could be held as are more than all tables, of least weight."""
    problem = staying.board.problem
    if problem.capacity is None:
        return set()
    over = len(staying.before) - len(hopeless) - sum(problem.capacity)
    if over <= 0:
        return set()
    could = (r for r in staying.before if r not in hopeless)
    return set(nsmallest(over, could, key=lambda r: (problem.requests[r].weight, r)))

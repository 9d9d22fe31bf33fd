"""A lower bound of the moves: earlier meetings that cannot stay, and those that must make way for them.

The certificate names participants who have lost slots, prices of the slots of each, and the price of giving
up a meeting, all of them in moves. What the prices prove is added up here from the instance alone (weak
duality): a plan gives each earlier meeting of such a participant a slot of its own, at the cost of the
meetings that then change for certain, or gives it up at its price.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from qiao.engines.timetabling.check.certificates.making_way import Change, Looked
from qiao.engines.timetabling.check.counts import exact
from qiao.engines.timetabling.check.timetable import Frame

Prices = Mapping[int, Fraction]


def displaced_meetings(frame: Frame, certificate: Mapping[str, Any]) -> int | None:
    """How many meetings of the earlier timetable must move or go, whatever the plan: those whose slot is none
    of theirs any more, and of the others those that are too many for the tables of their slot.

    Counted from the instance alone; the names that the certificate gives are for people. None without an
    earlier timetable.
    """
    if frame.problem.previous is None:
        return None
    return Change(frame).displaced


def fewest_moves(frame: Frame, certificate: Mapping[str, Any], given_up: Collection[str]) -> int:
    """A plan that gives up these earlier meetings, or as many of as much weight, moves at least so many
    others. 0 without an earlier timetable.

    Any prices prove something; a certificate whose prices cannot be read proves only what is displaced.
    """
    if frame.problem.previous is None:
        return 0
    change = Change(frame)
    gone = set(given_up) & set(frame.problem.previous)
    simple = change.displaced - len(gone)
    try:
        price, people = _price(certificate), list(_people(frame, certificate))
    except (TypeError, ValueError, KeyError, AttributeError):
        return max(simple, 0)
    cost = _Giving(frame, *price)
    looked = change.looked_at([who for who, _ in people])
    total = Fraction(change.displaced)
    for who, (_, prices) in zip(looked, people, strict=True):
        total += _proved(who, prices, cost) - who.displaced
    total -= sum((cost.up(name) for name in gone - change.hopeless), Fraction(0))
    return max(simple, ceil(total) - len(gone), 0)


@dataclass(frozen=True)
class _Giving:
    """What it costs to give up a meeting: `weight` for each unit of its weight, and `meeting`."""

    frame: Frame
    weight: Fraction
    meeting: Fraction

    def up(self, name: str) -> Fraction:
        return self.weight * exact(self.frame.requests[name].weight) + self.meeting


def _proved(who: Looked, prices: Prices, giving: _Giving) -> Fraction:
    """The least of each meeting's slots at their prices and of giving it up, and the least price for each
    slot that the participant's cap leaves empty, less all prices."""
    least = min((prices.get(slot, Fraction(0)) for slot in range(who.change.frame.problem.slots)), default=0)
    total = who.idle * least - sum(prices.values(), Fraction(0))
    for name in who.meetings:
        own = int(who.is_counted(name))
        costs = [own + giving.up(name)]
        for slot in who.change.frame.possible[name]:
            first, others = who.in_the_way(name, slot)
            # Whoever makes way may be given up instead of pushing out somebody else.
            second = min([Fraction(1), *(giving.up(each) for each in others)]) if others else 0
            costs.append(first + second + prices.get(slot, Fraction(0)))
        total += min(costs)
    return total


def _price(certificate: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    given = certificate["given_up"]
    return _amount(given["weight"]), _amount(given["meeting"])


def _people(frame: Frame, certificate: Mapping[str, Any]) -> Iterator[tuple[str, Prices]]:
    seen: set[str] = set()
    for each in certificate["slots"]:
        who = each["participant"]
        if who not in frame.people or who in seen:
            raise ValueError(who)
        seen.add(who)
        yield who, {int(slot): _amount(price) for slot, price in each["prices"].items()}


def _amount(value: Any) -> Fraction:
    """A number that is not negative."""
    if type(value) not in {int, float} or not value >= 0:
        raise ValueError(value)
    return exact(value)

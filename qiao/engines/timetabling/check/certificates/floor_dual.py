"""Bounds of what is missing to the floors, and of the weight then, from prices that are pairs."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from qiao.engines.timetabling.check.certificates.flow_dual import UNIT, Unfit, items_of
from qiao.engines.timetabling.check.certificates.supply import supply_of
from qiao.engines.timetabling.check.counts import exact
from qiao.engines.timetabling.check.timetable import Frame

_Pair = tuple[int, int]  # of bonuses and of weight, in whole units; pairs compare in this order
_NOTHING: _Pair = (0, 0)


def bounds_by_pairs(frame: Frame, certificate: Mapping[str, Any]) -> tuple[Fraction, Fraction] | None:
    """At least so many meetings are missing to the floors, and where no more are, at most so much weight is
    held; None where the certificate is no set of prices.

    A pair (k, v) stands for the price k M + v, where M is the bonus of a meeting within a floor. With prices
    y of participants, of any sign, and z of tables, not negative, every timetable has

        M served + weight  <=  sum_p g(p) max(0, M + y(p)) + (cap(p) - g(p)) max(0, y(p))
                               + z sum_t K(t) + sum_r max(0, w(r) - y(a) - y(b) - z)

    where g(p) = min(floor(p), cap(p)), and the last sum counts whatever its sign where r has to be held: of p
    with h meetings, M min(g, h) + h y is no more than its part of the first sum, and the rest is weak duality
    of the b-matching (Schrijver 2003, chapter 21). From some M on each maximum is what the order of pairs
    says, and the right side is A M + C: so no timetable serves more than A, and one that serves A holds C at
    most. As every sum of weights is a multiple of their greatest common divisor, C is rounded down to one.
    Linear in requests times slots.
    """
    try:
        people = {who: _pair(price) for who, price in items_of(certificate.get("prices"))}
        table = _pair(certificate.get("tables", [0, 0]))
    except Unfit:
        return None
    if table < _NOTHING or not set(people) <= set(frame.people):
        return None
    bonuses, weight = _added(_of_people(frame, people, table), _of_requests(frame, people, table))
    divisor = math.gcd(*(int(exact(each.weight) * UNIT) for each in frame.problem.requests))
    missing = sum(frame.floors.values()) - Fraction(bonuses, UNIT)
    return missing, Fraction(weight // divisor * divisor if divisor else weight, UNIT)


def _of_people(frame: Frame, people: Mapping[str, _Pair], table: _Pair) -> _Pair:
    """What all places that there are cost, the tables among them."""
    supply = supply_of(frame)
    total = _times(sum(supply.tables.values()), table)
    for who in {*people, *frame.floors}:
        price, cap = people.get(who, _NOTHING), supply.caps.get(who, 0)
        within = min(frame.floors.get(who, 0), cap)
        served = _times(within, max(_NOTHING, _added((UNIT, 0), price)))
        total = _added(total, _added(served, _times(cap - within, max(_NOTHING, price))))
    return total


def _of_requests(frame: Frame, people: Mapping[str, _Pair], table: _Pair) -> _Pair:
    """What the requests bring above their prices."""
    total = _NOTHING
    for request in frame.problem.requests:
        if not frame.possible[request.id]:
            continue
        a, b = people.get(request.a, _NOTHING), people.get(request.b, _NOTHING)
        worth = int(exact(request.weight) * UNIT)
        surplus = (-a[0] - b[0] - table[0], worth - a[1] - b[1] - table[1])
        is_due = frame.problem.mode == "all" or request.mandatory
        total = _added(total, surplus if is_due else max(_NOTHING, surplus))
    return total


def _added(one: _Pair, other: _Pair) -> _Pair:
    return one[0] + other[0], one[1] + other[1]


def _times(count: int, pair: _Pair) -> _Pair:
    return count * pair[0], count * pair[1]


def _pair(price: Any) -> _Pair:
    """A price in whole units; prices that are rounded to them are prices all the same."""
    if not isinstance(price, (list, tuple)) or len(price) != 2:
        raise Unfit
    bonus, weight = map(_amount, price)
    return bonus, weight


def _amount(number: Any) -> int:
    if type(number) is int:
        return number * UNIT
    if type(number) is float and math.isfinite(number):
        return int(Fraction(number) * UNIT)
    raise Unfit

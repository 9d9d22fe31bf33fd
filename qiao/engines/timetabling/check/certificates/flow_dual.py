"""An upper bound of the weight from prices: weak duality of the b-matching relaxation."""

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from qiao.engines.timetabling.check.certificates.supply import supply_of
from qiao.engines.timetabling.check.counts import exact
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Request

UNIT = 10**12  # prices and weights are counted in whole multiples of a millionth of a millionth


class Unfit(ValueError):
    """The certificate is no set of prices."""


def bound_by_prices(frame: Frame, certificate: Mapping[str, Any]) -> Fraction | None:
    """The bound that the prices of a certificate prove, or None where they are no prices.

    With prices y of participants, z of tables and q of odd sets S, all at least 0, no timetable holds more
    than

        sum_p cap(p) y(p) + sum_t K(t) z(t) + sum_S floor(cap(S) / 2) q(S) + sum_r max(0, u(r)),
        u(r) = w(r) - y(a) - y(b) - min_{t in D(r)} z(t) - sum_{S with a, b} q(S),

    where cap(p) is the most meetings that p can hold, K(t) those that fit into slot t, D(r) the slots in
    which r can lie, and u(r) counts whatever its sign where r has to be held (Edmonds 1965; Schrijver 2003,
    chapter 31). Prices that are rounded here to whole units are prices all the same, so the arithmetic is
    exact. As every sum of weights is a multiple of their greatest common divisor, the bound is rounded down
    to one.
    Linear in requests, and in requests times slots where tables have a price for each slot.
    """
    try:
        prices = _Prices(frame, certificate)
    except Unfit:
        return None
    total = prices.of_supply()
    divisor = 0
    for request in frame.problem.requests:
        weight = int(exact(request.weight) * UNIT)
        divisor = math.gcd(divisor, weight)
        if frame.possible[request.id]:
            surplus = weight - prices.of(request)
            total += surplus if frame.problem.mode == "all" or request.mandatory else max(0, surplus)
    return Fraction(total // divisor * divisor if divisor else total, UNIT)


class _Prices:
    def __init__(self, frame: Frame, certificate: Mapping[str, Any]) -> None:
        self._frame = frame
        self._people = {who: _amount(price) for who, price in items_of(certificate.get("prices"))}
        if not set(self._people) <= set(frame.people):
            raise Unfit
        tables = certificate.get("tables", 0)
        self._flat = 0 if isinstance(tables, Mapping) else _amount(tables)
        self._tables = (
            {_slot(slot): _amount(price) for slot, price in items_of(tables)}
            if isinstance(tables, Mapping)
            else {}
        )
        self._odd_sets = [_odd_set(each) for each in _listed(certificate.get("odd_sets", []))]
        self._sets_of: dict[str, set[int]] = {}
        for number, (members, _price) in enumerate(self._odd_sets):
            for who in members:
                self._sets_of.setdefault(who, set()).add(number)

    def of(self, request: Request) -> int:
        people = self._people
        table = self._flat
        if self._tables:
            table = min(self._tables.get(slot, 0) for slot in self._frame.possible[request.id])
        both = self._sets_of.get(request.a, set()) & self._sets_of.get(request.b, set())
        odd = sum(self._odd_sets[number][1] for number in both)
        return people.get(request.a, 0) + people.get(request.b, 0) + table + odd

    def of_supply(self) -> int:
        """What all places that there are cost at these prices."""
        supply = supply_of(self._frame)
        total = sum(price * supply.caps.get(who, 0) for who, price in self._people.items())
        for members, price in self._odd_sets:
            total += sum(supply.caps.get(who, 0) for who in members) // 2 * price
        for slot, most in supply.tables.items():
            total += most * (self._tables.get(slot, 0) if self._tables else self._flat)
        return total


def _amount(price: Any) -> int:
    """A price in whole units."""
    if type(price) is int and price >= 0:
        return price * UNIT
    if type(price) is float and math.isfinite(price) and price >= 0:
        return int(Fraction(price) * UNIT)
    raise Unfit


def _slot(name: Any) -> int:
    """JSON writes the numbers of slots as text."""
    if type(name) is int:
        return name
    if isinstance(name, str) and name.isascii() and name.isdigit() and len(name) < 9:
        return int(name)
    raise Unfit


def _odd_set(raw: Any) -> tuple[frozenset[str], int]:
    members = _listed(dict(items_of(raw)).get("participants"))
    if not all(isinstance(who, str) for who in members):
        raise Unfit
    return frozenset(members), _amount(raw.get("price"))


def items_of(raw: Any) -> Any:
    if not isinstance(raw, Mapping):
        raise Unfit
    return raw.items()


def _listed(raw: Any) -> Any:
    if not isinstance(raw, (list, tuple)):
        raise Unfit
    return raw

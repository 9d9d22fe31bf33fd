"""What a place and a table are worth in a best timetable: dual prices of the flow that bounds the weight.

A request whose weight is below the prices of its two participants and of a table has negative reduced cost:
by weak duality a timetable that holds it weighs no more than the bound less the shortfall.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.check.counts import exact, plain
from qiao.engines.timetabling.explain.counting import most_meetings
from qiao.engines.timetabling.explain.explanation import Reason
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.problem import Problem, slots_of
from qiao.engines.timetabling.result import Solution

_UNIT = 10**12  # prices are counted in whole multiples of a millionth of a millionth
_NOTHING = Fraction(1, 10**9)  # prices are written as decimals; weights differ by a millionth at least


@dataclass(frozen=True)
class Prices:
    """Prices that prove a bound of the weight.

    Attributes
    ----------
    people : by id. table : the least price of a table in any slot.
    slack : what the bound leaves above the weight of the timetable. step : every weight is a multiple of it.
    """

    people: Mapping[str, Fraction]
    table: Fraction
    slack: Fraction
    step: Fraction


def prices_of(plan: Plan, solution: Solution, weight: Fraction) -> Prices | None:
    """The prices of a solution's certificate, or None where it has none. Linear in the instance.

    What they prove is counted here from the instance, so that no claim of the solution is relied on; prices
    of odd sets are left out, which leaves a bound all the same.
    """
    for certificate in _parts(solution.certificate):
        if certificate.get("kind") == "flow-dual":
            people = {who: exact(price) for who, price in certificate.get("prices", {}).items()}
            table = _least_price(plan.problem, certificate.get("tables", 0))
            step = _step_of(plan.problem)
            bound = _bound(plan, people, table)
            return Prices(people, table, bound // step * step - weight if step else bound - weight, step)
    return None


def _bound(plan: Plan, people: Mapping[str, Fraction], table: Fraction) -> Fraction:
    """A bound of the weight: places and tables at their prices, and what requests bring above them.

    Weak duality of the b-matching relaxation (Schrijver 2003, chapter 21); requests that have to be held
    count whatever they are worth.
    """
    problem = plan.problem
    y = [int(people.get(each.id, 0) * _UNIT) for each in problem.participants]
    z = int(table * _UNIT)
    total = sum(price * min(plan.most[who], most_meetings(plan, who)) for who, price in enumerate(y) if price)
    for slot in slots_of(plan.usable) if z else ():
        there = sum(mask >> slot & 1 for mask in plan.available)
        total += z * min(there // 2, plan.capacity[slot])
    worth = {weight: int(exact(weight) * _UNIT) for weight in {each.weight for each in problem.requests}}
    for request, (a, b) in zip(problem.requests, problem.pairs, strict=True):
        surplus = worth[request.weight] - y[a] - y[b] - z
        if surplus > 0 or problem.is_due(request):
            total += surplus
    return Fraction(total, _UNIT)


def _parts(certificate: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    if certificate is None:
        return []
    if certificate.get("kind") == "several":
        return list(certificate.get("parts", ()))
    return [certificate]


def _least_price(problem: Problem, tables: Any) -> Fraction:
    if not isinstance(tables, Mapping):
        return exact(tables)
    return min(map(exact, tables.values())) if len(tables) == problem.slots else Fraction(0)


def _step_of(problem: Problem) -> Fraction:
    """The greatest common divisor of all weights."""
    return Fraction(math.gcd(*(int(exact(each.weight) * 10**6) for each in problem.requests)), 10**6)


def price_reason(plan: Plan, request: int, prices: Prices) -> Reason | None:
    """That the weight would fall, or not grow, with the prices that show it; None where they show less.

    With the request the bound before rounding to a multiple of `step` falls by the shortfall. So the weight
    is less than now where the shortfall is a whole step more than the slack, and no more than now where it is
    the slack.
    """
    found = plan.problem.requests[request]
    of_people = {who: prices.people.get(who, Fraction(0)) for who in (found.a, found.b)}
    price, weight = sum(of_people.values()) + prices.table, exact(found.weight)
    shortfall = price - weight + _NOTHING
    if price <= 0 or shortfall < prices.slack:
        return None
    costly = [who for who, each in of_people.items() if each > 0]
    places = [Sentence("explain.price.place", {"who": who}) for who in costly]
    if prices.table > 0:
        places.append(Sentence("explain.price.table"))
    code = "worse" if shortfall >= prices.slack + prices.step else "equal"
    told = {"places": places, "price": plain(price), "weight": found.weight}
    sentence = Sentence(f"explain.why.price.{code}", told)
    return Reason("price", sentence, costly[0] if len(costly) == 1 else None)

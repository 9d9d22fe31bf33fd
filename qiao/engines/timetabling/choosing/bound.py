"""Which requests to hold, looked at without the clock: a maximum-weight b-matching with a limit on its size.

Every timetable holds at most `caps[p]` meetings of participant *p* and at most as many in all as there are
tables in all slots. What is left of the problem when the slots are forgotten is a b-matching; its best weight
is a bound for every timetable, and where the graph of the requests is bipartite it is a minimum-cost flow,
whose dual prices prove it:

    maximise    sum w[r] x[r]
    subject to  sum of x[r] over the requests of p  <=  caps[p]      price y[p] >= 0
                sum of all x[r]                     <=  tables       price z    >= 0 0 <= x[r] <= 1
                price u[r] = max(0, w[r] - y[a] - y[b] - z)

    any timetable's weight  <=  sum caps[p] y[p] + tables z + sum u[r]        (weak duality)

Where participants have a floor, f[p] meetings that they should get at least, each of these is worth a bonus M
above any sum of weights, so that the fewest are missing and then the weight is greatest. The price y[p] of
somebody who lacks meetings is negative, and

    M served + weight  <=  sum f[p] max(0, M + y[p]) + (caps[p] - f[p]) max(0, y[p])  +  tables z + sum u[r]

where `served` counts the meetings within the floors. As M grows without limit, its multiple on the right
bounds what can be served, and the rest bounds the weight of the timetables that serve as much.

Where the graph is not bipartite the flow runs on its double cover, which gives the half-integral optimum of
the same linear programme and so the same proof. References: Schrijver, *Combinatorial Optimization* (2003),
sections 21 and 31; Ahuja, Magnanti, Orlin, *Network Flows* (1993), chapter 9.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from qiao.engines.timetabling.choosing.network import BONUS, Network
from qiao.engines.timetabling.problem import Participant, Problem, slots_of
from qiao.engines.timetabling.result import Number


@dataclass(frozen=True)
class Selection:
    """What the relaxation holds and the prices that prove its bound. Weights are whole numbers over `scale`.

    Attributes
    ----------
    held : indices of requests; with `is_integral` False the halves are left out, so `weight` may be below
    `bound`. times : 2 where prices are in half units, those of a double cover.
    prices : y, one a participant. table_price : z. bound : the greatest weight that any timetable can hold,
    proved by the prices; where there is a floor: any whose shortfall is `shortfall_bound`.
    shortfall_bound : the fewest meetings that can be missing to the floors, proved by the prices, which have
    a multiple of `BONUS` in them then. is_met : whether the prices bound the weight at that shortfall; they
    do not where the relaxation's own shortfall is a half.
    """

    problem: Problem
    held: tuple[int, ...]
    prices: tuple[int, ...]
    table_price: int
    scaled_bound: int
    scale: int
    is_integral: bool
    times: int = 1
    shortfall_bound: int = 0
    is_met: bool = True

    @property
    def bound(self) -> Number:
        return unscaled(self.scaled_bound, self.scale)

    @property
    def weight(self) -> Number:
        return sum(self.problem.requests[request].weight for request in self.held)

    @cached_property
    def reduced(self) -> tuple[int, ...]:
        """w - y - y - z of each request: where the bound is met, a positive one is held and a negative one is
        refused in every best plan (complementary slackness)."""
        scaled = scaled_weights(self.problem, self.scale)
        both = zip(scaled, self.problem.pairs, strict=True)
        return tuple(w - self.prices[a] - self.prices[b] - self.table_price for w, (a, b) in both)

    @cached_property
    def fates(self) -> tuple[bool | None, ...]:
        """Where the bound is met: whether every best plan holds each request, None where some may do."""
        requests, domains = self.problem.requests, self.problem.domains
        found: list[bool | None] = []
        for each, mask, cost in zip(requests, domains, self.reduced, strict=True):
            if self.problem.is_due(each):
                found.append(True)
            else:
                found.append(None if mask and not cost else bool(mask) and cost > 0)
        return tuple(found)

    def proved(self, shortfall: int = 0) -> tuple[int, dict[str, Any]]:
        """The most weight, scaled, of timetables with no more shortfall, and what certifies both bounds."""
        if not self.problem.has_floor or (self.is_met and shortfall <= self.shortfall_bound):
            return self.scaled_bound, self.certificate()
        parts = [self.certificate(), self.without_floor.certificate()]
        return self.without_floor.scaled_bound, {"kind": "several", "parts": parts}

    @cached_property
    def without_floor(self) -> "Selection":
        """The same without floors: the bound of timetables with any shortfall."""
        people = tuple(replace(each, min_meetings=None) for each in self.problem.participants)
        return select(replace(self.problem, floor=None, participants=people))

    def certificate(self) -> dict[str, Any]:
        """The prices as plain values, for `check` and for any other program.

        Where there is a floor each price is a pair: the multiple of the bonus, and the weight.
        """
        ids = [each.id for each in self.problem.participants]
        prices = {one: self._plain(price) for one, price in zip(ids, self.prices, strict=True) if price}
        kind = "floor-dual" if self.problem.has_floor else "flow-dual"
        return {"kind": kind, "prices": prices, "tables": self._plain(self.table_price)}

    def _plain(self, price: int) -> Number | list[Number]:
        if not self.problem.has_floor:
            return unscaled(price, self.scale)
        bonus, weight = _parted(price)
        return [unscaled(bonus, self.times), unscaled(weight, self.scale)]


def scale_of(problem: Problem) -> int:
    """The least power of ten, at most a million, that makes every weight a whole number."""
    weights = {each.weight for each in problem.requests}
    for power in range(7):
        if all(abs(weight * 10**power - round(weight * 10**power)) < 1e-7 for weight in weights):
            scaled: int = 10**power
            return scaled
    return 10**6


def scaled_weights(problem: Problem, scale: int) -> list[int]:
    return [round(each.weight * scale) for each in problem.requests]


def caps_of(problem: Problem) -> list[int]:
    """The most meetings that each participant's own rules let stand, whoever they are with."""
    return [
        _cap(problem, participant, mask)
        for participant, mask in zip(problem.participants, problem.available, strict=True)
    ]


def _cap(problem: Problem, participant: Participant, available: int) -> int:
    total = 0
    for day in problem.day_masks:
        most = _most_in(available & day, participant.max_run)
        total += most if participant.max_per_day is None else min(most, participant.max_per_day)
    return total if participant.max_meetings is None else min(total, participant.max_meetings)


def _most_in(mask: int, run: int | None) -> int:
    """Most slots of the mask without more than `run` adjacent ones: each stretch gives up every (run+1)th."""
    if run is None:
        return mask.bit_count()
    count = length = 0
    before = -2
    for slot in slots_of(mask):
        length = length + 1 if slot == before + 1 else 1
        count += length % (run + 1) != 0
        before = slot
    return count


def tables_of(problem: Problem) -> int:
    """Meetings that fit in all slots together."""
    return sum(tables_in(problem))


def tables_in(problem: Problem) -> list[int]:
    """Meetings that fit in each slot: tables, and two people for each meeting, of two sides where meetings
    are between sides. O(P T)."""
    sides = sides_of(problem)
    most = []
    for slot in range(problem.slots):
        both = zip(sides, problem.available, strict=True)
        pairs = most_pairs(Counter(side for side, mask in both if mask >> slot & 1))
        most.append(pairs if problem.capacity is None else min(pairs, problem.capacity[slot]))
    return most


def sides_of(problem: Problem) -> list[str | None]:
    """The side of each participant where meetings are between sides, else None."""
    return [str(each.side) if problem.bipartite else None for each in problem.participants]


def most_pairs(there: Mapping[str | None, int]) -> int:
    """The most meetings at once of so many people of each side; None: of no side, whoever meets whom."""
    people = sum(there.values())
    return people // 2 if None in there else min(people // 2, people - max(there.values(), default=0))


def colour(problem: Problem, requests: list[int]) -> list[int] | None:
    """0 or 1 for each participant so that every request joins a 0 and a 1; None where that is impossible."""
    neighbours: list[list[int]] = [[] for _ in problem.participants]
    for request in requests:
        a, b = problem.pairs[request]
        neighbours[a].append(b)
        neighbours[b].append(a)
    colours = [-1] * len(neighbours)
    for start in range(len(neighbours)):
        if colours[start] < 0:
            colours[start] = 0
            waiting = [start]
            while waiting:
                one = waiting.pop()
                for other in neighbours[one]:
                    if colours[other] < 0:
                        colours[other] = 1 - colours[one]
                        waiting.append(other)
                    elif colours[other] == colours[one]:
                        return None
    return colours


def select(problem: Problem) -> Selection:
    """The best weight that could be held if every slot suited everybody, with its proof.

    Mandatory requests are held first: they use up caps and tables, and what remains is a flow of its own.
    When they do not fit, the bound is still right (no timetable holds them all) and `solve` proves it
    elsewhere.

    Complexity: one minimum-cost flow on the requests, some 0.4 s at 38,000 requests, and a sweep of shortest
    paths over its residual graph for the prices, O(V E) at worst; twice that with floors.
    """
    scale = scale_of(problem)
    weights = scaled_weights(problem, scale)
    caps, tables, floors = caps_of(problem), tables_of(problem), list(problem.floors)
    due = [number for number, each in enumerate(problem.requests) if problem.is_due(each)]
    for request in due:
        for participant in problem.pairs[request]:
            caps[participant] = max(caps[participant] - 1, 0)
            floors[participant] = max(floors[participant] - 1, 0)
    tables = max(tables - len(due), 0)
    free = [r for r, mask in enumerate(problem.domains) if mask and not problem.is_due(problem.requests[r])]
    colours = colour(problem, free)
    network = Network.of(problem, free, weights, caps, tables, colours, floors if problem.has_floor else None)
    halves, prices, table_price = network.solve()
    times = 1 if colours else 2  # the double cover counts everything twice
    rest = tables * table_price + sum(cap * price for cap, price in zip(caps, prices, strict=True))
    for request in free:
        a, b = problem.pairs[request]
        rest += max(0, times * weights[request] - prices[a] - prices[b] - table_price)
    rest += times * sum(weights[request] for request in due)
    held = [request for request, half in zip(free, halves, strict=True) if half == 2]
    is_integral = 1 not in halves
    chosen = tuple(sorted([*due, *held]))
    found = Selection(problem, chosen, tuple(prices), table_price, rest, times * scale, is_integral, times)
    return _with_floor(found, caps, floors) if problem.has_floor else _rounded(found)


def _with_floor(found: Selection, caps: list[int], floors: list[int]) -> Selection:
    """The bounds of shortfall and weight. `caps`, `floors` : what is left of them beside what is due."""
    problem, times = found.problem, found.times
    total, served = found.scaled_bound, sum(problem.floors) - sum(floors)
    for cap, floor, price in zip(caps, floors, found.prices, strict=True):
        wanted = min(cap, floor)
        total += wanted * (max(0, times * BONUS + price) - max(0, price)) + cap * (max(0, price) - price)
    bonuses, weight = _parted(total)
    whole = bonuses // times
    shortfall = sum(problem.floors) - served - whole
    if bonuses % times == 0:
        return replace(_rounded(replace(found, scaled_bound=weight)), shortfall_bound=shortfall)
    found = replace(found, shortfall_bound=shortfall, is_met=False)
    return replace(found, scaled_bound=found.without_floor.scaled_bound)


def _rounded(found: Selection) -> Selection:
    """With a bound that is a sum of weights: no half is left in it."""
    return replace(found, scaled_bound=found.scaled_bound // found.times * found.times)


def _parted(price: int) -> tuple[int, int]:
    """The multiple of the bonus nearest to a price, and what is left of it."""
    bonus = (price + BONUS // 2) // BONUS
    return bonus, price - bonus * BONUS


def unscaled(value: int, scale: int) -> Number:
    """The number that a whole one over the scale stands for."""
    return value // scale if value % scale == 0 else value / scale

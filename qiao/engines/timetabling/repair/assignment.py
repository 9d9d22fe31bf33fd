"""Meetings of one participant to slots of their own, at least cost, with the prices that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass

Costs = Mapping[int, Mapping[int, int]]  # of a meeting, of each slot that it can have
Alone = Mapping[int, int]  # of giving the meeting up


@dataclass(frozen=True)
class Assigned:
    """`slots`: of those that are not given up; `prices`: of the slots, none negative, 0 where left out."""

    slots: Mapping[int, int]
    prices: Mapping[int, int]
    cost: int


def assign(costs: Costs, alone: Alone, *, idle: int = 0, slots: int = 0) -> Assigned:
    """Each meeting gets a slot of its own or is given up, and of all `slots` at least `idle` stay empty; the
    sum of the costs is least.

    Shortest augmenting paths (Jonker and Volgenant 1987); meetings that can have a slot for nothing begin
    there. O(k C) for k meetings that must look for one and C costs. Costs are not negative. For any prices of
    slots that are not negative, the sum of each meeting's least cost, its slot's price included, and of the
    least prices of `idle` slots, less all prices, is no more than `cost` (weak duality); these reach it.

    >>> assign({1: {0: 0, 1: 1}, 2: {0: 2}}, {1: 9, 2: 9})
    Assigned(slots={2: 0, 1: 1}, prices={0: 1}, cost=3)
    """
    nobody = {-1 - number: dict.fromkeys(range(slots), 0) for number in range(idle)}
    never = 1 + sum(alone.values()) + sum(max(row.values(), default=0) for row in costs.values())
    search = _Search({**costs, **nobody}, {**alone, **dict.fromkeys(nobody, never)})
    for meeting in search.costs:
        if not search.stays_for_nothing(meeting):
            search.augment(meeting)
    found = {meeting: slot for slot, meeting in sorted(search.holder.items()) if meeting >= 0}
    cost = sum(row[found[m]] if m in found else alone[m] for m, row in costs.items())
    return Assigned(found, {slot: price for slot, price in sorted(search.price.items()) if price}, cost)


class _Search:
    def __init__(self, costs: Costs, alone: Alone) -> None:
        self.costs, self.alone = costs, alone
        self.holder: dict[int, int] = {}  # of slots
        self.price: dict[int, int] = {}
        self.worth = dict.fromkeys(costs, 0)  # the dual of a meeting

    def stays_for_nothing(self, meeting: int) -> bool:
        for slot, cost in self.costs[meeting].items():
            if not cost and slot not in self.holder:
                self.holder[slot] = meeting
                return True
        return False

    def augment(self, meeting: int) -> None:
        """The cheapest way to place the meeting, others going on to the next slot of the path; the last one
        finds a slot that is free or is given up."""
        near: dict[int, int] = {}
        via: dict[int, int] = {}
        done: dict[int, int] = {}
        here, far = meeting, 0
        reached = {meeting: 0}
        last, end, best = meeting, -1, self.alone[meeting] - self.worth[meeting]
        while True:
            left = far - self.worth[here]
            if left + self.alone[here] < best:
                last, best = here, left + self.alone[here]
            for slot, cost in self.costs[here].items():
                distance = left + cost + self.price.get(slot, 0)
                if slot not in done and distance < near.get(slot, distance + 1):
                    near[slot], via[slot] = distance, here
            slot = min(near, key=lambda each: (near[each], each in self.holder, each), default=-1)
            if slot < 0 or near[slot] >= best:
                break
            far = near.pop(slot)
            if slot not in self.holder:
                last, end, best = via[slot], slot, far
                break
            done[slot], here = far, self.holder[slot]
            reached[here] = far
        self._raise(reached, done, best)
        self._go_on(meeting, last, end, via)

    def _raise(self, reached: Mapping[int, int], done: Mapping[int, int], best: int) -> None:
        for meeting, distance in reached.items():
            self.worth[meeting] += best - distance
        for slot, distance in done.items():
            self.price[slot] = self.price.get(slot, 0) + best - distance

    def _go_on(self, first: int, last: int, end: int, via: Mapping[int, int]) -> None:
        """Back along the path each takes the slot it looked at, from the end to the first."""
        was = {holder: slot for slot, holder in self.holder.items()}
        here, slot = last, end
        while slot >= 0 or here != first:
            if slot >= 0:
                self.holder[slot] = here
            if here == first:
                break
            slot = was[here]
            here = via[slot]

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


def assign(costs: Costs, alone: Alone) -> Assigned:
    """Each meeting gets a slot of its own or is given up; the sum of the costs is least.

    Shortest augmenting paths (Jonker and Volgenant 1987); meetings that can have a slot for nothing begin
    there. O(k C) for k meetings that must look for one and C costs, beside the sorting of a path's ends.
    Costs are not negative.

    >>> found = assign({1: {0: 0, 1: 1}, 2: {0: 2}}, {1: 9, 2: 9})
    >>> found.slots, found.cost
    ({1: 1, 2: 0}, 3)
    >>> sum(min(c + found.prices.get(t, 0) for t, c in row.items()) for row in ({0: 0, 1: 1}, {0: 2}))
    4
    >>> sum(found.prices.values())
    1
    """
    search = _Search(costs, alone)
    for meeting in costs:
        if not search.stays_for_nothing(meeting):
            search.augment(meeting)
    slots = {meeting: slot for slot, meeting in sorted(search.holder.items())}
    cost = sum(costs[m][slots[m]] if m in slots else alone[m] for m in costs)
    return Assigned(slots, {slot: price for slot, price in search.price.items() if price}, cost)


def proved_by(prices: Mapping[int, int], costs: Costs, alone: Alone) -> int:
    """What the prices of slots prove of the costs of every assignment, by weak duality."""
    least = 0
    for meeting, row in costs.items():
        least += min([alone[meeting], *(cost + prices.get(slot, 0) for slot, cost in row.items())])
    return least - sum(prices.values())


class _Search:
    def __init__(self, costs: Costs, alone: Alone) -> None:
        self.costs, self.alone = costs, alone
        self.holder: dict[int, int] = {}
        self.price: dict[int, int] = {}
        self.worth = dict.fromkeys(costs, 0)  # dual of the meetings

    def stays_for_nothing(self, meeting: int) -> bool:
        for slot, cost in self.costs[meeting].items():
            if not cost and slot not in self.holder:
                self.holder[slot] = meeting
                return True
        return False

    def augment(self, meeting: int) -> None:
        """The cheapest way to place the meeting, others of the path going on to the next slot of theirs or
        being given up at its end."""
        near: dict[int, int] = {}
        via: dict[int, int] = {}
        done: dict[int, int] = {}  # slots to their distances
        reached = {meeting: 0}
        end, best, here, far = -1, self.alone[meeting] - self.worth[meeting], meeting, 0
        last = meeting
        while True:
            left = far - self.worth[here]
            if left + self.alone[here] <= best:
                best, end, last = left + self.alone[here], -1, here
            for slot, cost in self.costs[here].items():
                distance = left + cost + self.price.get(slot, 0)
                if slot not in done and distance < near.get(slot, distance + 1):
                    near[slot], via[slot] = distance, here
            slot = min(near, key=lambda each: (near[each], each in self.holder, each), default=-1)
            if slot < 0 or near[slot] >= best:
                break
            far = near.pop(slot)
            if slot not in self.holder:
                best, end, last = far, slot, via[slot]
                break
            done[slot] = far
            here = self.holder[slot]
            reached[here] = far
        self._turn(meeting, end, last, via, done, reached, best)

    def _turn(
        self,
        meeting: int,
        end: int,
        last: int,
        via: Mapping[int, int],
        done: Mapping[int, int],
        reached: Mapping[int, int],
        best: int,
    ) -> None:
        for each, distance in reached.items():
            self.worth[each] += best - distance
        for slot, distance in done.items():
            self.price[slot] = self.price.get(slot, 0) + best - distance
        was = {holder: slot for slot, holder in self.holder.items()}
        slot = was.get(last, -1) if end < 0 else end
        if end < 0 and last != meeting:
            del self.holder[slot]
            last = via[slot]
            self.holder[slot] = last
        elif end >= 0:
            self.holder[slot] = last
        while last != meeting:
            slot = was[last]
            last = via[slot]
            self.holder[slot] = last

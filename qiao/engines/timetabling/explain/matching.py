"""The most weight of one participant's requests that can lie in distinct slots.

Sets of requests that can be given slots of their own, no more of them in a day and in all than the caps
allow, are the independent sets of a matroid (Edmonds and Fulkerson 1965; Perfect 1969: a gammoid). So taking
requests by falling weight, each whenever an augmenting path gives it a place, holds the most weight.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qiao.engines.timetabling.problem import slots_of


@dataclass
class Matching:
    """Requests in slots of one participant.

    Attributes
    ----------
    days : mask and cap of each. most : cap of all. slot_of : the matching, which `add` lets grow.
    """

    days: Sequence[tuple[int, int]]
    most: int
    slot_of: dict[int, int] = field(default_factory=dict)
    _at: dict[int, int] = field(default_factory=dict)
    _domains: dict[int, int] = field(default_factory=dict)

    def add(self, request: int, domain: int) -> bool:
        """Holds one request more by an augmenting path, if there is one. O(requests times slots)."""
        if len(self.slot_of) >= self.most:
            return False
        self._domains[request] = domain
        return self._place(request, set())

    def _place(self, request: int, seen: set[int]) -> bool:
        slots = slots_of(self._domains[request])
        for slot in sorted(slots, key=self._at.__contains__):  # those that are free first
            if slot not in seen:
                seen.add(slot)
                if self._is_open(slot, seen):
                    self._put(request, slot)
                    return True
        return False

    def _is_open(self, slot: int, seen: set[int]) -> bool:
        """Whether the slot can be made free: its own meeting goes elsewhere, or one of a full day does."""
        if slot in self._at:
            return self._place(self._at[slot], seen)
        day, most = next(each for each in self.days if each[0] >> slot & 1)
        there = [each for each in self._at if day >> each & 1]
        if len(there) < most:
            return True
        return any(self._leave(each, seen) for each in there if each not in seen)

    def _leave(self, slot: int, seen: set[int]) -> bool:
        seen.add(slot)
        return self._place(self._at[slot], seen)

    def _put(self, request: int, slot: int) -> None:
        before = self.slot_of.get(request)
        if before is not None and self._at.get(before) == request:
            del self._at[before]
        self._at[slot] = request
        self.slot_of[request] = slot


def match(
    domains: Mapping[int, int], order: Sequence[int], *, days: Sequence[tuple[int, int]], most: int
) -> dict[int, int]:
    """Slots of the requests that are held when they are taken in this order, each if it then fits.

    >>> match({0: 0b01, 1: 0b01, 2: 0b11}, [0, 1, 2], days=[(0b11, 2)], most=9)
    {0: 0, 2: 1}
    """
    matching = Matching(days, most)
    for request in order:
        matching.add(request, domains[request])
    return matching.slot_of

"""How often delegations have to be split, whatever the others do: a bound by set cover."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from math import ceil

STEPS = 2_000
"""Branches for one delegation, after which the share of the largest group is the bound."""


def bound_splits(families: Sequence[int | None], choices: Sequence[Sequence[int]]) -> int:
    """The least sum of splits when everyone is placed in one of the own choices and no group is full.

    Each delegation needs at least a smallest set of groups that covers its members. Exponential in the
    members of one delegation at worst, with at most `STEPS` branches.

    >>> bound_splits([0, 0, 0, None], [[1], [1, 2], [2, 3], [5]])
    1
    """
    members: dict[int, list[int]] = defaultdict(list)
    for guest, family in enumerate(families):
        if family is not None and choices[guest]:
            members[family].append(guest)
    return sum(count_cover([set(choices[guest]) for guest in mine]) - 1 for mine in members.values())


def count_cover(wanted: Sequence[Collection[int]]) -> int:
    """The fewest groups of which everyone has one among the wanted ones, or a bound below it.

    >>> count_cover([{1, 2}, {2, 3}, {3, 4}, {4, 1}])
    2
    """
    covers: dict[int, frozenset[int]] = {}
    for group in sorted({group for mine in wanted for group in mine}):
        people = frozenset(number for number, mine in enumerate(wanted) if group in mine)
        if not any(people <= other for other in covers.values()):
            covers = {name: other for name, other in covers.items() if not other < people}
            covers[group] = people
    search = _Cover(list(covers.values()), len(wanted))
    search.branch(frozenset(range(len(wanted))), 0)
    return search.best if search.steps < STEPS else search.share(len(wanted))


class _Cover:
    """Depth first: who has the fewest groups is covered next (Knuth's rule for exact cover)."""

    def __init__(self, covers: list[frozenset[int]], most: int) -> None:
        self.covers = covers
        self.best = most
        self.steps = 0
        self.largest = max(map(len, covers), default=1)

    def share(self, people: int) -> int:
        return ceil(people / self.largest)

    def branch(self, left: frozenset[int], used: int) -> None:
        self.steps += 1
        if not left:
            self.best = min(self.best, used)
            return
        if used + self.share(len(left)) >= self.best or self.steps >= STEPS:
            return
        options = {person: [cover for cover in self.covers if person in cover] for person in sorted(left)}
        rarest = min(options, key=lambda person: len(options[person]))
        for cover in sorted(options[rarest], key=lambda each: -len(each & left)):
            self.branch(left - cover, used + 1)

"""Who must make way when the earlier meetings of some participants look for other slots.

Counted from the plain fields of the instance, meeting by meeting, by its own rules: a meeting takes a slot
that is free for it, or pushes somebody out of it. Nobody is counted for two pushes.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from qiao.engines.timetabling.check.timetable import Frame


@dataclass(frozen=True)
class Change:
    """An earlier timetable under the instance as it is now."""

    frame: Frame

    @cached_property
    def previous(self) -> dict[str, int]:
        return dict(self.frame.problem.previous or {})

    @cached_property
    def stays(self) -> dict[str, int]:
        """The meetings whose slot is still one of theirs."""
        return {name: slot for name, slot in self.previous.items() if slot in self.frame.possible[name]}

    @cached_property
    def hopeless(self) -> set[str]:
        return {name for name in self.previous if not self.frame.possible[name]}

    @cached_property
    def crowd(self) -> Counter[int]:
        return Counter(self.stays.values())

    def spare(self, slot: int) -> int:
        """Tables that are left when everybody stays, negative where there are too few."""
        tables = self.frame.tables_in(slot)
        return 1 if tables is None else tables - self.crowd[slot]

    @property
    def displaced(self) -> int:
        over = sum(max(0, -self.spare(slot)) for slot in self.crowd)
        return len(self.previous) - len(self.stays) + over

    @cached_property
    def at(self) -> dict[tuple[str, int], set[str]]:
        """Who stays with whom: meetings by participant and slot."""
        found: dict[tuple[str, int], set[str]] = {}
        for name, slot in self.stays.items():
            for who in self.pair(name):
                found.setdefault((who, slot), set()).add(name)
        return found

    @cached_property
    def of(self) -> dict[str, list[str]]:
        """The earlier meetings of each participant that have a slot at all."""
        found: dict[str, list[str]] = {}
        for name in sorted(set(self.previous) - self.hopeless):
            for who in set(self.pair(name)):
                found.setdefault(who, []).append(name)
        return found

    def pair(self, name: str) -> tuple[str, str]:
        return self.frame.requests[name].a, self.frame.requests[name].b

    def looked_at(self, people: Iterable[str]) -> "Iterator[Looked]":
        """The participants in this order; a meeting of two is looked at with the first, and who may have been
        pushed out by an earlier participant is not pushed out by a later one."""
        names = list(people)
        inside = frozenset(name for who in names for name in self.of.get(who, ()))
        spent: frozenset[str] = frozenset()
        for who in names:
            mine = [name for name in self.of.get(who, ()) if name not in spent]
            looked = Looked(self, who, mine, inside, spent)
            yield looked
            spent |= looked.near_all | set(looked.meetings)


@dataclass(frozen=True)
class Looked:
    """The earlier `meetings` of one participant (`who`) that look for slots of their own.

    Attributes
    ----------
    inside : such meetings of all participants that are looked at; they are counted when they move and never
    as pushed out. spent : who may be counted with another participant.
    """

    change: Change
    who: str
    meetings: list[str]
    inside: Collection[str] = field(repr=False)
    spent: Collection[str] = field(repr=False)

    @property
    def displaced(self) -> int:
        return sum(name not in self.change.stays for name in self.meetings)

    @property
    def idle(self) -> int:
        """In how many slots the participant's cap leaves it without a meeting."""
        most, problem = self.change.frame.people[self.who].max_meetings, self.change.frame.problem
        return 0 if most is None else max(problem.slots - most, 0)

    def is_counted(self, name: str) -> bool:
        """Whoever leaves a slot with too few tables is counted with all who are too many for it."""
        slot = self.change.stays.get(name)
        return slot is None or self.change.spare(slot) >= 0

    def in_the_way(self, name: str, slot: int) -> tuple[int, set[str]]:
        """How many change for certain when the meeting takes the slot, itself included, and who of them
        pushes out one more unless it is given up."""
        if slot == self.change.stays.get(name):
            return 0, set()
        own = int(self.is_counted(name))
        if self.change.spare(slot) < 0:
            return own, set()
        fresh = self.others(name, slot) - set(self.spent)
        pushing = {other for other in fresh if self._pushes(name, other, slot)}
        return own + (1 if fresh or self._is_full(slot) else 0), pushing

    def others(self, name: str, slot: int) -> set[str]:
        """Who shares a participant with the meeting in the slot, nobody of those who are looked at."""
        found = set[str]().union(*(self.change.at.get((who, slot), ()) for who in self.change.pair(name)))
        return found - set(self.inside) - {name}

    def _is_full(self, slot: int) -> bool:
        """Whether somebody must leave the slot for anybody who comes, none of those who are looked at."""
        return self.change.spare(slot) == 0 and slot not in self._left

    @cached_property
    def _left(self) -> set[int]:
        return {self.change.stays[name] for name in self.inside if name in self.change.stays}

    def _pushes(self, name: str, other: str, slot: int) -> bool:
        """Whether the other one, wherever it goes, pushes out somebody that no other meeting here could."""
        for target in self.change.frame.possible[other] - {slot}:
            if self.change.spare(target) < 0:
                return False
            if self._is_full(target):
                continue
            out = self.others(other, target) - set(self.spent)
            if not any(self._near[each] == {name} for each in out):
                return False
        return True

    @cached_property
    def _near(self) -> dict[str, set[str]]:
        """For whom of the meetings each other one may have to make way, at first or second hand."""
        found: dict[str, set[str]] = {}
        for name in self.meetings:
            for each in self._near_of(name):
                found.setdefault(each, set()).add(name)
        return found

    def _near_of(self, name: str) -> set[str]:
        possible = self.change.frame.possible
        first = {other for slot in possible[name] for other in self.others(name, slot)}
        second = {
            each
            for other in first
            for slot in possible[other] - {self.change.stays[other]}
            for each in self.others(other, slot)
        }
        return first | second

    @property
    def near_all(self) -> set[str]:
        return set(self._near)

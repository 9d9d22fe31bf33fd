"""A lower bound of the moves: earlier meetings that cannot stay, and those that must make way for them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qiao.engines.timetabling.check.timetable import Frame


def displaced_meetings(frame: Frame, certificate: Mapping[str, Any]) -> int | None:
    """How many meetings of the earlier timetable must move or go, whatever the plan: those whose slot is none
    of theirs any more, and of the others those that are too many for the tables of their slot.

    Counted from the instance alone; the names that the certificate gives are for people. None without an
    earlier timetable.
    """
    if frame.problem.previous is None:
        return None
    return _Change(frame).displaced


def fewest_moves(frame: Frame, given_up: Collection[str]) -> int:
    """A plan that gives up these earlier meetings moves at least so many others. 0 without an earlier one.

    Beside those that cannot stay: the displaced meetings of one participant need slots of their own. As many
    as find no slot in which both are free and a table is, of what could stay, must go or push out a meeting
    that could, each another one, as their slots differ. Several participants' numbers are added where they
    share neither a displaced meeting nor one that could be pushed out. A slot with too few tables is left
    out, as who leaves it is counted already.
    """
    if frame.problem.previous is None:
        return 0
    change = _Change(frame)
    hopeful_given_up = len(set(given_up) & set(frame.problem.previous) - change.hopeless)
    moved = change.displaced - len(change.hopeless) - hopeful_given_up
    return max(moved, 0) + max(change.pushed_out - hopeful_given_up, 0)


@dataclass(frozen=True)
class _Change:
    """An earlier timetable under the instance as it is now."""

    frame: Frame

    @cached_property
    def stays(self) -> dict[str, int]:
        """The meetings whose slot is still one of theirs."""
        previous = self.frame.problem.previous or {}
        return {name: slot for name, slot in previous.items() if slot in self.frame.possible[name]}

    @cached_property
    def hopeless(self) -> set[str]:
        return {name for name in self.frame.problem.previous or () if not self.frame.possible[name]}

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
        return len(self.frame.problem.previous or ()) - len(self.stays) + over

    @cached_property
    def at(self) -> dict[tuple[str, int], set[str]]:
        """Who stays with whom: meetings by participant and slot."""
        found: dict[tuple[str, int], set[str]] = {}
        for name, slot in self.stays.items():
            for who in self.pair(name):
                found.setdefault((who, slot), set()).add(name)
        return found

    def pair(self, name: str) -> tuple[str, str]:
        return self.frame.requests[name].a, self.frame.requests[name].b

    def in_the_way(self, name: str, slot: int) -> set[str]:
        """Of whom one must make way if the meeting takes the slot; nobody where it is let off."""
        if self.spare(slot) < 0:
            return set()
        found = set().union(*(self.at.get((who, slot), set()) for who in self.pair(name)))
        if self.spare(slot) == 0:
            found |= {other for other, there in self.stays.items() if there == slot}
        return found

    @property
    def pushed_out(self) -> int:
        theirs: dict[str, list[str]] = {}
        for name in self.frame.problem.previous or ():
            if name not in self.stays and name not in self.hopeless:
                for who in self.pair(name):
                    theirs.setdefault(who, []).append(name)
        numbers = sorted(
            ((self._short(mine), who) for who, mine in theirs.items()), key=lambda each: -each[0]
        )
        total, spent = 0, set[str]()
        for short, who in numbers:
            touched = self._touched(theirs[who]) if short else set()
            if short and not touched & spent:
                total, spent = total + short, spent | touched
        return total

    def _touched(self, mine: Collection[str]) -> set[str]:
        ways = (self.in_the_way(name, slot) for name in mine for slot in self.frame.possible[name])
        return set(mine).union(*ways)

    def _short(self, mine: Collection[str]) -> int:
        """How many of the meetings find no free slot of their own (augmenting paths)."""
        free = {
            name: [slot for slot in sorted(self.frame.possible[name]) if not self.in_the_way(name, slot)]
            for name in mine
        }
        owner: dict[int, str] = {}

        def is_seated(name: str, seen: set[int]) -> bool:
            for slot in free[name]:
                if slot in seen:
                    continue
                seen.add(slot)
                if slot not in owner or is_seated(owner[slot], seen):
                    owner[slot] = name
                    return True
            return False

        return sum(not is_seated(name, set()) for name in mine)

"""A round with couples as flat columns of whole numbers.

A *unit* is a single applicant or a couple; a *choice* is one thing a unit would like: a programme for a
single, a pair of programmes for a couple. Singles come first, both in the order of the round. Choices that
can neither be held nor block are left out: of a programme that does not list the applicant, has no place, or
has one place and would get both. A *key* is ``rank * n + applicant``: programmes prefer lower keys; the
rank, ``key // n``, is that by which alone anybody gains.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from qiao.engines.matching.problem import Round

Numbers = NDArray[np.int64]
NOWHERE = -1


@dataclass(frozen=True)
class Market:
    """All choices of all units: ``u`` units, ``c`` choices, ``n`` applicants, ``k`` programmes.

    Attributes
    ----------
    singles : units that are one applicant; the units after them are couples.
    members : (u, 2) applicants of each unit; the second of a single is `NOWHERE`.
    start : (u + 1,) choices of unit ``u`` are ``start[u]`` to ``start[u + 1] - 1``, best first.
    tier : (c,) how the unit ranks it, from 0; equal for a tie.
    programme : (2, c) where each member would be, or `NOWHERE`.
    key : (2, c) the key of each member there, or `NOWHERE`.
    listing, listed, choice : (k + 1,), (m,), (m,) the programmes' own lists in their order: applicants, and
        from which of the choices of their unit on the programme is among them, or `NOWHERE`.
    """

    instance: Round
    singles: int
    members: Numbers
    start: Numbers
    tier: Numbers
    programme: Numbers
    key: Numbers
    capacity: Numbers
    listing: Numbers
    listed: Numbers
    choice: Numbers

    @property
    def applicants(self) -> int:
        return len(self.instance.applicants)

    @property
    def units(self) -> int:
        return len(self.members)

    @cached_property
    def unit_of(self) -> Numbers:
        """(n,) the unit of each applicant."""
        found = np.zeros(self.applicants, np.int64)
        for column in (0, 1):
            is_there = self.members[:, column] >= 0
            found[self.members[is_there, column]] = np.flatnonzero(is_there)
        return found

    @cached_property
    def unit(self) -> Numbers:
        """(c,) the unit of each choice."""
        return np.repeat(np.arange(self.units, dtype=np.int64), np.diff(self.start))

    @cached_property
    def needs(self) -> list[tuple[int, int]]:
        """Programmes with a lower quota that every matching has to meet, and the quota."""
        if self.instance.lower_quota_rule != "must":
            return []
        return [(number, each.min) for number, each in enumerate(self.instance.programmes) if each.min]

    @cached_property
    def typed(self) -> frozenset[int]:
        """Programmes that reserve or cap places by type."""
        rows = enumerate(self.instance.programmes)
        return frozenset(number for number, each in rows if each.reserves or each.caps)

    def seats(self, choice: int) -> list[tuple[int, int, int]]:
        """Applicant, programme and key of each member whom a choice places."""
        members = self.members[self.unit[choice]]
        return [
            (int(members[side]), int(self.programme[side, choice]), int(self.key[side, choice]))
            for side in (0, 1)
            if self.programme[side, choice] >= 0
        ]


def market_of(instance: Round) -> Market:
    """The columns of a sound round. O(m log m) for m entries in all lists.

    Raises
    ------
    ValueError : it has supervisors, regions or closing programmes: no rule says what is stable then.
    """
    if instance.has_supervisors or instance.has_regions or instance.lower_quota_rule == "close":
        raise ValueError("a round for couples has no supervisors, regions or closing programmes")
    index, places = instance.applicant_index, instance.programme_index
    paired = {index[name] for couple in instance.couples for name in couple.members}
    alone = [number for number in range(len(instance.applicants)) if number not in paired]
    couples = [(index[each.members[0]], index[each.members[1]]) for each in instance.couples]
    members = np.array([*((number, NOWHERE) for number in alone), *couples], np.int64).reshape(-1, 2)
    lists = [instance.applicants[number].prefs for number in alone]
    lengths = _lengths(lists)
    start = _ends([*lengths, *(len(each.prefs) for each in instance.couples)])
    wanted = int(start[len(alone)])
    first = np.full(int(start[-1]), NOWHERE, np.int64)
    second = first.copy()
    first[:wanted] = _numbers(chain.from_iterable(chain.from_iterable(lists)), places, wanted)
    lookup: dict[str | None, int] = {None: NOWHERE}
    lookup.update(places)
    pairs = list(chain.from_iterable(chain.from_iterable(each.prefs for each in instance.couples)))
    both = np.fromiter(map(lookup.__getitem__, pairs), np.int64, len(pairs)).reshape(-1, 2)
    first[wanted:], second[wanted:] = both[:, 0], both[:, 1]
    tier = np.arange(len(first)) - np.repeat(start[:-1], np.diff(start))
    if wanted != sum(map(len, lists)):
        tier[:wanted] = np.fromiter(_tiers(lists), np.int64, wanted)
    return _joined(instance, len(alone), members, start, tier, np.stack([first, second]))


def _joined(
    instance: Round, singles: int, members: Numbers, start: Numbers, tier: Numbers, programme: Numbers
) -> Market:
    """Looks every applicant up in the list of the programme, and drops the choices where one is not there."""
    lists = [each.prefs for each in instance.programmes]
    lengths = _lengths(lists)
    listing, k = _ends(lengths), max(1, len(lists))
    total = int(listing[-1])
    listed = _numbers(chain.from_iterable(chain.from_iterable(lists)), instance.applicant_index, total)
    rank = np.arange(total) - np.repeat(listing[:-1], np.diff(listing))
    if total != sum(map(len, lists)):
        rank = np.fromiter(_tiers(lists), np.int64, total)
    known = listed * k + np.repeat(np.arange(len(lists)), np.diff(listing))
    order = np.argsort(known, kind="stable")
    known = known[order]
    unit = np.repeat(np.arange(len(members)), np.diff(start))
    n, choice = len(instance.applicants), np.full(total, NOWHERE, np.int64)
    capacity = np.array([each.capacity for each in instance.programmes], np.int64)
    keys, is_kept = [], np.ones(len(tier), np.bool_)
    for side in (0, 1):
        goes = np.flatnonzero(programme[side] >= 0)
        at, key = programme[side, goes], np.full(len(tier), NOWHERE, np.int64)
        people = members[unit[goes], side]
        found = np.searchsorted(known, people * k + at)
        found[found == total] = 0
        is_known = known[found] == people * k + at if total else np.zeros(len(goes), np.bool_)
        is_kept[goes] = is_kept[goes] & is_known & (capacity[at] > 0)
        goes, found, people = goes[is_known], order[found[is_known]], people[is_known]
        key[goes] = rank[found] * n + people
        keys.append(key)
        choice[found[::-1]] = goes[::-1]  # the first choice is written last
    together = np.flatnonzero((programme[0] == programme[1]) & (programme[0] >= 0))
    is_kept[together] &= capacity[programme[0, together]] > 1
    counted = np.concatenate(([0], np.cumsum(is_kept))).astype(np.int64)
    if len(tier):
        is_listed = (choice >= 0) & (is_kept[choice] | (choice >= start[singles]))
        choice = np.where(is_listed, counted[choice], NOWHERE)
    columns = (tier[is_kept], programme[:, is_kept], np.stack(keys)[:, is_kept])
    return Market(instance, singles, members, counted[start], *columns, capacity, listing, listed, choice)


def _lengths(lists: Sequence[Sequence[Sequence[str]]]) -> list[int]:
    return [sum(map(len, tiers)) for tiers in lists]


def _ends(lengths: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(np.array(lengths, np.int64)))).astype(np.int64)


def _numbers(names: Iterable[str], index: dict[str, int], count: int) -> Numbers:
    return np.fromiter(map(index.__getitem__, names), np.int64, count)


def _tiers(lists: Sequence[Sequence[Sequence[str]]]) -> Iterable[int]:
    return (number for tiers in lists for number, tier in enumerate(tiers) for _ in tier)

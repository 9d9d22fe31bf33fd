"""A round as flat columns of whole numbers: what every kernel reads.

An *entry* is a pair of an applicant and a programme that list each other; entries lie applicant by applicant,
best first. With ``m`` entries, ``n`` applicants and ``k`` programmes everything takes some 20 ``m`` bytes.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np

from qiao.engines.matching.faults import BadInstance
from qiao.engines.matching.faults.lists import faults_of_lists
from qiao.engines.matching.pairing import Column, Wide, ranks_of
from qiao.engines.matching.problem import Round, Tiers

__all__ = ["Column", "Columns", "Wide", "columns_of", "columns_of_lists", "joined"]


@dataclass(frozen=True)
class Columns:
    """All pairs that list each other.

    Attributes
    ----------
    start : (n + 1,) entries of applicant ``a`` are ``start[a]`` to ``start[a + 1] - 1``, best first.
    programme : (m,) the programme of each entry.
    tier : (m,) how the applicant ranks it, from 0; equal for a tie. None where no list has a tie.
    rank : (m,) how the programme ranks the applicant: its place in the programme's list, from 0. Equal for
        a tie.
    capacity : (k,) places.
    """

    start: Wide
    programme: Column
    tier: Column | None
    rank: Column
    capacity: Column

    @property
    def applicants(self) -> int:
        return len(self.start) - 1

    @property
    def programmes(self) -> int:
        return len(self.capacity)

    @cached_property
    def applicant(self) -> Column:
        """(m,) the applicant of each entry."""
        return np.repeat(np.arange(self.applicants, dtype=np.int32), np.diff(self.start))

    @cached_property
    def tiers(self) -> Wide:
        """(m,) `tier`, or the place in the list where no list has a tie."""
        if self.tier is not None:
            return self.tier.astype(np.int64)
        return np.arange(len(self.programme)) - np.repeat(self.start[:-1], np.diff(self.start))

    @cached_property
    def width(self) -> Wide:
        """(k,) one more than the last rank that each programme gives."""
        found = np.zeros(self.programmes, np.int64)
        np.maximum.at(found, self.programme, self.rank.astype(np.int64) + 1)
        return found

    @cached_property
    def by_programme(self) -> tuple[Wide, Wide]:
        """(k + 1,) and (m,): entries programme by programme, in the order of rank, then of applicant."""
        order = np.lexsort((self.rank, self.programme))
        ends = np.cumsum(np.bincount(self.programme, minlength=self.programmes))
        return np.concatenate(([0], ends)).astype(np.int64), order.astype(np.int64)


def columns_of(instance: Round) -> Columns:
    """The pairs of a round that list each other; the lists of couples are not among them. O(m log m)."""
    index = instance.programme_index
    start, programme, tier = _flat([each.prefs for each in instance.applicants], index)
    rankings: dict[str, tuple[Any, Any]] = {}
    capacity = np.array([each.capacity for each in instance.programmes], np.int32)
    starts, people, ranks = [0], [], []
    for each in instance.programmes:
        key = f"p{each.id}" if each.supervisor is None else f"s{each.supervisor}"
        if key not in rankings:
            _start, names, places = _flat([instance.ranking_of(each)], instance.applicant_index)
            rankings[key] = (names, places)
        names, places = rankings[key]
        people.append(names)
        ranks.append(places)
        starts.append(starts[-1] + len(names))
    by_programme = np.array(starts, np.int64)
    return joined(
        start, programme, tier, by_programme, _together(people), _together(ranks), capacity, instance.has_ties
    )


def columns_of_lists(
    applicants: Mapping[Any, Sequence[Any]],
    programmes: Mapping[Any, Sequence[Any]],
    capacities: Mapping[Any, int],
) -> Columns:
    """The same from plain dictionaries of strict lists, without classes in between: for large rounds.

    Raises
    ------
    BadInstance : a list names who is not there, or somebody twice; or a capacity is missing or no number.

    >>> found = columns_of_lists({"a": ["p"], "b": ["p"]}, {"p": ["b", "a"]}, {"p": 1})
    >>> found.rank.tolist()
    [1, 0]
    """
    try:
        start, programme = _strict([*applicants.values()], programmes)
        by_programme, people = _strict([*programmes.values()], applicants)
        capacity = _whole([capacities[name] for name in programmes])
        return joined(start, programme, None, by_programme, people, _counted(by_programme), capacity, False)
    except (LookupError, TypeError, ValueError) as error:
        # Only who is told by it that something is wrong reads the lists one by one to say what.
        if faults := faults_of_lists(applicants, programmes, capacities):
            raise BadInstance(faults) from error
        raise


def joined(
    start: Wide,
    programme: Column,
    tier: Column | None,
    by_programme: Wide,
    people: Column,
    rank: Column,
    capacity: Column,
    has_ties: bool,
) -> Columns:
    """Columns from the lists of both sides, each flat with its starts; pairs of one side only are dropped.

    ``people`` and ``rank`` go programme by programme. O(m) where both sides list the same, else O(m log m).
    """
    n, k = len(start) - 1, len(capacity)
    found = ranks_of(start, programme, by_programme, people, rank, n, k)
    if len(found) and found.min() < 0:
        mutual = found >= 0
        counted = np.concatenate(([0], np.cumsum(mutual)))
        start, programme, found = counted[start], programme[mutual], found[mutual]
        tier = None if tier is None else tier[mutual]
    return Columns(start, programme, tier if has_ties else None, found, capacity)


def _flat(lists: Sequence[Tiers], index: Mapping[str, int]) -> tuple[Wide, Column, Column]:
    """Starts, names and tiers of lists with ties."""
    lengths = [sum(map(len, tiers)) for tiers in lists]
    start = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64))).astype(np.int64)
    names = np.fromiter(
        map(index.__getitem__, chain.from_iterable(chain.from_iterable(lists))), np.int32, int(start[-1])
    )
    if all(length == len(tiers) for length, tiers in zip(lengths, lists, strict=True)):
        return start, names, _counted(start)
    tiers = (number for each in lists for number, tier in enumerate(each) for _ in tier)
    return start, names, np.fromiter(tiers, np.int32, int(start[-1]))


def _strict(lists: Sequence[Sequence[Any]], names: Collection[Any]) -> tuple[Wide, Column]:
    """Starts and names of strict lists. Each number is read as its four bytes, which are joined as they are:
    whole numbers would have to be unpacked one by one."""
    lengths = np.fromiter(map(len, lists), np.int64, len(lists))
    start = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    parts = dict(zip(names, np.arange(len(names), dtype=np.int32).view("V4").tolist(), strict=True))
    flat = [*chain.from_iterable(lists)]
    found = itemgetter(*flat)(parts) if len(flat) > 1 else [parts[name] for name in flat]
    return start, np.frombuffer(bytearray().join(found), np.int32)


def _whole(values: Sequence[Any]) -> Column:
    if any(type(value) is not int or value < 0 for value in values):
        raise TypeError("capacities are whole numbers")
    return np.array(values, np.int32)


def _counted(start: Wide) -> Column:
    """0, 1, 2 … within each list."""
    return (np.arange(int(start[-1]), dtype=np.int64) - np.repeat(start[:-1], np.diff(start))).astype(
        np.int32
    )


def _together(parts: Sequence[Column]) -> Column:
    return np.concatenate(parts) if parts else np.zeros(0, np.int32)

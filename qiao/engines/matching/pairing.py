"""The lists of both sides put together: the rank that each entry's programme gives to its applicant.

Compiled by two passes over the lists; without numba both sides are put into one order by sorts of 16 bits,
which NumPy does by counting. Both find the same, and both notice whoever is listed twice.
"""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qiao.engines.shape.compiled import IS_COMPILED, kernel

Column: TypeAlias = NDArray[np.int32]
Wide: TypeAlias = NDArray[np.int64]


class Repeated(ValueError):
    """A list names one applicant or programme twice."""


def ranks_of(
    start: Wide, programme: Column, by_programme: Wide, people: Column, rank: Column, n: int, k: int
) -> Column:
    """(m,) the rank of each entry, -1 where the programme does not list the applicant.

    The lists of `n` applicants and `k` programmes are flat, each with its starts. O(m); without numba
    O(m log m) where the two sides do not list the same.

    Raises
    ------
    Repeated : somebody is listed twice in one list.
    """
    find = in_passes if IS_COMPILED else in_order
    return find(start, programme, by_programme, people, rank, n, k)


def in_passes(
    start: Wide, programme: Column, by_programme: Wide, people: Column, rank: Column, n: int, k: int
) -> Column:
    """By what every applicant is listed in, beside the own list."""
    found = np.full(len(programme), -1, np.int32)
    is_repeated = _pass(
        start, programme, by_programme, people, rank,
        np.zeros(n + 2, np.int64), np.empty(len(people), np.int32), np.empty(len(people), np.int32),
        np.full(k, -1, np.int64), np.full(k, -1, np.int64), found,
    )  # fmt: skip
    if is_repeated:
        raise Repeated
    return found


@kernel
def _pass(  # noqa: C901 (one kernel: a call would cost more than a step)
    start: Any,
    programme: Any,
    by_programme: Any,
    people: Any,
    rank: Any,
    first: Any,
    places: Any,
    ranks: Any,
    entry_at: Any,
    listed_by: Any,
    found: Any,
) -> bool:
    """Writes the ranks, and says whether a list names somebody twice. O(m).

    Parameters
    ----------
    first : (n + 2,) zeros. places, ranks : room for the programmes' lists in the order of applicants.
    entry_at, listed_by : (k,) all -1. found : (m,) all -1.
    """
    for at in range(len(people)):
        first[people[at] + 2] += 1
    for at in range(2, len(first)):
        first[at] += first[at - 1]
    for place in range(len(by_programme) - 1):
        for at in range(by_programme[place], by_programme[place + 1]):
            slot = first[people[at] + 1]
            first[people[at] + 1] = slot + 1
            places[slot] = place
            ranks[slot] = rank[at]
    for who in range(len(start) - 1):
        for entry in range(start[who], start[who + 1]):
            if entry_at[programme[entry]] >= start[who]:
                return True
            entry_at[programme[entry]] = entry
        for slot in range(first[who], first[who + 1]):
            place = places[slot]
            if listed_by[place] == who:
                return True
            listed_by[place] = who
            if entry_at[place] >= start[who]:
                found[entry_at[place]] = ranks[slot]
    return False


def in_order(
    start: Wide, programme: Column, by_programme: Wide, people: Column, rank: Column, n: int, k: int
) -> Column:
    """By the order of programme and applicant: where both sides list the same pairs, they lie beside each
    other there."""
    applicant = np.repeat(np.arange(n, dtype=np.int32), np.diff(start))
    offering = np.repeat(np.arange(k, dtype=np.int32), np.diff(by_programme))
    wanting = _sorted(programme, k)
    listing = _sorted(people, n)
    listing = listing[_sorted(offering[listing], k)]
    wanted, ones_wanted = programme[wanting], applicant[wanting]
    offered, ones_listed = offering[listing], people[listing]
    if _repeats(wanted, ones_wanted) or _repeats(offered, ones_listed):
        raise Repeated
    found = np.full(len(programme), -1, np.int32)
    if np.array_equal(ones_wanted, ones_listed) and np.array_equal(wanted, offered):
        found[wanting] = rank[listing]
        return found
    known = offered * np.int64(n) + ones_listed
    sought = programme * np.int64(n) + applicant
    at = np.minimum(np.searchsorted(known, sought), max(len(known) - 1, 0))
    hit = known[at] == sought if len(known) else np.zeros(len(sought), bool)
    found[hit] = rank[listing][at[hit]]
    return found


def _repeats(places: Column, people: Column) -> bool:
    return bool(((places[1:] == places[:-1]) & (people[1:] == people[:-1])).any())


def _sorted(values: Column, below: int) -> Wide:
    """The stable order of whole numbers below a limit, 16 bits at a time."""
    order = np.argsort(values.astype(np.uint16), kind="stable")
    if below > 1 << 16:
        order = order[np.argsort((values[order] >> 16).astype(np.uint16), kind="stable")]
    return order

"""The check of a match that is held in columns, for rounds too large for dictionaries. It stands apart from
`check`, which shares nothing with the solvers, for it reads the same `Columns`."""

from typing import Any

import numpy as np

from qiao.engines.matching.columns import Columns

NOBODY = np.iinfo(np.int64).max


def verify_entries(columns: Columns, held: Any) -> bool:
    """Whether a match of strict lists keeps the capacities and no pair would rather have each other.

    `held` is (n,): the entry of each applicant, or -1. One comparison an entry: a pair blocks where its entry
    lies before the one held and the programme has room or holds somebody whom it ranks lower. O(m), some 20 m
    bytes. Gale and Shapley 1962, section 3.

    >>> from qiao.engines.matching.columns import columns_of_lists
    >>> lists = {"a": ["p", "q"], "b": ["p"]}, {"p": ["b", "a"], "q": ["a"]}, {"p": 1, "q": 1}
    >>> found = columns_of_lists(*lists)
    >>> verify_entries(found, [1, 2]), verify_entries(found, [0, -1])
    (True, False)
    """
    entries = np.asarray(held, np.int64)
    if entries.shape != (columns.applicants,) or not _are_own(columns, entries):
        return False
    taken = entries[entries >= 0]
    places = columns.programme[taken]
    count = np.bincount(places, minlength=columns.programmes)
    if (count > columns.capacity).any():
        return False
    better = np.arange(len(columns.programme)) < np.repeat(
        np.where(entries < 0, columns.start[1:], entries), np.diff(columns.start)
    )
    wanted = columns.programme[better]
    return not (columns.rank[better] < _cuts(columns, taken, places, count)[wanted]).any()


def _are_own(columns: Columns, entries: Any) -> bool:
    own = (entries >= columns.start[:-1]) & (entries < columns.start[1:])
    return bool((own | (entries == -1)).all())


def _cuts(columns: Columns, taken: Any, places: Any, count: Any) -> Any:
    """(k,) whoever ranks before it would be taken: nobody without places, all where one is free."""
    cuts = np.full(columns.programmes, -1, np.int64)
    np.maximum.at(cuts, places, columns.rank[taken].astype(np.int64))
    cuts[count < columns.capacity] = NOBODY
    return cuts

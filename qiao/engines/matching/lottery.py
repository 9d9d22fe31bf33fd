"""Ties broken by a published seed: whoever knows the seed and the ids can draw the same lots again."""

import hashlib
from dataclasses import replace

import numpy as np

from qiao.engines.matching.columns import Column, Columns, Wide
from qiao.engines.matching.problem import Round


def lot(seed: int, name: str) -> bytes:
    """The lot of an id: SHA-256 of seed and id. The lower one wins.

    >>> lot(0, "a").hex()[:8]
    '9df3c5fa'
    """
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()


def order(names: list[str], seed: int) -> Wide:
    """The place of each name in the draw, from 0. O(n log n).

    >>> order(["a", "b", "c"], 0).tolist()
    [0, 2, 1]
    """
    drawn = sorted(range(len(names)), key=lambda number: (lot(seed, names[number]), names[number]))
    places = np.empty(len(names), np.int64)
    places[drawn] = np.arange(len(names))
    return places


def without_ties(instance: Round, columns: Columns, seed: int) -> Columns:
    """The same pairs, with every tie broken: one lottery for all programmes (single tie-breaking), one for
    all applicants. Any stable matching of the result is weakly stable for the round. O(m log m)."""
    if not instance.has_ties:
        return columns
    applicants = order([each.id for each in instance.applicants], seed)
    programmes = order([each.id for each in instance.programmes], seed)
    return broken(instance, columns, applicants, programmes)


def broken(instance: Round, columns: Columns, applicants: Wide, programmes: Wide) -> Columns:
    """The same pairs with every tie broken by lots: the lower comes first. (n,) and (k,)."""
    columns = by_applicant(columns, programmes)
    ranker, level = rankers(instance)[columns.programme], np.zeros(len(columns.programme), np.int64)
    ranks = strict_ranks(ranker, columns.applicant, columns.rank, level, applicants)
    return replace(columns, tier=None, rank=ranks)


def by_applicant(columns: Columns, lots: Wide) -> Columns:
    """The same pairs with the ties of applicants broken: the programme with the lower lot comes first."""
    if columns.tier is None:
        return columns
    at = np.lexsort((lots[columns.programme], columns.tier, columns.applicant))
    return replace(columns, programme=columns.programme[at], tier=None, rank=columns.rank[at])


def strict_ranks(ranker: Wide, applicant: Column, rank: Column, standing: Wide, lots: Wide) -> Column:
    """Ranks anew, 0, 1, 2 … in each list that ranks: a supervisor's applicants keep one order everywhere.

    Parameters
    ----------
    ranker, applicant, rank, standing : (m,) of each entry; within a tie the lower standing comes first.
    lots : (n,) what decides among those of one standing.
    """
    at = np.lexsort((lots[applicant], standing, rank, ranker))
    keys = np.stack([ranker[at], applicant[at], standing[at]])
    is_new = np.ones(len(at), bool)
    is_new[1:] = (keys[:, 1:] != keys[:, :-1]).any(axis=0)
    firsts = np.flatnonzero(np.diff(ranker[at], prepend=-1) != 0)
    counted = np.cumsum(is_new) - 1
    ranks = np.empty(len(at), np.int32)
    before = np.repeat(counted[firsts], np.diff(np.append(firsts, len(at))))
    ranks[at] = counted - before
    return ranks


def rankers(instance: Round) -> Wide:
    """(k,) a number for the list that ranks for each programme: its own, or its supervisor's."""
    numbers: dict[str, int] = {}
    keys = (
        f"p{each.id}" if each.supervisor is None else f"s{each.supervisor}" for each in instance.programmes
    )
    return np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)

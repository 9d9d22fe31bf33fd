"""A stable matching of at least two thirds of the largest size, at once.

Király (2013), Linear Time Local Approximation Algorithm for Maximum Stable Marriage, Algorithms 6, 471-484;
many to one as there: a programme stands for as many tied copies of itself as it has places.
"""

from typing import Any, NamedTuple

import numpy as np

from qiao.engines.matching.columns import Column, Columns
from qiao.engines.shape.compiled import column, kernel

Cells = Any  # a NumPy column of whole numbers for compiled kernels, a list of them for plain ones


class Desk(NamedTuple):
    """The columns that are read, and what changes while everybody applies.

    Attributes
    ----------
    place : (n,) the entry that holds each applicant, -1 for none.
    passes : (n,) how often each has asked all in vain; one who has once is a *bachelor*, before it a *lad*.
    first, free : (n,) entries: all before `first` have refused; of its tier, all before `free` are full.
    refused : (m,) 1 where the programme has refused on this pass.
    row : (k + 1,) where the entries that each programme holds begin in `held`.
    count, checked : (k,) how many it holds; of how many of those it has seen that they are certain.
    """

    start: Cells
    programme: Cells
    tier: Cells
    rank: Cells
    capacity: Cells
    owner: Cells
    place: Cells
    passes: Cells
    first: Cells
    free: Cells
    refused: Cells
    row: Cells
    held: Cells
    count: Cells
    checked: Cells


def kiraly(columns: Columns, order: Column | None = None) -> Column:
    """(n,) the programme of each applicant, -1 for none: weakly stable, at least 2/3 of the largest.

    Parameters
    ----------
    columns : ties on either side or on both.
    order : (n,) who applies first, which decides where ranks tie; as they stand where None. The guarantee
        holds for every order, the size may differ.

    O(m + q log c) for m entries and q proposals, at most 2 m, to programmes of at most c places.
    """
    desk = desk_of(columns)
    propose(desk, column(np.arange(columns.applicants) if order is None else order))
    entry = np.array(desk.place, np.int64)
    place = np.full(columns.applicants, -1, np.int32)
    place[entry >= 0] = columns.programme[entry[entry >= 0]]
    return place


def desk_of(columns: Columns) -> Desk:
    """Before anybody has applied."""
    n, m, k = columns.applicants, len(columns.programme), columns.programmes
    most = np.minimum(np.bincount(columns.programme, minlength=k), columns.capacity)
    row = np.concatenate(([0], np.cumsum(most)))
    read = (columns.start, columns.programme, tiers_of(columns), columns.rank, most, columns.applicant)
    people = (np.full(n, -1), np.zeros(n), columns.start[:-1], columns.start[:-1])
    places = (np.zeros(m), row, np.zeros(int(row[-1])), np.zeros(k), np.zeros(k))
    return Desk(*map(column, (*read, *people, *places)))


def tiers_of(columns: Columns) -> Column:
    """(m,) `Columns.tier`, also where no list has a tie."""
    if columns.tier is not None:
        return columns.tier
    at = np.arange(len(columns.programme), dtype=np.int64)
    return (at - columns.start[columns.applicant]).astype(np.int32)


@kernel
def propose(d: Desk, order: Cells) -> None:
    """Everybody applies until nobody wants to. Who has asked all in vain asks all once more, now before those
    of equal rank who are on their first pass (a bachelor before lads).

    Two rules serve the ties of applicants. Of the best programmes that are left one with room comes first.
    And who is held while another of the same tier has room is *uncertain*: whoever applies takes this place,
    and the uncertain one goes where there is room. Only who came while there was room can be uncertain, and
    who is certain stays so; a programme tests each of those once, and keeps a heap of ranks afterwards.
    """
    for number in range(len(order)):
        a = order[number]
        while a >= 0 and d.passes[a] < 2:
            e = favourite(d, a)
            if e >= 0:
                a = offer(d, a, e)
                continue
            d.passes[a] += 1
            d.first[a] = d.free[a] = d.start[a]
            for each in range(d.start[a], d.start[a + 1]):
                d.refused[each] = 0


@kernel
def favourite(d: Desk, a: int) -> int:
    """The entry to which an applicant applies next, -1 after the last."""
    end = d.start[a + 1]
    while d.first[a] < end and d.refused[d.first[a]]:
        d.first[a] += 1
    if d.first[a] == end:
        return -1
    other = open_tie(d, a)
    found: int = d.first[a] if other < 0 else other
    return found


@kernel
def open_tie(d: Desk, a: int) -> int:
    """An entry with room in the best tier that is left, or -1. Nobody refuses who has room."""
    first = d.first[a]
    d.free[a] = max(d.free[a], first)
    while d.free[a] < d.start[a + 1] and d.tier[d.free[a]] == d.tier[first]:
        p = d.programme[d.free[a]]
        if d.count[p] < d.capacity[p]:
            found: int = d.free[a]
            return found
        d.free[a] += 1
    return -1


@kernel
def offer(d: Desk, a: int, e: int) -> int:
    """The applicant asks there; who has to ask on now, or -1."""
    p = d.programme[e]
    row = d.row[p]
    if d.count[p] < d.capacity[p]:
        d.held[row + d.count[p]] = e
        d.count[p] += 1
        d.place[a] = e
        return -1
    if d.capacity[p] == 0:
        d.refused[e] = 1
        return a
    other = first_uncertain(d, e)
    if other < 0:
        top = d.held[row]
        if weight(d, e) >= weight(d, top):
            d.refused[e] = 1
            return a
        other = d.owner[top]
        d.held[row] = e
        sink(d, p, 0)
        d.refused[top] = 1
    d.place[a] = e
    d.place[other] = -1
    found: int = other
    return found


@kernel
def first_uncertain(d: Desk, e: int) -> int:
    """Who gives up a place of the programme to this entry because of another one with room, or -1."""
    p = d.programme[e]
    found = -1
    while d.checked[p] < d.count[p] and found < 0:
        at = d.row[p] + d.checked[p]
        d.checked[p] += 1
        if open_tie(d, d.owner[d.held[at]]) >= 0:
            found = d.owner[d.held[at]]
            d.held[at] = e
        if d.checked[p] == d.count[p]:
            order_all(d, p)
    return found


@kernel
def weight(d: Desk, e: int) -> int:
    """What a programme orders by, less is better: the rank, and a bachelor before a lad."""
    found: int = 2 * d.rank[e] + (1 if d.passes[d.owner[e]] == 0 else 0)
    return found


@kernel
def order_all(d: Desk, p: int) -> None:
    """Makes a heap of those that a programme holds, the worst on top."""
    for at in range(d.count[p] // 2 - 1, -1, -1):
        sink(d, p, at)


@kernel
def sink(d: Desk, p: int, at: int) -> None:
    row, size = d.row[p], d.count[p]
    e = d.held[row + at]
    w = weight(d, e)
    while 2 * at + 1 < size:
        low = 2 * at + 1
        if low + 1 < size and weight(d, d.held[row + low + 1]) > weight(d, d.held[row + low]):
            low += 1
        if weight(d, d.held[row + low]) <= w:
            break
        d.held[row + at] = d.held[row + low]
        at = low
    d.held[row + at] = e

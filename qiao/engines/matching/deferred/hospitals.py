"""Programmes that rank for themselves: both extremes of the lattice of stable matchings."""

from typing import Any

import numpy as np

from qiao.engines.matching.columns import Column, Columns
from qiao.engines.matching.deferred.kernels import applicants_propose, programmes_propose
from qiao.engines.shape.compiled import IS_COMPILED, narrow


def applicant_optimal(columns: Columns) -> Column:
    """(n,) the entry that each applicant holds in the stable matching that is best for all of them, or -1.

    The lists are strict. O(m) time, some 12 m bytes. Gale and Shapley 1962, theorem 2.
    """
    width = columns.width
    base = np.concatenate(([0], np.cumsum(width)))[:-1] if len(width) else np.zeros(0, np.int64)
    following = as_wide(columns.start[:-1])
    applicants_propose(
        as_wide(columns.start),
        as_narrow(columns.programme),
        as_narrow(columns.rank),
        as_narrow(columns.capacity),
        as_wide(base),
        zeros(int(width.sum())),
        zeros(columns.programmes),
        as_narrow(np.full(columns.programmes, -1, np.int32)),
        following,
    )
    reached = np.asarray(following, np.int64)
    return np.where(reached <= columns.start[1:], reached - 1, -1)


def programme_optimal(columns: Columns) -> Column:
    """(n,) the same for the stable matching that is best for all programmes, and worst for applicants. O(m
    log m), most of it for putting the entries in the order of the programmes."""
    first, order = columns.by_programme
    held = as_wide(np.full(columns.applicants, -1, np.int64))
    programmes_propose(
        as_narrow(columns.programme),
        as_narrow(columns.applicant),
        as_wide(first),
        as_wide(order),
        as_wide(columns.capacity),
        held,
        as_wide(first[:-1]),
        as_wide(np.arange(columns.programmes)),
    )
    return np.asarray(held, np.int64)


def as_wide(values: Any) -> Any:
    """A copy that a kernel may write into."""
    found = np.array(values, np.int64)
    return found if IS_COMPILED else found.tolist()


def as_narrow(values: Any) -> Any:
    """The same in half the room."""
    if IS_COMPILED:
        return np.ascontiguousarray(values, np.int32)
    return narrow(np.asarray(values).tolist())


def zeros(length: int) -> Any:
    return np.zeros(length, np.int32) if IS_COMPILED else [0] * length

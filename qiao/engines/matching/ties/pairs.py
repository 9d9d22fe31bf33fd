"""The pairs that are left, as flat columns that the reductions thin out."""

from typing import Any, NamedTuple

import numpy as np

from qiao.engines.matching.columns import Column, Columns, Wide
from qiao.engines.matching.ties.kiraly import tiers_of
from qiao.engines.shape.compiled import column

Cells = Any  # a NumPy column of whole numbers for compiled kernels, a list of them for plain ones


class Pairs(NamedTuple):
    """Columns of n applicants, k programmes and m entries, and the working columns of one small flow.

    Attributes
    ----------
    owner : (m,) the applicant of each entry.
    begin, sorted : (k + 1,) and (m,) entries programme by programme, best rank first.
    live : (m,) 1 where a pair is left.
    applicant_due, programme_due : (n,) and (k,) 1 where something near has changed.
    limit : (n + k,) how bad a tier an applicant, how bad a rank a programme may take in the flow; -1 outside.
    assigned : (n,) the entry that the flow gives to an applicant, -1 for none.
    used : (k,) how many the flow gives to a programme.
    seen, stamp : (n + k,) and (1,): reached in this search where equal.
    came, queue : (n + k,) by which entry each was reached, and in which order.
    """

    start: Cells
    programme: Cells
    tier: Cells
    rank: Cells
    capacity: Cells
    owner: Cells
    begin: Cells
    sorted: Cells
    live: Cells
    applicant_due: Cells
    programme_due: Cells
    limit: Cells
    assigned: Cells
    used: Cells
    seen: Cells
    stamp: Cells
    came: Cells
    queue: Cells


def pairs_of(columns: Columns) -> Pairs:
    """All pairs but those of programmes without places, with everything due."""
    n, k = columns.applicants, columns.programmes
    begin, order = columns.by_programme
    live = columns.capacity[columns.programme] > 0
    read = (columns.start, columns.programme, tiers_of(columns), columns.rank, columns.capacity)
    near = (columns.applicant, begin, order, live, np.ones(n), np.ones(k))
    flow = (np.full(n + k, -1), np.full(n, -1), np.zeros(k), np.zeros(n + k), np.zeros(1))
    return Pairs(*map(column, (*read, *near, *flow, np.zeros(n + k), np.zeros(n + k))))


def thinned(columns: Columns, live: Any) -> Columns:
    """The columns of the pairs that are left. Ranks and tiers keep their numbers, so gaps may open."""
    kept = np.array(live, bool)
    counted: Wide = np.concatenate(([0], np.cumsum(kept))).astype(np.int64)
    tier: Column | None = None if columns.tier is None else columns.tier[kept]
    return Columns(
        counted[columns.start], columns.programme[kept], tier, columns.rank[kept], columns.capacity
    )

"""The most that any matching places, stable or not, with a cover that proves it.

Kőnig (1931) with capacities, as a minimum cut: where every pair has its applicant or its programme in the
cover, no matching places more than the applicants of the cover and the places of its programmes.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.max_flow import SimpleMaxFlow

from qiao.engines.matching.columns import Columns


@dataclass(frozen=True, slots=True)
class Cover:
    """Indices of applicants and programmes, each pair has one of its two among them; `size` is the bound."""

    applicants: tuple[int, ...]
    programmes: tuple[int, ...]
    size: int


def cover_of(columns: Columns) -> Cover:
    """The smallest cover, whose size is that of the largest matching. Push-relabel, O((n + k)^2 m^0.5)."""
    n, k = columns.applicants, columns.programmes
    if not len(columns.programme):
        return Cover((), (), 0)
    source, sink = n + k, n + k + 1
    people, places = np.arange(n, dtype=np.int32), np.arange(n, n + k, dtype=np.int32)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(np.full(n, source, np.int32), people, np.ones(n, np.int64))
    flow.add_arcs_with_capacity(
        columns.applicant, columns.programme + np.int32(n), np.ones(len(columns.programme), np.int64)
    )
    flow.add_arcs_with_capacity(places, np.full(k, sink, np.int32), columns.capacity.astype(np.int64))
    if flow.solve(source, sink) != flow.OPTIMAL:
        raise ArithmeticError("the flow has no solution")  # never: nothing flows is one
    reached = np.zeros(n + k + 2, bool)
    reached[np.asarray(flow.get_source_side_min_cut(), np.int64)] = True
    applicants = np.flatnonzero(~reached[:n]).tolist()
    programmes = np.flatnonzero(reached[n : n + k]).tolist()
    return Cover(tuple(applicants), tuple(programmes), int(flow.optimal_flow()))

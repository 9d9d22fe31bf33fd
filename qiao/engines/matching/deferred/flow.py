"""How many could have a place at all, stable or not: a bound for the size of every stable matching."""

import numpy as np
from ortools.graph.python import max_flow

from qiao.engines.matching.columns import Columns, Wide


def most_placed(columns: Columns, supervisor: Wide, limit: Wide) -> int:
    """The size of a largest matching within the capacities of programmes and supervisors, by a flow."""
    n, k, s = columns.applicants, columns.programmes, len(limit)
    source, sink = n + k + s, n + k + s + 1
    flow = max_flow.SimpleMaxFlow()
    tails = np.concatenate(
        [np.full(n, source), columns.applicant, n + np.arange(k), n + k + np.arange(s)]
    ).astype(np.int64)
    heads = np.concatenate(
        [np.arange(n), n + columns.programme, n + k + supervisor, np.full(s, sink)]
    ).astype(np.int64)
    rooms = np.concatenate([np.ones(n), np.ones(len(columns.programme)), columns.capacity, limit])
    flow.add_arcs_with_capacity(tails, heads, rooms.astype(np.int64))
    flow.solve(source, sink)
    return int(flow.optimal_flow())

"""The flow network of a b-matching with a limit on its size, and the prices of its best flow.

    source --caps--> left copy --1, -weight--> right copy --caps--> sink,   source --tables, 0--> sink

As much as there are tables is sent; what is not worth holding takes the last arc. Where the graph of requests
is bipartite each participant has one copy. Elsewhere both have both (the double cover), each request is two
arcs, and the flow on both, in halves, is the optimum of the linear programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from qiao.engines.timetabling.problem import Problem

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Network:
    """Arcs as columns: the requests' first (twice for the double cover), then caps, then the bypass."""

    tails: Ints
    heads: Ints
    capacities: Ints
    costs: Ints
    people: int
    requests: int
    supply: int
    is_double: bool

    @classmethod
    def of(
        cls,
        problem: Problem,
        requests: Sequence[int],
        weights: Sequence[int],
        caps: Sequence[int],
        tables: int,
        colours: Sequence[int] | None,
    ) -> "Network":
        people = len(problem.participants)
        pairs = np.array([problem.pairs[request] for request in requests], dtype=np.int64).reshape(-1, 2)
        worth = np.array([weights[request] for request in requests], dtype=np.int64)
        one, other = pairs[:, 0], pairs[:, 1]
        everyone = np.arange(people)
        source, sink = 2 * people, 2 * people + 1
        if colours is None:
            from_left, to_right = np.concatenate([one, other]), np.concatenate([other, one])
            left, right = everyone, everyone
            worth = np.concatenate([worth, worth])
        else:
            side = np.array(colours, dtype=np.int64)
            from_left, to_right = np.where(side[one] == 0, one, other), np.where(side[one] == 0, other, one)
            left, right = everyone[side == 0], everyone[side == 1]
        limits = np.array(caps, dtype=np.int64)
        supply = tables * (2 if colours is None else 1)
        return cls(
            np.concatenate([from_left, np.full(len(left), source), people + right, [source]]),
            np.concatenate([people + to_right, left, np.full(len(right), sink), [sink]]),
            np.concatenate([np.ones(len(worth), np.int64), limits[left], limits[right], [supply]]),
            np.concatenate([-worth, np.zeros(len(left) + len(right) + 1, np.int64)]),
            people,
            len(requests),
            supply,
            colours is None,
        )

    def solve(self) -> tuple[list[int], list[int], int]:
        """Halves held of each request (0, 1 or 2), the price of each participant, the price of a table.

        With the double cover prices are in half units, as `bound.select` says.
        """
        flows = self._flow()
        potentials = self._potentials(flows)
        source, sink = 2 * self.people, 2 * self.people + 1
        left = np.maximum(potentials[: self.people] - potentials[source], 0)
        right = np.maximum(potentials[sink] - potentials[self.people : 2 * self.people], 0)
        table = max(int(potentials[source] - potentials[sink]), 0)
        if not self.is_double:
            on_left = np.zeros(self.people, dtype=bool)
            on_left[self.heads[self.tails == source][:-1]] = True
            return (2 * flows[: self.requests]).tolist(), np.where(on_left, left, right).tolist(), table
        halves = flows[: self.requests] + flows[self.requests : 2 * self.requests]
        return halves.tolist(), (left + right).tolist(), 2 * table

    def _flow(self) -> Ints:
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(
            self.tails, self.heads, self.capacities, self.costs
        )
        solver.set_nodes_supplies(
            np.array([2 * self.people, 2 * self.people + 1]), [self.supply, -self.supply]
        )
        if solver.solve() != solver.OPTIMAL:
            raise ArithmeticError("the flow of a b-matching always exists")
        return np.asarray(solver.flows(arcs), dtype=np.int64)

    def _potentials(self, flows: Ints) -> Ints:
        """Shortest distances in the residual graph from everywhere at once (Bellman and Ford, by columns)."""
        forward, backward = flows < self.capacities, flows > 0
        tails = np.concatenate([self.tails[forward], self.heads[backward]])
        heads = np.concatenate([self.heads[forward], self.tails[backward]])
        costs = np.concatenate([self.costs[forward], -self.costs[backward]])
        order = np.argsort(heads, kind="stable")
        tails, heads, costs = tails[order], heads[order], costs[order]
        targets, starts = np.unique(heads, return_index=True)
        distances = np.zeros(2 * self.people + 2, dtype=np.int64)
        while len(targets):
            nearest = np.minimum.reduceat(distances[tails] + costs, starts)
            if np.all(nearest >= distances[targets]):
                break
            distances[targets] = np.minimum(distances[targets], nearest)
        return distances

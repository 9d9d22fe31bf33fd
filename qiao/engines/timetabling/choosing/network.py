"""The flow network of a b-matching with a limit on its size, and the prices of its best flow.

    source --caps--> left copy --1, -weight--> right copy --caps--> sink,   source --tables, 0--> sink

As much as there are tables is sent; what is not worth holding takes the last arc. Where the graph of requests
is bipartite each participant has one copy. Elsewhere both have both (the double cover), each request is two
arcs, and the flow on both, in halves, is the optimum of the linear programme.

Where participants have a floor, that much of each one's cap is an arc of its own with a bonus above any
weight. Two flows find the best: the first counts bonuses alone, and its prices say which arcs every best flow
fills and which it leaves empty; on the arcs between, the second counts weights. So no number grows beyond the
weights, and a price is a multiple of `BONUS` and a weight (Sherali, Soyster, *J. Optimization Theory and
Applications* 39 (1983), 173-186: a weight that is large enough ranks one aim above another).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from qiao.engines.timetabling.problem import Problem

Ints = NDArray[np.int64]
Prices = NDArray[Any]  # Python's whole numbers where a bonus is in them, wider than 64 bits

BONUS = 1 << 200  # of a meeting that a floor asks for: above any sum of weights and prices


@dataclass(frozen=True)
class Network:
    """Arcs as columns: the requests' first (twice for the double cover), then caps, then the bypass.

    `bonuses` : cost of each arc in the first tier. `floors` : P, what is left of each one's floor within its
    cap. Both are None where nobody has one.
    """

    tails: Ints
    heads: Ints
    capacities: Ints
    costs: Ints
    people: int
    requests: int
    supply: int
    is_double: bool
    bonuses: Ints | None = None
    floors: Ints | None = None

    @classmethod
    def of(
        cls,
        problem: Problem,
        requests: Sequence[int],
        weights: Sequence[int],
        caps: Sequence[int],
        tables: int,
        colours: Sequence[int] | None,
        floors: Sequence[int] | None = None,
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
        supply = tables * (2 if colours is None else 1)
        wanted = None if floors is None else np.minimum(floors, caps)
        limits = [np.array(caps, dtype=np.int64)]
        if wanted is not None:
            limits = [wanted, limits[0] - wanted]
        ends = [each[side] for each in limits for side in (left, right)]
        tails: list[Any] = [from_left, *[np.full(len(left), source), people + right] * len(limits), [source]]
        heads: list[Any] = [people + to_right, *[left, np.full(len(right), sink)] * len(limits), [sink]]
        capacities = np.concatenate([np.ones(len(worth), np.int64), *ends, [supply]])
        costs, bonuses = np.zeros((2, len(capacities)), np.int64)
        costs[: len(worth)] = -worth
        bonuses[len(worth) :][: len(left) + len(right)] = -1
        return cls(
            np.concatenate(tails),
            np.concatenate(heads),
            capacities,
            costs,
            people,
            len(requests),
            supply,
            colours is None,
            None if wanted is None else bonuses,
            wanted,
        )

    def solve(self) -> tuple[list[int], list[int], int]:
        """Halves held of each request (0, 1 or 2), the price of each participant, the price of a table.

        With the double cover prices are in half units, as `bound.select` says. Somebody who is below the
        floor has a negative price, no less than that of the bonus.
        """
        flows, potentials = self._best()
        source, sink = 2 * self.people, 2 * self.people + 1
        least = 0 if self.floors is None else -BONUS * (self.floors > 0).astype(object)
        left = np.maximum(potentials[: self.people] - potentials[source], least)
        right = np.maximum(potentials[sink] - potentials[self.people : 2 * self.people], least)
        table = max(int(potentials[source] - potentials[sink]), 0)
        if not self.is_double:
            on_left = np.zeros(self.people, dtype=bool)
            on_left[self.heads[self.tails == source][:-1]] = True
            return (2 * flows[: self.requests]).tolist(), np.where(on_left, left, right).tolist(), table
        halves = flows[: self.requests] + flows[self.requests : 2 * self.requests]
        return halves.tolist(), (left + right).tolist(), 2 * table

    def _best(self) -> tuple[Ints, Prices]:
        """The best flow and its potentials."""
        supplies = np.zeros(2 * self.people + 2, dtype=np.int64)
        supplies[-2:] = self.supply, -self.supply
        if self.bonuses is None:
            flows = self._flow(self.costs, self.capacities, supplies)
            return flows, self._potentials(self.costs, self.capacities, flows)
        flows = self._flow(self.bonuses, self.capacities, supplies)
        levels = self._potentials(self.bonuses, self.capacities, flows)
        reduced = self.bonuses + levels[self.tails] - levels[self.heads]
        filled = np.where(reduced < 0, self.capacities, 0)
        between = np.where(reduced == 0, self.capacities, 0)
        np.subtract.at(supplies, self.tails, filled)
        np.add.at(supplies, self.heads, filled)
        flows = self._flow(self.costs, between, supplies)
        finer = self._potentials(self.costs, between, flows)
        return filled + flows, levels.astype(object) * BONUS + finer

    def _flow(self, costs: Ints, capacities: Ints, supplies: Ints) -> Ints:
        solver = SimpleMinCostFlow()
        arcs = solver.add_arcs_with_capacity_and_unit_cost(self.tails, self.heads, capacities, costs)
        solver.set_nodes_supplies(np.arange(len(supplies)), supplies)
        if solver.solve() != solver.OPTIMAL:
            raise ArithmeticError("the flow of a b-matching always exists")
        return np.asarray(solver.flows(arcs), dtype=np.int64)

    def _potentials(self, costs: Ints, capacities: Ints, flows: Ints) -> Ints:
        """Shortest distances in the residual graph from everywhere at once (Bellman and Ford, by columns)."""
        forward, backward = flows < capacities, flows > 0
        tails = np.concatenate([self.tails[forward], self.heads[backward]])
        heads = np.concatenate([self.heads[forward], self.tails[backward]])
        costs = np.concatenate([costs[forward], -costs[backward]])
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

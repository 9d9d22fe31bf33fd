"""Placement and wishes as a minimum-cost flow: a start, a proved bound, and groups nobody needs to consider.

The network relaxes the instance: each guest takes one group a round; minimum sizes, and destinations and
slots that meet across rounds, are left out. Its optimum is therefore a bound for every plan. The
potentials of the residual network prove it, and their reduced costs say how much any single choice costs
at least (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, chapter 9).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.problem import Tier

_MOST = 2**62
Parting = Literal["round", "destination"]
Numbers = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Pay:
    """What plans are paid, so that the leading tiers rank as the pay does.

    Attributes
    ----------
    counted : for each visit that counts as placed. wish : for each unit of weight.
    covers : how many leading tiers the pay stands for, 1 or 2.
    """

    counted: int
    wish: int
    covers: int

    def of(self, placed: int, wishes: int) -> int:
        return self.counted * placed + self.wish * wishes

    def bound(self, place: int, values: Sequence[int], most: int) -> int:
        """The most a tier can reach, no tier before it getting worse, where no plan is paid more than `most`.

        >>> pay = Pay(counted=100, wish=1, covers=2)
        >>> pay.bound(0, (7, 31), 735), pay.bound(1, (7, 31), 735)
        (7, 35)
        """
        first = max(self.counted, self.wish)
        return most // first if place == 0 else most - first * values[0]


@dataclass(frozen=True)
class Flow:
    """An optimal flow.

    Attributes
    ----------
    plan : the groups of each guest; may break the rules that the network leaves out.
    value : of the flow; no plan is paid more.
    loss : for each choice of the network, by how much a plan that uses it is paid less than `value`, at
    least.
    """

    plan: Plan
    value: int
    loss: Numbers


def pay_for(compiled: Compiled, tiers: Sequence[Tier]) -> Pay | None:
    """Pay that ranks plans as the leading tiers ``placed`` and ``wishes`` do, None where another leads."""
    leading = tuple(tiers[:2])
    if leading == ("placed", "wishes"):
        return Pay(compiled.most_wishes + 1, 1, 2)
    if leading == ("wishes", "placed"):
        return Pay(1, sum(compiled.least) + 1, 2)
    return {"placed": Pay(1, 0, 1), "wishes": Pay(0, 1, 1)}.get(tiers[0]) if tiers else None


class Network:
    """The network of one instance, solved anew for each set of groups that are cancelled or have to be
    filled.

    Nodes: source, sink, guests, a guest's rounds (or destinations: `parting` says which of the two limits
    is kept), groups. An arc from source to sink takes what stays.
    """

    def __init__(self, compiled: Compiled, pay: Pay, parting: Parting = "round") -> None:
        self.compiled = compiled
        self.parting = parting
        self.pay = pay
        self.bonus = pay.of(sum(compiled.least), compiled.most_wishes) + 1
        self.first_group = 2 + len(compiled.guests)
        self.nodes = self.first_group + len(compiled.groups)
        self.arcs: list[tuple[int, int, int, int]] = []
        self.pins = 0
        self._connect_groups()
        self.choices: list[tuple[int, int]] = []
        self.places: list[int] = []
        for guest in compiled.guests:
            self._connect_guest(guest)
        self.arcs.append((0, 1, sum(compiled.most), 0))
        self.at = np.array(self.places, dtype=np.int64)

    def _connect_groups(self) -> None:
        """Two arcs for each group: the seats of its minimum, then the others."""
        for group, room in enumerate(self.compiled.capacity):
            floor = self.compiled.floor[group]
            if floor > room:  # never takes place
                floor = room = 0
            self.arcs.append((self.first_group + group, 1, floor, 0))
            self.arcs.append((self.first_group + group, 1, room - floor, 0))

    def _connect_guest(self, guest: int) -> None:
        compiled = self.compiled
        least, most = compiled.least[guest], compiled.most[guest]
        self.arcs.append((0, 2 + guest, least, -self.pay.counted))
        self.arcs.append((0, 2 + guest, most - least, 0))
        pins = compiled.pins[guest]
        nodes: dict[object, int] = {}
        for group in compiled.allowed[guest]:
            if pins and not compiled.excludes[group].isdisjoint(pins):
                continue
            node = 2 + guest if compiled.is_single else self._part(nodes, guest, group)
            self.choices.append((guest, group))
            self.places.append(len(self.arcs))
            cost = -self.pay.wish * compiled.weight[guest][group]
            self.arcs.append((node, self.first_group + group, 1, cost - self.bonus * (group in pins)))
        self.pins += len(pins)

    def _part(self, nodes: dict[object, int], guest: int, group: int) -> int:
        """The node of the guest's round or destination, made when first asked for."""
        about = self.compiled.problem.groups[group]
        part = about.round if self.parting == "round" else about.destination
        if part not in nodes:
            nodes[part] = self.nodes
            self.nodes += 1
            self.arcs.append((2 + guest, nodes[part], 1, 0))
        return nodes[part]

    def solve(
        self, cancelled: frozenset[int] = frozenset(), filled: frozenset[int] = frozenset()
    ) -> Flow | None:
        """The best flow without the `cancelled` groups and with the `filled` ones at their minimum or above.

        None where there is none, or the numbers are too large for the algorithm. Cost scaling:
        O(n² m log(nC)) for n nodes, m arcs and costs up to C; half a second at 2,000 guests in 240 groups.
        """
        if 2 * self.bonus * self.nodes * max(1, sum(self.compiled.most)) > _MOST:
            return None
        self.table = np.array(self.arcs, dtype=np.int64)
        room, costs = self.table[:, 2].copy(), self.table[:, 3].copy()
        granted = self.pins * self.bonus
        for group in cancelled:
            room[2 * group] = room[2 * group + 1] = 0
        for group in filled:
            costs[2 * group] = -self.bonus
            granted += int(room[2 * group]) * self.bonus
        tails, heads = self.table[:, 0].astype(np.int32), self.table[:, 1].astype(np.int32)
        flow = SimpleMinCostFlow()
        arcs = flow.add_arcs_with_capacity_and_unit_cost(tails, heads, room, costs)
        total = sum(self.compiled.most)
        flow.set_nodes_supplies(np.array([0, 1], dtype=np.int32), np.array([total, -total], dtype=np.int64))
        if flow.solve() != flow.OPTIMAL:
            return None
        value = -int(flow.optimal_cost()) - granted
        if value < 0:
            return None  # a pin or a minimum is not met
        used = np.asarray(flow.flows(arcs))
        ends = (self.table[:, 0], self.table[:, 1])
        distance = _find_distances(self.nodes, ends, room, costs, used)
        reduced = costs + distance[ends[0]] - distance[ends[1]]
        return Flow(self._read(used), value, np.maximum(reduced[self.at], 0))

    def _read(self, used: Numbers) -> Plan:
        plan: list[list[int]] = [[] for _ in self.compiled.guests]
        for choice in np.flatnonzero(used[self.at]):
            guest, group = self.choices[choice]
            plan[guest].append(group)
        return [tuple(sorted(mine)) for mine in plan]

    def keep(self, flow: Flow, slack: int) -> list[list[int]]:
        """The groups of each guest that a plan paid no more than `slack` below the flow can use."""
        kept: list[list[int]] = [[] for _ in self.compiled.guests]
        for choice in np.flatnonzero(flow.loss <= slack):
            guest, group = self.choices[choice]
            kept[guest].append(group)
        return kept


def _find_distances(
    nodes: int, ends: tuple[Numbers, Numbers], room: Numbers, costs: Numbers, used: Numbers
) -> Numbers:
    """Potentials of the residual network by Bellman and Ford, with all nodes at distance 0 at first."""
    tails, heads = ends
    forward, backward = used < room, used > 0
    starts = np.concatenate([tails[forward], heads[backward]])
    stops = np.concatenate([heads[forward], tails[backward]])
    lengths = np.concatenate([costs[forward], -costs[backward]])
    distance = np.zeros(nodes, dtype=np.int64)
    for _ in range(nodes):
        shorter = distance.copy()
        np.minimum.at(shorter, stops, distance[starts] + lengths)
        if np.array_equal(shorter, distance):
            break
        distance = shorter
    return distance

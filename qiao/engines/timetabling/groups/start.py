"""The first plan, and how good the leading tiers can be at most: branching over the groups that take place.

A flow (`flow.find_flow`) that leaves a group below its minimum is split in two: the group is cancelled, or it
is filled to its minimum. The best value among the open branches stays a bound all the time (branch and bound;
Land & Doig, *Econometrica* 28 (1960)).
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.flow import Flow, Network, Parting, Pay, pay_for
from qiao.engines.timetabling.groups.measure import count_placed, weigh_wishes
from qiao.engines.timetabling.groups.problem import Tier
from qiao.engines.timetabling.run import Run

Branch = tuple[frozenset[int], frozenset[int]]


@dataclass(frozen=True)
class Start:
    """A first plan, which may break rules that the network leaves out, and what is known of the best one.

    Attributes
    ----------
    worth : what the plan is paid. bound : no plan is paid more. root : the flow without branches.
    """

    plan: Plan
    worth: int
    bound: int
    root: Flow
    network: Network

    @property
    def pay(self) -> Pay:
        return self.network.pay

    def keep(self, worth: int) -> list[list[int]]:
        """The groups of each guest that a plan paid at least `worth` can use."""
        return self.network.keep(self.root, self.root.value - worth)


def find_start(compiled: Compiled, pay: Pay, run: Run, *, share: float) -> Start | None:
    """Branches best first until the best is proved or `share` of the time that is left is over.

    With several rounds the plan comes from one round after the other, each anew while that helps.
    None where no flow meets the pins, so no plan does, or the numbers are too large for it.
    """
    until = run.seconds + share * run.left
    if compiled.is_single:
        network = Network(compiled, pay)
        root = network.solve()
        return None if root is None else _branch(network, root, run, until)
    networks = [Network(compiled, pay), Network(compiled, pay, "destination")]
    roots = [network.solve() for network in networks]
    if roots[0] is None or roots[1] is None:
        return None
    network, root = min(((networks[0], roots[0]), (networks[1], roots[1])), key=lambda pair: pair[1].value)
    plan = plan_by_rounds(compiled, pay, run, until)
    return Start(plan, weigh(compiled, pay, plan), root.value, root, network)


def bound_alone(compiled: Compiled, tier: Tier) -> int | None:
    """The most that one tier reaches in a flow when nothing else counts."""
    pay = pay_for(compiled, (tier,))
    if pay is None:
        return None
    partings: tuple[Parting, ...] = ("round",) if compiled.is_single else ("round", "destination")
    roots = [Network(compiled, pay, parting).solve() for parting in partings]
    return min((root.value for root in roots if root is not None), default=None)


def _branch(network: Network, root: Flow, run: Run, until: float) -> Start:
    search = _Search(network, root)
    while search.is_open and not run.is_over and run.seconds < until:
        search.step()
    return Start(search.best_plan, search.best, search.bound, root, network)


def plan_by_rounds(compiled: Compiled, pay: Pay, run: Run, until: float) -> Plan:
    """Each round is a problem of its own while the others stay; repeated until none of them gains."""
    plan: Plan = [() for _ in compiled.guests]
    rounds = compiled.problem.rounds
    unchanged = 0
    while unchanged < len(rounds):
        for number in rounds:
            if run.is_over or run.seconds > until:
                return plan
            better = _replan_round(compiled, pay, run, until, number, plan)
            gains = weigh(compiled, pay, better) > weigh(compiled, pay, plan)
            unchanged = 0 if gains else unchanged + 1
            plan = better if gains else plan
    return plan


def _replan_round(compiled: Compiled, pay: Pay, run: Run, until: float, number: int, plan: Plan) -> Plan:
    one = compiled.only_round(number, plan)
    network = Network(one, pay)
    root = network.solve()
    if root is None:
        return plan
    found = _branch(network, root, run, until).plan
    others = [tuple(group for group in mine if compiled.round[group] != number) for mine in plan]
    return [tuple(sorted((*kept, *new))) for kept, new in zip(others, found, strict=True)]


def weigh(compiled: Compiled, pay: Pay, plan: Plan) -> int:
    """What a plan is paid."""
    return pay.of(count_placed(compiled, plan), weigh_wishes(compiled, plan))


class _Search:
    def __init__(self, network: Network, root: Flow) -> None:
        compiled = network.compiled
        self.compiled = compiled
        self.network = network
        self.root = root
        self.ticket = count()
        self.best_plan = keep_to_rules(compiled, root.plan)
        self.best = weigh(compiled, network.pay, self.best_plan)
        self.open: list[tuple[int, int, Flow, Branch]] = []
        self.leaf = self.best
        self.pinned = frozenset().union(*compiled.pins)
        self._meet(root, (frozenset(), frozenset()))

    @property
    def bound(self) -> int:
        return max(self.leaf, self.best, -self.open[0][0] if self.open else self.best)

    @property
    def is_open(self) -> bool:
        return bool(self.open) and -self.open[0][0] > self.best

    def step(self) -> None:
        """Splits the most promising branch by its emptiest group."""
        _, _, flow, (closed, forced) = heapq.heappop(self.open)
        group = min(
            find_deficient(self.compiled, flow.plan), key=lambda each: (self._share(flow, each), each)
        )
        branches = [(closed, forced | {group})]
        if group not in self.pinned:
            branches.append((closed | {group}, forced))
        for branch in branches:
            found = self.network.solve(*branch)
            if found is not None:
                self._meet(found, branch)

    def _share(self, flow: Flow, group: int) -> float:
        return self.compiled.sizes(flow.plan)[group] / self.compiled.floor[group]

    def _meet(self, flow: Flow, branch: Branch) -> None:
        plan = keep_to_rules(self.compiled, flow.plan)
        worth = weigh(self.compiled, self.network.pay, plan)
        if worth > self.best:
            self.best, self.best_plan = worth, plan
        if not find_deficient(self.compiled, flow.plan):
            self.leaf = max(self.leaf, flow.value)
        elif flow.value > self.best:
            heapq.heappush(self.open, (-flow.value, next(self.ticket), flow, branch))


def find_deficient(compiled: Compiled, plan: Plan) -> list[int]:
    """Groups with some people, and fewer than their minimum."""
    sizes = compiled.sizes(plan)
    return [group for group in compiled.groups if 0 < sizes[group] < compiled.floor[group]]


def keep_to_rules(compiled: Compiled, plan: Plan) -> Plan:
    """Takes out visits that exclude each other and groups below their minimum, and fills what room is left.

    Pins are kept, so a group with pinned people may stay below its minimum. Guests in order, the visit
    worth most first.
    """
    kept = [without_clashes(compiled, guest, mine) for guest, mine in enumerate(plan)]
    sizes = compiled.sizes(kept)
    while small := find_deficient(compiled, kept):
        small = [group for group in small if not any(group in pins for pins in compiled.pins)]
        if not small:
            break
        gone = min(small, key=lambda group: (sizes[group] / compiled.floor[group], group))
        kept = [tuple(group for group in mine if group != gone) for mine in kept]
        fill_room(compiled, kept)
        sizes = compiled.sizes(kept)
    fill_room(compiled, kept)
    return kept


def without_clashes(compiled: Compiled, guest: int, mine: Sequence[int]) -> tuple[int, ...]:
    kept: list[int] = []
    pins, weight = compiled.pins[guest], compiled.weight[guest]
    for group in sorted(mine, key=lambda each: (each not in pins, -weight[each], each)):
        if compiled.excludes[group].isdisjoint(kept):
            kept.append(group)
    return tuple(sorted(kept))


def fill_room(compiled: Compiled, plan: Plan) -> None:
    """Gives each guest who lacks visits the dearest groups that take place and have room."""
    sizes = compiled.sizes(plan)
    for guest in compiled.guests:
        lacking = compiled.least[guest] - len(plan[guest])
        if lacking <= 0:
            continue
        weight = compiled.weight[guest]
        for group in sorted(weight, key=lambda each: (-weight[each], each)):
            has_room = compiled.floor[group] <= sizes[group] < compiled.capacity[group]
            if (
                lacking
                and has_room
                and compiled.excludes[group].isdisjoint(plan[guest])
                and group not in plan[guest]
            ):
                plan[guest] = tuple(sorted((*plan[guest], group)))
                sizes[group] += 1
                lacking -= 1

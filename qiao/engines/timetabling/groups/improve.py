"""Large neighbourhood search: a few groups and their people are set free, the rest stays (Shaw, CP 1998)."""

import random
from collections.abc import Sequence
from dataclasses import replace

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.measure import measure, rank
from qiao.engines.timetabling.groups.model import Model, Scope
from qiao.engines.timetabling.groups.proof import prove
from qiao.engines.timetabling.run import Run

FREE = 40
"""People set free at first; more when nothing is found, fewer when a step takes its whole budget."""

STEP = 0.4
"""Deterministic seconds of one step."""


class Improver:
    """Improves one tier of a plan, no tier before it getting worse."""

    def __init__(self, compiled: Compiled, run: Run, draw: random.Random) -> None:
        self.compiled = compiled
        self.run = run
        self.draw = draw
        self.free = FREE

    def step(self, scope: Scope, plan: Plan, place: int) -> Plan:
        """The best plan of one neighbourhood for the tier at `place`, at least as good as `plan`."""
        free = self._neighbourhood(scope.choices, plan)
        held = frozenset(self.compiled.guests) - free
        narrowed = replace(scope, plan=plan, held=held)
        outcome = prove(
            Model(self.compiled, narrowed), self.compiled, plan, place, self.run, limit=STEP, looks_ahead=True
        )
        if not outcome.is_proven:
            self.free = max(FREE // 2, self.free * 9 // 10)
        elif outcome.plan is None or outcome.plan == plan:
            self.free = min(len(self.compiled.guests), self.free + 2)
        if outcome.plan is None:
            return plan
        tiers = self.compiled.problem.tiers
        ranked = [rank(tiers, measure(self.compiled, each))[: place + 2] for each in (outcome.plan, plan)]
        return outcome.plan if ranked[0] >= ranked[1] else plan

    def _neighbourhood(self, choices: Sequence[Sequence[int]], plan: Plan) -> frozenset[int]:
        """People of a random delegation or group, then of groups they could be in, until enough are free."""
        compiled = self.compiled
        first = self.draw.choice(compiled.guests)
        family = compiled.delegation[first]
        free = {
            guest
            for guest in compiled.guests
            if guest == first or (family is not None and compiled.delegation[guest] == family)
        }
        people: list[list[int]] = [[] for _ in compiled.groups]
        for guest, mine in enumerate(plan):
            for group in mine:
                people[group].append(guest)
        near = sorted({group for guest in free for group in choices[guest]})
        self.draw.shuffle(near)
        for group in near:
            if len(free) >= self.free:
                break
            free.update(people[group])
        lacking = [guest for guest in compiled.guests if len(plan[guest]) < compiled.least[guest]]
        free.update(self.draw.sample(lacking, min(len(lacking), self.free // 4)))
        return frozenset(free)

"""Assigns guests to groups, tier by tier, and proves how good that is."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.conflict import find_conflict
from qiao.engines.timetabling.groups.cover import bound_splits
from qiao.engines.timetabling.groups.flow import pay_for
from qiao.engines.timetabling.groups.improve import Improver
from qiao.engines.timetabling.groups.measure import measure, rank
from qiao.engines.timetabling.groups.model import Model, Scope
from qiao.engines.timetabling.groups.problem import GAINS, GroupProblem, Number, Tier
from qiao.engines.timetabling.groups.proof import prove
from qiao.engines.timetabling.groups.result import GroupSolution, TierValue
from qiao.engines.timetabling.groups.start import Start, bound_alone, find_start, weigh
from qiao.engines.timetabling.run import Run

START_SHARE = 0.3
"""Of the time, for the first plan and the bound of the leading tiers."""

PROOF_SHARE = 0.4
"""Of the time of a tier, for the proof where neighbourhoods come first."""

SMALL = 3000
"""Choices up to which a proof is tried before the neighbourhoods."""


LARGE = 60_000
"""Choices above which a proof is not tried."""


@dataclass(frozen=True, slots=True)
class GroupProgress:
    """How far a run is: the tier it is at, the values of the best plan and the bounds that are proved."""

    seconds: float
    tier: Tier | None
    values: tuple[Number, ...]
    bounds: tuple[Number | None, ...]


def solve_groups(
    problem: GroupProblem,
    *,
    time_limit: float | None = None,
    seed: int = 0,
    threads: int = 1,
    on_progress: Callable[[GroupProgress], object] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> GroupSolution:
    """The best plan in the order of `problem.tiers`, with a proved bound for each tier.

    Parameters
    ----------
    time_limit : seconds by the clock, after which the best plan so far is given; None runs to the proof,
    which
        can take for ever in large instances.
    seed : the same seed gives the same plan where `threads` is 1 and the time does not run out.
    on_progress : called from the calling thread whenever a tier gets a better plan or bound.
    should_stop : asked from the calling thread some times a second; True ends with the best plan so far.

    The leading tiers ``placed`` and ``wishes`` are a minimum-cost flow, with branches over the groups that
    take place; its reduced costs leave few choices open, among which CP-SAT seeks and proves the tiers that
    follow, with large neighbourhood search where that is too large.

    >>> from qiao.engines.timetabling.groups.problem import Group, Guest
    >>> ana, ben = Guest("Ana", wishes={"Optics": 3}), Guest("Ben", wishes={"Optics": 5})
    >>> groups = (Group("g1", "Optics", (0,), 1), Group("g2", "Robotics", (1,), 5))
    >>> solution = solve_groups(GroupProblem("two", 2, (ana, ben), groups))
    >>> solution.status, solution.assignment, solution.values
    ('optimal', {'Ana': ('g2',), 'Ben': ('g1',)}, (2, 5, 0, 0, 0))
    """
    run = Run(time_limit, seed, should_stop, threads=threads)
    search = Search(problem, run, on_progress)
    return search.solve()


class Search:
    """One run: the best plan so far and what is proved of each tier."""

    def __init__(
        self, problem: GroupProblem, run: Run, on_progress: Callable[[GroupProgress], object] | None
    ) -> None:
        self.problem = problem
        self.run = run
        self.on_progress = on_progress
        self.compiled = Compiled(problem)
        self.improver = Improver(self.compiled, run, random.Random(run.seed))  # noqa: S311 (not a secret)
        self.bounds: list[int | None] = [None if tier in GAINS else 0 for tier in problem.tiers]
        self.plan: Plan = []
        self.is_infeasible = False
        self.start: Start | None = None

    def solve(self) -> GroupSolution:
        pay = pay_for(self.compiled, self.problem.tiers)
        if pay is not None:
            self.start = find_start(self.compiled, pay, self.run, share=START_SHARE)
        if not self._find_any_plan():
            return self._fail()
        for place, tier in enumerate(self.problem.tiers):
            self._take_leading_bound(place)
            self._tell(tier)
            self._work_on(place)
            self._tell(tier)
        return self._finish()

    def _find_any_plan(self) -> bool:
        """Takes the start where it breaks no rule, else no visits where that does not, else asks CP-SAT."""
        nothing: Plan = [() for _ in self.compiled.guests]
        for plan in [self.start.plan, nothing] if self.start is not None else [nothing]:
            if self.compiled.is_valid(plan):
                self.plan = plan
                return True
        outcome = prove(
            Model(self.compiled, Scope(self.compiled.allowed)), self.compiled, None, 0, self.run, limit=None
        )
        self.is_infeasible = outcome.is_infeasible
        self.plan = outcome.plan or []
        return outcome.plan is not None

    def _take_leading_bound(self, place: int) -> None:
        """Reads the bounds of the leading tiers off what the flow proves for them together."""
        start = self.start
        if start is not None and place < start.pay.covers:
            values = measure(self.compiled, self.plan)
            self._take_bound(start.pay.bound(place, values, start.bound), place)
            if place == 1 and not self._is_done(0):
                self._take_bound(bound_alone(self.compiled, self.problem.tiers[1]), 1)

    def _work_on(self, place: int) -> None:
        """Proves the tier, or comes as close as its share of the time allows."""
        if self._is_done(place):
            return
        self._take_cover_bound(place)
        budget = None if self.run.time_limit is None else self.run.left / (len(self.problem.tiers) - place)
        until = self.run.seconds + (budget if budget is not None else 0.0)
        if budget is not None and self._count_choices() > SMALL:
            self._search_near(place, until - budget * PROOF_SHARE)
        if not self._is_done(place) and not self.run.is_over and self._count_choices() <= LARGE:
            self._prove(place, None if budget is None else max(until - self.run.seconds, 0.1))
        self._search_near(place, until)

    def _take_cover_bound(self, place: int) -> None:
        """Bounds unity where everyone takes exactly one visit in every plan that counts."""
        tiers, compiled = self.problem.tiers, self.compiled
        is_one = len(self.problem.rounds) == 1 and compiled.least == compiled.most == [1] * len(compiled.most)
        if tiers[place] != "unity" or "placed" not in tiers[:place] or not is_one:
            return
        if measure(compiled, self.plan)[tiers.index("placed")] == len(compiled.least):
            self._take_bound(bound_splits(compiled.delegation, self._scope().choices), place)

    def _is_done(self, place: int) -> bool:
        return self.bounds[place] == measure(self.compiled, self.plan)[place]

    def _count_choices(self) -> int:
        return sum(len(mine) for mine in self._scope().choices)

    def _scope(self) -> Scope:
        """What a plan at least as good as this one in the leading tiers can look like."""
        if self.start is None:
            return Scope(self.compiled.allowed)
        return Scope(self.start.keep(weigh(self.compiled, self.start.pay, self.plan)))

    def _search_near(self, place: int, until: float) -> None:
        scope = self._scope()
        while self.run.seconds < until and not self.run.is_over and not self._is_done(place):
            before = measure(self.compiled, self.plan)[place]
            self.plan = self.improver.step(scope, self.plan, place)
            if measure(self.compiled, self.plan)[place] != before:
                self._tell(self.problem.tiers[place])

    def _prove(self, place: int, limit: float | None) -> None:
        model = Model(self.compiled, self._scope())
        outcome = prove(model, self.compiled, self.plan, place, self.run, limit=limit)
        self._take_plan(outcome.plan, place)
        self._take_bound(outcome.bound, place)

    def _take_plan(self, plan: Plan | None, place: int) -> None:
        tiers = self.problem.tiers
        if (
            plan is not None
            and rank(tiers, measure(self.compiled, plan))[: place + 1]
            >= rank(tiers, measure(self.compiled, self.plan))[: place + 1]
        ):
            self.plan = plan

    def _take_bound(self, bound: int | None, place: int) -> None:
        known = self.bounds[place]
        if bound is None:
            return
        tighter = min if self.problem.tiers[place] in GAINS else max
        self.bounds[place] = bound if known is None else tighter(known, bound)

    def _tell(self, tier: Tier) -> None:
        if self.on_progress is not None:
            values = tuple(each.value for each in self._tiers())
            self.on_progress(
                GroupProgress(self.run.seconds, tier, values, tuple(each.bound for each in self._tiers()))
            )

    def _tiers(self) -> tuple[TierValue, ...]:
        values = measure(self.compiled, self.plan)
        return tuple(
            TierValue(tier, self._unscale(tier, value), None if bound is None else self._unscale(tier, bound))
            for tier, value, bound in zip(self.problem.tiers, values, self.bounds, strict=True)
        )

    def _unscale(self, tier: Tier, value: int) -> Number:
        """Weights as they were given: whole where they are whole."""
        if tier != "wishes" or self.problem.scale == 1:
            return value
        return value / self.problem.scale if value % self.problem.scale else value // self.problem.scale

    def _fail(self) -> GroupSolution:
        if not self.is_infeasible:
            return GroupSolution(self.problem.name, "unknown", seed=self.run.seed, seconds=self.run.seconds)
        conflict = find_conflict(self.compiled, self.run)
        return GroupSolution(
            self.problem.name, "infeasible", conflict=conflict, seed=self.run.seed, seconds=self.run.seconds
        )

    def _finish(self) -> GroupSolution:
        groups = self.problem.groups
        assignment = {
            self.problem.guests[guest].id: tuple(
                groups[group].id
                for group in sorted(mine, key=lambda each: (groups[each].slots, groups[each].id))
            )
            for guest, mine in enumerate(self.plan)
            if mine
        }
        tiers = self._tiers()
        return GroupSolution(
            self.problem.name,
            "optimal" if all(each.is_proven for each in tiers) else "feasible",
            assignment,
            tiers,
            seed=self.run.seed,
            seconds=self.run.seconds,
        )

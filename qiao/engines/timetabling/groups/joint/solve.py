"""Solves visits and meetings together: one after the other in turns, and small sizes as one program."""

from collections.abc import Callable
from dataclasses import replace

from ortools.sat.python.cp_model import OPTIMAL, CpSolver

from qiao.engines.timetabling.faults import faults_of
from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.compiled import Compiled
from qiao.engines.timetabling.groups.joint.model import JointModel, has_only_known_rules
from qiao.engines.timetabling.groups.joint.problem import (
    JOINT_TIERS,
    JointSolution,
    JointTier,
    JointValue,
    block_meetings,
    block_visits,
    rank_jointly,
    value_jointly,
)
from qiao.engines.timetabling.groups.problem import GAINS, GroupProblem, Number, Tier
from qiao.engines.timetabling.groups.proof import prove_whole, run_solver
from qiao.engines.timetabling.groups.result import GroupSolution, TierValue
from qiao.engines.timetabling.groups.solve import solve_groups
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run

SMALL = 20_000
"""Variables up to which the one program is tried."""

ROUNDS = 4
"""Turns of visits and meetings at most."""


def solve_jointly(
    groups: GroupProblem,
    meetings: Problem,
    *,
    tiers: tuple[JointTier, ...] = JOINT_TIERS,
    time_limit: float | None = None,
    seed: int = 0,
    threads: int = 1,
    should_stop: Callable[[], bool] | None = None,
) -> JointSolution:
    """The best plan of visits and meetings in the order of `tiers`, by `Guest.participant`.

    A participant cannot meet while one of its guests is on a visit. The plans 'visits first, then meetings'
    and 'meetings first, then visits' are improved in turns: the one is held, the other solved anew; the
    best in the tiers is kept, so the result is never worse than visits first. Where the two together are
    small, one program proves the optimum of every tier. Without any plan one of the two parts is not
    solved.

    Parameters
    ----------
    tiers : ``weight`` (of the meetings held) and any tiers of `groups`; those of the instance are replaced.
    time_limit, seed, threads, should_stop : as in `solve_groups`.
    """
    run = Run(time_limit, seed, should_stop, threads=threads)
    asked = replace(groups, tiers=tuple(tier for tier in tiers if tier != "weight"))
    pair = _Pair(asked, meetings, tiers, run)
    pair.take_visits_first()
    pair.take_meetings_first()
    pair.take_turns()
    return pair.prove()


class _Pair:
    def __init__(
        self, groups: GroupProblem, meetings: Problem, tiers: tuple[JointTier, ...], run: Run
    ) -> None:
        self.groups = groups
        self.meetings = meetings
        self.tiers = tiers
        self.run = run
        self.best: JointSolution | None = None
        self.failed: JointSolution | None = None

    def take_visits_first(self) -> None:
        visits = self._solve_groups(self.groups)
        if visits.is_solved:
            self._offer(visits, self._solve_meetings(visits))
        else:
            self.failed = JointSolution(visits, Solution(self.meetings.name, "unknown"))

    def take_meetings_first(self) -> None:
        held = self._solve_meetings(GroupSolution(self.groups.name, "unknown"))
        if held.is_solved:
            self._offer(self._solve_groups(self._keep(held)), held)

    def take_turns(self) -> None:
        """Each part anew while the other is held, until neither gains."""
        for _ in range(ROUNDS):
            before = self.best
            if before is None or self.run.is_over:
                return
            self._offer(self._solve_groups(self._keep(before.meetings)), before.meetings)
            kept = self.best or before
            self._offer(kept.groups, self._solve_meetings(kept.groups))
            if self.best is before:
                return

    def _keep(self, held: Solution) -> GroupProblem:
        slots = {name: meeting.slot for name, meeting in held.schedule.items()}
        return block_meetings(self.groups, self.meetings, slots)

    def _offer(self, visits: GroupSolution, held: Solution) -> None:
        """Keeps the pair where it is better than the best so far."""
        if not (visits.is_solved and held.is_solved):
            self.failed = self.failed or JointSolution(visits, held)
            return
        if self.best is not None and rank_jointly(self.tiers, visits, held) <= rank_jointly(
            self.tiers, self.best.groups, self.best.meetings
        ):
            return
        values = value_jointly(self.tiers, visits, held)
        told = tuple(JointValue(tier, value) for tier, value in zip(self.tiers, values, strict=True))
        self.best = JointSolution(visits, held, told)

    def _share(self) -> float | None:
        return None if self.run.time_limit is None else self.run.left / 4

    def _solve_groups(self, problem: GroupProblem) -> GroupSolution:
        return solve_groups(
            problem,
            time_limit=self._share(),
            seed=self.run.seed,
            threads=self.run.threads,
            should_stop=self.run.should_stop,
        )

    def _solve_meetings(self, visits: GroupSolution) -> Solution:
        from qiao.engines.timetabling.solve import solve  # noqa: PLC0415 (slow import)

        beside = block_visits(self.groups, self.meetings, visits.assignment)
        if visits.assignment and faults_of(beside):
            return Solution(self.meetings.name, "infeasible")  # a visit lies in the slot of a fixed meeting
        return solve(
            beside,
            time_limit=self._share(),
            seed=self.run.seed,
            threads=self.run.threads,
            should_stop=self.run.should_stop,
        )

    def prove(self) -> JointSolution:
        """The optimum of the one program where that is small and knows all rules, else the best so far."""
        visits = sum(len(mine) for mine in Compiled(self.groups).allowed)
        size = visits + len(self.meetings.requests) * self.meetings.slots
        if size <= SMALL and has_only_known_rules(self.meetings) and not self.run.is_over:
            self._solve_as_one()
        if self.best is not None:
            return self.best
        nothing = JointSolution(
            GroupSolution(self.groups.name, "unknown"), Solution(self.meetings.name, "unknown")
        )
        return self.failed or nothing

    def _solve_as_one(self) -> None:
        compiled = Compiled(self.groups)
        model = JointModel(compiled, self.meetings)
        bounds: list[Number | None] = []
        solver = CpSolver()
        for tier in self.tiers:
            expression = model.weight() if tier == "weight" else model.visits.expression(tier)
            is_gain = tier == "weight" or tier in GAINS
            model.cp.maximize(expression) if is_gain else model.cp.minimize(expression)
            solver = CpSolver()
            solver.parameters.num_workers = self.run.threads
            solver.parameters.random_seed = self.run.seed % 2**31
            if run_solver(solver, model.cp, self.run, self.run.left / 2) != OPTIMAL:
                break
            value = prove_whole(solver.objective_value, is_gain=is_gain)
            model.cp.add(expression == value)
            bounds.append(self._unscale(tier, value, model.scale))
        if len(bounds) == len(self.tiers):
            self._take(model, solver)
        self._take_bounds(bounds)

    def _unscale(self, tier: JointTier, value: int, scale: int) -> Number:
        scale = {"weight": scale, "wishes": self.groups.scale}.get(tier, 1)
        return value / scale if value % scale else value // scale

    def _take(self, model: JointModel, solver: CpSolver) -> None:
        """Reads both plans off the program; the meetings are solved anew for fewer breaks."""
        names = self.groups.groups
        plan = model.visits.read(solver)
        assignment = {
            guest.id: tuple(names[group].id for group in sorted(mine, key=lambda each: names[each].slots))
            for guest, mine in zip(self.groups.guests, plan, strict=True)
            if mine
        }
        visits = GroupSolution(self.groups.name, "feasible", assignment, seed=self.run.seed)
        values = check_groups(self.groups, visits).values
        group_tiers: tuple[Tier, ...] = self.groups.tiers
        told = tuple(TierValue(tier, value) for tier, value in zip(group_tiers, values, strict=True))
        self._offer(replace(visits, tiers=told), self._solve_meetings(visits))
        schedule = {
            request.id: Meeting(slot)
            for request, slots in zip(self.meetings.requests, model.held, strict=True)
            for slot, variable in slots.items()
            if solver.value(variable)
        }
        weight = sum(each.weight for each in self.meetings.requests if each.id in schedule)
        self._offer(replace(visits, tiers=told), _counted(self.meetings, schedule, weight))

    def _take_bounds(self, bounds: list[Number | None]) -> None:
        if self.best is None:
            return
        values = [each.value for each in self.best.tiers]
        padded = [*bounds, *[None] * len(values)]
        told: list[JointValue] = []
        for tier, value, bound in zip(self.tiers, values, padded, strict=False):
            is_reached = all(each.value == each.bound for each in told)
            told.append(JointValue(tier, value, bound if is_reached else None))
        self.best = replace(self.best, tiers=tuple(told))


def _counted(meetings: Problem, schedule: dict[str, Meeting], weight: Number) -> Solution:
    counts = measure(meetings, {meetings.request_index[name]: each.slot for name, each in schedule.items()})
    return Solution(
        meetings.name,
        "feasible",
        schedule,
        weight=weight,
        breaks=counts.breaks,
        waits=counts.waits,
        idle=counts.idle,
    )

"""Visit groups: values, bounds and seconds beside one weighted program and first come, first served.

QIAO_BENCHMARK_SIZES names other sizes, as guests/groups: 50/8,500/60.
"""

import os
import time
from collections.abc import Callable

from ortools.sat.python.cp_model import CpSolver

from benchmarks.timetabling_visits import generate_visits
from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.measure import measure
from qiao.engines.timetabling.groups.model import Model, Scope
from qiao.engines.timetabling.groups.problem import GroupProblem
from qiao.engines.timetabling.groups.solve import solve_groups

SIZES = tuple(
    tuple(map(int, size.split("/")))
    for size in os.environ.get("QIAO_BENCHMARK_SIZES", "50/8,500/60,2000/240").split(",")
)
LIMIT = float(os.environ.get("QIAO_BENCHMARK_SECONDS", "60"))
WEIGHTS = {"placed": 1000, "wishes": 20, "unity": -5, "balance": -2, "mix": -1}


def run(say: Callable[[str], None]) -> None:
    tiers = "placed | wishes | unity | balance | mix"
    say(f"| guests / groups | method | {tiers} | CPU s | s |\n|---|---|---|---|---|---|---|---|---|")
    for guests, groups in SIZES:
        problem = generate_visits(guests, groups)
        size = f"{guests:,} / {groups}"
        for name, method in (("Qiao", ours), ("one weighted CP-SAT", weighted), ("first come", first_come)):
            cpu, wall = time.process_time(), time.monotonic()
            cells = method(problem)
            cpu, wall = time.process_time() - cpu, time.monotonic() - wall
            say(f"| {size} | {name} | {' | '.join(cells)} | {cpu:.1f} | {wall:.1f} |")


def ours(problem: GroupProblem) -> list[str]:
    """Each tier with its bound and gap, or as proved."""
    solution = solve_groups(problem, time_limit=LIMIT)
    if not check_groups(problem, solution).is_valid:
        raise AssertionError("the plan is not valid")
    return [
        f"{each.value} proved" if each.is_proven else f"{each.value} (bound {each.bound}, gap {each.gap:.1%})"
        for each in solution.tiers
    ]


def weighted(problem: GroupProblem) -> list[str]:
    """All tiers in one weighted sum, all choices open, no start."""
    compiled = Compiled(problem)
    model = Model(compiled, Scope(compiled.allowed, has_classes=False))
    model.cp.maximize(sum(WEIGHTS[tier] * model.expression(tier) for tier in problem.tiers))
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = LIMIT
    solver.solve(model.cp)
    if not solver.response_proto.solution:
        return ["nothing found", *[""] * (len(problem.tiers) - 1)]
    return [str(value) for value in measure(compiled, model.read(solver))]


def first_come(problem: GroupProblem) -> list[str]:
    """Each guest in order takes the dearest group with room; groups that stay too small are cancelled."""
    compiled = Compiled(problem)
    plan: Plan = []
    sizes = [0 for _ in compiled.groups]
    for weight in compiled.weight:
        open_groups = [group for group in weight if sizes[group] < compiled.capacity[group]]
        best = max(open_groups, key=lambda group: (weight[group], -group), default=None)
        plan.append(() if best is None else (best,))
        if best is not None:
            sizes[best] += 1
    plan = [tuple(group for group in mine if sizes[group] >= compiled.floor[group]) for mine in plan]
    return [str(value) for value in measure(compiled, plan)]

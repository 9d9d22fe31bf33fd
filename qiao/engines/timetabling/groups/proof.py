"""One call of CP-SAT for one tier: a better plan, and a bound (OR-Tools; Perron & Didier)."""

import threading
from dataclasses import dataclass

from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, CpModel, CpSolver

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.measure import measure
from qiao.engines.timetabling.groups.model import Model
from qiao.engines.timetabling.groups.problem import GAINS
from qiao.engines.timetabling.run import Run

POLL = 0.05


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a call found. `bound`: proved within the scope of the model; None where nothing is."""

    plan: Plan | None
    bound: int | None
    is_proven: bool
    is_infeasible: bool = False


def prove(
    model: Model,
    compiled: Compiled,
    plan: Plan | None,
    place: int,
    run: Run,
    *,
    limit: float | None,
    looks_ahead: bool = False,
) -> Outcome:
    """Seeks the best value of the tier at `place`, all tiers before it at least as in `plan`.

    Without a plan any is sought, and no tier. With `looks_ahead` the next tier decides among plans that are
    equally good, and no bound is read. `limit` is in deterministic seconds, so that the answer does not hang
    on the load of the machine; twice as long by the clock is the end of it.
    """
    tiers = compiled.problem.tiers
    if plan is not None:
        _set_aims(model, compiled, plan, place, looks_ahead=looks_ahead)
    solver = CpSolver()
    solver.parameters.num_workers = run.threads
    solver.parameters.random_seed = run.seed % 2**31
    solver.parameters.linearization_level = 2
    if limit is not None:
        solver.parameters.max_deterministic_time = limit
    status = run_solver(solver, model.cp, run, run.left if limit is None else min(run.left, 2 * limit))
    found = model.read(solver) if status in (OPTIMAL, FEASIBLE) else None
    bound = None
    if plan is not None and not looks_ahead and status in (OPTIMAL, FEASIBLE):
        bound = prove_whole(solver.best_objective_bound, is_gain=tiers[place] in GAINS)
    return Outcome(found, bound, status == OPTIMAL, status == INFEASIBLE)


def _set_aims(model: Model, compiled: Compiled, plan: Plan, place: int, *, looks_ahead: bool) -> None:
    tiers = compiled.problem.tiers
    for tier, value in zip(tiers[:place], measure(compiled, plan), strict=False):
        model.require(tier, model.expression(tier), value)
    aims = [(tiers[place], model.expression(tiers[place]))]
    if looks_ahead and place + 1 < len(tiers):
        aims.append((tiers[place + 1], model.expression(tiers[place + 1])))
    model.seek(aims)
    model.hint(plan)


def prove_whole(bound: float, *, is_gain: bool) -> int:
    """The bound as the whole number it proves; values are whole."""
    near = round(bound)
    if abs(bound - near) < 1e-6:
        return near
    return int(bound // 1) if is_gain else int(-(-bound // 1))


def run_solver(solver: CpSolver, model: CpModel, run: Run, seconds: float) -> int:
    """Runs the solver beside a watch on the clock and on `run.should_stop`."""
    if seconds <= 0:
        return int(UNKNOWN)
    if seconds < float("inf"):
        solver.parameters.max_time_in_seconds = seconds
    status: list[int] = []
    thread = threading.Thread(target=lambda: status.append(int(solver.solve(model))))
    thread.start()
    while thread.is_alive():
        thread.join(POLL)
        if run.is_over:
            solver.stop_search()
    return status[0]

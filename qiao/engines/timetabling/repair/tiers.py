"""The aims of a repair, one after the other, on the part that is touched."""

from collections.abc import Mapping
from dataclasses import dataclass

from ortools.sat.python import cp_model

from qiao.engines.timetabling.choosing.bound import scale_of, scaled_weights
from qiao.engines.timetabling.choosing.proof import Model
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.repair.part import Part
from qiao.engines.timetabling.run import Run

Aim = tuple[str, cp_model.LinearExprT]


@dataclass(frozen=True)
class Mended:
    """The slots of the part by index of the whole instance; `proved`: the aims, from the first on, that were
    proved on the part; `is_proved`: all were."""

    slots: dict[int, int]
    proved: tuple[str, ...] = ()
    is_proved: bool = False
    is_infeasible: bool = False


def mend(problem: Problem, part: Part, run: Run) -> Mended:
    """Kept weight, then the fewest moves, then weight, then breaks; with `max_moved` weight, breaks, moves.

    Each aim is proved, or its best in the time is kept, before the next begins: CP-SAT, five searches at
    most.
    """
    model = Model(part.problem, dict.fromkeys(range(len(part.back)), None))
    aims = _aims(problem, part, model)
    if problem.max_moved is not None:
        model.model.add(_moved(problem, part, model) <= problem.max_moved)
    found: dict[int, int] | None = None
    proved: list[str] = []
    for number, (name, aim) in enumerate(aims):
        solver = _solver(run, len(aims) - number)
        if found is not None:
            model.model.clear_hints()  # type: ignore[no-untyped-call]  # no types there
            model.hint(found)
        model.model.minimize(aim)
        status = solver.solve(model.model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            if found is None:
                return Mended({}, is_infeasible=status == cp_model.INFEASIBLE)
            break
        found = {r: t for r, mine in model.x.items() for t, each in mine.items() if solver.value(each)}
        if status == cp_model.OPTIMAL and len(proved) == number:
            proved.append(name)
        model.model.add(aim <= round(solver.objective_value))
        run.tell(name)
    return Mended(_whole(part, found or {}), tuple(proved), is_proved=len(proved) == len(aims))


def _aims(problem: Problem, part: Part, model: Model) -> list[Aim]:
    """Each to be made as small as possible."""
    before = _before(problem, part)
    weights = scaled_weights(part.problem, scale_of(part.problem))
    weight = -sum(weights[r] * model.held(r) for r in model.x)
    kept = -sum(weights[r] * model.held(r) for r in before)
    count = -sum(model.held(r) for r in before)
    moved = _moved(problem, part, model)
    if problem.max_moved is not None:
        return [("weight", weight), ("breaks", model.breaks.total), ("moved", moved)]
    aims: list[Aim] = [("kept", kept), ("kept", count), ("moved", moved)]
    return [*aims, ("weight", weight), ("breaks", model.breaks.total)]


def _before(problem: Problem, part: Part) -> dict[int, int]:
    previous = problem.previous or {}
    ids = [problem.requests[r].id for r in part.back]
    return {number: previous[name] for number, name in enumerate(ids) if name in previous}


def _moved(problem: Problem, part: Part, model: Model) -> cp_model.LinearExprT:
    before = _before(problem, part)
    return sum(
        literal for r, slot in before.items() for t, literal in model.x.get(r, {}).items() if t != slot
    )


def _solver(run: Run, aims: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = run.threads
    solver.parameters.random_seed = run.seed % 2**31
    if run.time_limit is not None:
        solver.parameters.max_time_in_seconds = max(run.left / aims, 0.01)
    return solver


def _whole(part: Part, found: Mapping[int, int]) -> dict[int, int]:
    return {part.back[r]: slot for r, slot in found.items()} | dict(part.beside)

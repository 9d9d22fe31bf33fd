"""The aims of a repair, one after the other, on the part that is touched."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ortools.sat.python import cp_model

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.choosing.bound import scale_of
from qiao.engines.timetabling.repair.model import Expression, Local, model_of
from qiao.engines.timetabling.repair.staying import Staying
from qiao.engines.timetabling.run import Run

Joined = tuple[tuple[str, ...], Expression]

WIDEST_AIM = 2**40  # values of one search; more tiers than fit are searched one after the other
EFFORT = 4.0  # of one search, in the deterministic seconds of CP-SAT


class Aim(NamedTuple):
    """To be made as small as possible; `span` is at least its greatest value less its least."""

    name: str
    value: Expression
    span: int


@dataclass(frozen=True)
class Mended:
    """The slots of the free requests; `proved`: the aims, from the
    first on, that were proved on the part; `is_proved`: all were."""

    slots: dict[int, int] | None
    proved: tuple[str, ...] = ()
    is_proved: bool = False
    is_infeasible: bool = False


def mend(
    board: Board,
    free: Collection[int],
    staying: Staying,
    run: Run,
    effort: float = EFFORT,
    *,
    only_moves: bool = False,
    only_value: bool = False,
) -> Mended:
    """Kept weight, kept meetings, then the fewest moves, then the fewest missing to the floors, then weight,
    then breaks; with `max_moved` floors, weight, breaks, moves, where those that moved beside the free ones
    count against the limit.

    Each aim is proved, or its best in the time is kept, before the next begins. Neighbouring aims whose
    values are few are searched together, the earlier ones multiplied by more than the later ones can come to.
    With `only_moves` value is no aim, with `only_value` the aims before it are no worse than they are. CP-
    SAT, six searches at most; `effort` is the most of each, so that without a limit of time the same seed
    ends with the same timetable.
    """
    local = model_of(board, free)
    limit = board.problem.max_moved
    before = staying.before
    mine = {r: before[r] for r in free if r in before}
    if limit is not None:
        inside = sum(board.slot_of[r] not in {slot, NOTHING} for r, slot in mine.items())
        local.model.add(_moved(local, mine) <= max(limit - staying.moved(board) + inside, 0))
    _add_fairness(board, local)
    held = {r: board.slot_of[r] for r in free if board.is_held(r)}
    aims = _aims(board, local, mine)
    if only_value:
        _keep(board, local, mine)
    joined = _joined(aims[3 if only_value else 0 : 3 if only_moves else None])
    return _search(local, joined, held, run, effort)


def _search(local: Local, aims: Sequence[Joined], best: Mapping[int, int], run: Run, effort: float) -> Mended:
    """One model searched for one aim after the other, always with the best so far as its hint."""
    found: dict[int, int] | None = None
    proved: list[str] = []
    is_proved = True
    for number, (names, aim) in enumerate(aims):
        local.hint(best if found is None else found)
        local.model.minimize(aim)
        solver = _solver(run, len(aims) - number, effort)
        status = solver.solve(local.model, _Watch(run))
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            if found is None:
                return Mended(None, is_infeasible=status == cp_model.INFEASIBLE)
            return Mended(found, tuple(proved))
        found = {r: t for r, mine in local.x.items() for t, each in mine.items() if solver.value(each)}
        is_proved = is_proved and status == cp_model.OPTIMAL
        proved += names if is_proved else ()
        local.model.add(aim <= round(solver.objective_value))
    return Mended(found, tuple(proved), is_proved)


def _solver(run: Run, aims: int, effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = run.threads
    solver.parameters.max_deterministic_time = effort
    solver.parameters.random_seed = run.seed % 2**31
    if run.time_limit is not None:
        solver.parameters.max_time_in_seconds = max(run.left / aims, 0.01)
    return solver


class _Watch(cp_model.CpSolverSolutionCallback):
    """Ends the search when the run is stopped; asked at each better timetable."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run

    def on_solution_callback(self) -> None:
        if self._run.is_over:
            self.stop_search()


def _aims(board: Board, local: Local, before: Mapping[int, int]) -> list[Aim]:
    problem = board.problem
    worth = {r: problem.requests[r].weight for r in local.x}
    scale = scale_of(replace(problem, requests=tuple(problem.requests[r] for r in local.x)))
    weights = {r: round(each * scale) for r, each in worth.items()}
    held = {r: local.held(r) for r in local.x}
    weight = Aim("weight", -sum(weights[r] * held[r] for r in held), sum(weights.values()))
    breaks = Aim("breaks", sum(local.breaks.values()), len(local.breaks) * problem.slots)
    moved = Aim("moved", _moved(local, before), len(before))
    kept = Aim("kept", -sum(weights[r] * held[r] for r in before), sum(weights[r] for r in before))
    count = Aim("count", -sum(held[r] for r in before), len(before))
    floors = [_floors(board, local)] if problem.has_floor else []
    if problem.max_moved is not None:
        return [*floors, weight, breaks, moved]
    return [kept, count, moved, *floors, weight, breaks]


def _floors(board: Board, local: Local) -> Aim:
    """Less the meetings within the floors of those whom the free requests concern."""
    mine: dict[int, list[int]] = {}
    for request in local.x:
        for participant in board.problem.pairs[request]:
            mine.setdefault(participant, []).append(request)
    served, span = [], 0
    for participant, requests in sorted(mine.items()):
        outside = board.held[participant] - sum(board.is_held(r) for r in requests)
        missing = min(board.problem.floors[participant] - outside, len(requests))
        if missing > 0:
            within = local.model.new_int_var(0, missing, f"within{participant}")
            local.model.add(within <= sum(local.held(r) for r in requests))
            served.append(within)
            span += missing
    return Aim("floors", -sum(served), span)


def _keep(board: Board, local: Local, before: Mapping[int, int]) -> None:
    """What is held of the earlier meetings stays held, and as many of them where they were."""
    for request in before:
        if board.is_held(request):
            local.model.add(local.held(request) == 1)
    moved = sum(board.slot_of[r] not in {slot, NOTHING} for r, slot in before.items())
    local.model.add(_moved(local, before) <= moved)


def _joined(aims: Sequence[Aim]) -> list[Joined]:
    """Neighbouring aims as one, as long as the numbers stay small."""
    joined: list[Aim] = []
    names: list[tuple[str, ...]] = []
    for aim in aims:
        if joined and (joined[-1].span + 1) * (aim.span + 1) <= WIDEST_AIM:
            first = joined.pop()
            span = (first.span + 1) * (aim.span + 1) - 1
            joined.append(Aim(aim.name, first.value * (aim.span + 1) + aim.value, span))
            names[-1] = (*names[-1], aim.name)
        else:
            joined.append(aim)
            names.append((aim.name,))
    return [(name, aim.value) for name, aim in zip(names, joined, strict=True)]


def _moved(local: Local, before: Mapping[int, int]) -> Expression:
    return sum(x for r, slot in before.items() for t, x in local.x.get(r, {}).items() if t != slot)


def _add_fairness(board: Board, local: Local) -> None:
    """Breaks of any two differ by at most so much, those of whom nothing is free included."""
    problem = board.problem
    if problem.fairness is None:
        return
    outside = [board.breaks_of(p) for p in range(len(board.held)) if p not in local.breaks]
    fewest = local.model.new_int_var(0, problem.slots, "fewest")
    for count in [*local.breaks.values(), *outside]:
        local.model.add(fewest <= count)
        local.model.add(count <= fewest + problem.fairness)

"""The exact finish for small events.

Where a plan meets the weight bound of the flow the search is for breaks alone (`closing`). Elsewhere, and
with floors or fairness, CP-SAT searches the whole problem: the shortfall is minimised first where there are
floors, then the weight is maximised, then the breaks are minimised.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ortools.sat.python import cp_model

from qiao.engines.timetabling.choosing.bound import Selection, caps_of, scaled_weights, tables_of
from qiao.engines.timetabling.choosing.closing import close
from qiao.engines.timetabling.choosing.days import BreakCount, add_breaks
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem, slots_of
from qiao.engines.timetabling.run import Run

Literal = cp_model.IntVar


@dataclass(frozen=True)
class Proof:
    """What was found and proved; `slots` is None when nothing was found.

    `weight_bound` is in the selection's scale, of the timetables with no more shortfall than that of `slots`;
    `is_infeasible`: there is no timetable at all. `refutation`: the certificate of `breaks_bound`.
    """

    slots: dict[int, int] | None
    weight_bound: int | None = None
    breaks_bound: int | None = None
    is_infeasible: bool = False
    shortfall_bound: int = 0
    refutation: dict[str, Any] | None = None


class Model:
    """x[r, t]: request r lies in slot t. One linear rule for each line of the format."""

    def __init__(self, problem: Problem, free: Mapping[int, bool | None]) -> None:
        """`free`: request to None where the search decides, or to whether it is held."""
        self.problem = problem
        self.model = cp_model.CpModel()
        self.x: dict[int, dict[int, Literal]] = {}
        for request, fate in free.items():
            is_held = bool(fate) or problem.is_due(problem.requests[request])
            if is_held or (fate is None and problem.domains[request]):
                self._add_request(request, is_held=is_held)
        self.busy = self._busy()
        self._add_tables()
        self._add_caps()
        self._add_order()
        self.breaks: BreakCount = add_breaks(self.model, problem, self.x, self.busy)

    def add_floors(self) -> cp_model.LinearExprT:
        """Meetings within the floors: of each participant no more than the floor and what it holds."""
        served = []
        for p, (floor, days) in enumerate(zip(self.problem.floors, self.busy, strict=True)):
            if floor and days:
                within = self.model.new_int_var(0, min(floor, len(days)), f"within{p}")
                self.model.add(within <= sum(sum(each) for each in days.values()))
                served.append(within)
        return sum(served)

    def held(self, request: int) -> cp_model.LinearExprT:
        return sum(self.x[request].values()) if request in self.x else 0

    def _add_request(self, request: int, *, is_held: bool) -> None:
        slots = slots_of(self.problem.domains[request])
        mine = {t: self.model.new_bool_var(f"x{request}.{t}") for t in slots}
        self.x[request] = mine
        if is_held:
            self.model.add_exactly_one(mine.values())
        else:
            self.model.add_at_most_one(mine.values())

    def _busy(self) -> list[dict[int, list[Literal]]]:
        busy: list[dict[int, list[Literal]]] = [{} for _ in self.problem.participants]
        for request, mine in self.x.items():
            for participant in self.problem.pairs[request]:
                for slot, literal in mine.items():
                    busy[participant].setdefault(slot, []).append(literal)
        for days in busy:
            for literals in days.values():
                self.model.add_at_most_one(literals)
        return busy

    def _add_tables(self) -> None:
        if self.problem.capacity is None:
            return
        for slot, tables in enumerate(self.problem.capacity):
            self.model.add(sum(mine[slot] for mine in self.x.values() if slot in mine) <= tables)

    def _add_caps(self) -> None:
        for participant, days in zip(self.problem.participants, self.busy, strict=True):
            if participant.max_meetings is not None:
                self.model.add(sum(sum(each) for each in days.values()) <= participant.max_meetings)
            if participant.max_per_day is not None:
                for first, last in self.problem.day_list:
                    today = [sum(days[t]) for t in days if first <= t <= last]
                    self.model.add(sum(today) <= participant.max_per_day)
            if participant.max_run is not None:
                self._add_run(days, participant.max_run)

    def _add_run(self, days: Mapping[int, list[Literal]], longest: int) -> None:
        for first, last in self.problem.day_list:
            for begin in range(first, last - longest + 1):
                stretch = [sum(days[t]) for t in range(begin, begin + longest + 1) if t in days]
                if len(stretch) > longest:
                    self.model.add(sum(stretch) <= longest)

    def _add_order(self) -> None:
        for request, mine in self.x.items():
            for name in self.problem.requests[request].after:
                early = self.x.get(self.problem.request_index[name], {})
                for slot, literal in mine.items():
                    self.model.add_at_most_one([literal, *(each for t, each in early.items() if t >= slot)])

    def hint(self, slots: Mapping[int, int]) -> None:
        for request, mine in self.x.items():
            for slot, literal in mine.items():
                self.model.add_hint(literal, slots.get(request) == slot)


def prove(problem: Problem, selection: Selection, known: Mapping[int, int] | None, run: Run) -> Proof:
    """The fewest meetings missing to the floors, the best weight, then the fewest breaks, each with its
    bound, as far as the time allows."""
    if known is not None and _meets_bounds(problem, selection, known):
        return _fewest_breaks(problem, selection, known, run, selection.scaled_bound)
    least = selection.shortfall_bound
    if problem.has_floor and (known is None or measure(problem, known).shortfall > least):
        served = _fewest_missing(problem, selection, known, run)
        if served.slots is None or measure(problem, served.slots).shortfall > served.shortfall_bound:
            return served
        known, least = served.slots, served.shortfall_bound
    return replace(_most_weight(problem, selection, known, run), shortfall_bound=least)


def _meets_bounds(problem: Problem, selection: Selection, slots: Mapping[int, int]) -> bool:
    """Whether complementary slackness speaks of these timetables."""
    return (
        selection.is_integral
        and _scaled_weight(problem, selection, slots) == selection.scaled_bound
        and measure(problem, slots).shortfall == selection.shortfall_bound
    )


def _fewest_missing(
    problem: Problem, selection: Selection, known: Mapping[int, int] | None, run: Run
) -> Proof:
    model = Model(problem, _all_open(problem))
    if known is not None:
        model.hint(known)
    model.model.maximize(model.add_floors())
    solver, status = _search(model, run, 0.3)
    if status == cp_model.INFEASIBLE:
        return Proof(None, is_infeasible=True)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Proof(None, shortfall_bound=selection.shortfall_bound)
    least = sum(problem.floors) - int(solver.best_objective_bound + 0.5)
    found = [_read(model, solver), *([] if known is None else [dict(known)])]
    best = min(found, key=lambda slots: measure(problem, slots).shortfall)
    return Proof(best, shortfall_bound=max(least, selection.shortfall_bound))


def _most_weight(problem: Problem, selection: Selection, known: Mapping[int, int] | None, run: Run) -> Proof:
    """The best weight with no more shortfall than that of `known`, then the fewest breaks."""
    model = Model(problem, _all_open(problem))
    most = selection.scaled_bound
    if known is not None:
        model.hint(known)
        shortfall = measure(problem, known).shortfall
        most, _ = selection.proved(shortfall)
        _keep_floors(model, shortfall)
    scaled = scaled_weights(problem, selection.scale)
    model.model.maximize(sum(scaled[request] * model.held(request) for request in model.x))
    solver, status = _search(model, run, 0.5)
    if status == cp_model.INFEASIBLE:
        return Proof(None, is_infeasible=True)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Proof(None if known is None else dict(known))
    found, bound = _read(model, solver), min(int(solver.best_objective_bound + 0.5), most)
    best = _scaled_weight(problem, selection, found)
    if best < bound:
        return Proof(found, bound)
    return _fewest_breaks(problem, selection, found, run, best)


def _keep_floors(model: Model, shortfall: int) -> None:
    if model.problem.has_floor:
        model.model.add(model.add_floors() >= sum(model.problem.floors) - shortfall)


def _fewest_breaks(
    problem: Problem, selection: Selection, known: Mapping[int, int], run: Run, weight: int
) -> Proof:
    """The fewest breaks of timetables of that weight, the best one, which `known` has."""
    is_met = _meets_bounds(problem, selection, known)
    if is_met and problem.fairness is None and not problem.has_floor:
        closing = close(problem, selection, known, run)
        return Proof(closing.slots, weight, closing.breaks_bound, refutation=closing.certificate)
    model = Model(problem, dict(enumerate(selection.fates)) if is_met else _all_open(problem))
    scaled = scaled_weights(problem, selection.scale)
    model.model.add(sum(scaled[request] * model.held(request) for request in model.x) == weight)
    _keep_floors(model, measure(problem, known).shortfall)
    if is_met:
        _add_slackness(model, selection)
    model.hint(known)
    model.model.minimize(model.breaks.total)
    solver, status = _search(model, run, 1.0)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Proof(dict(known), weight, 0)
    return Proof(_read(model, solver), weight, int(solver.best_objective_bound + 0.999))


def _all_open(problem: Problem) -> dict[int, bool | None]:
    return dict.fromkeys(range(len(problem.requests)), None)


def _add_slackness(model: Model, selection: Selection) -> None:
    """As in `heaviest`: whoever has a price is at the cap; tables that have one are all taken."""
    problem = model.problem
    for participant, (cap, price) in enumerate(zip(caps_of(problem), selection.prices, strict=True)):
        if price > 0:
            model.model.add(sum(sum(each) for each in model.busy[participant].values()) == cap)
    if selection.table_price > 0:
        model.model.add(sum(model.held(request) for request in model.x) == tables_of(problem))


def _search(model: Model, run: Run, share: float) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = run.threads
    solver.parameters.random_seed = run.seed % 2**31
    if run.time_limit is not None:
        solver.parameters.max_time_in_seconds = max(run.left * share, 0.01)
    return solver, solver.solve(model.model, _Watch(run))


class _Watch(cp_model.CpSolverSolutionCallback):
    """Ends the search when the run is stopped; asked at each better timetable."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run

    def on_solution_callback(self) -> None:
        self._run.tell("proof")
        if self._run.is_over:
            self.stop_search()


def _read(model: Model, solver: cp_model.CpSolver) -> dict[int, int]:
    held = ((r, t) for r, mine in model.x.items() for t, literal in mine.items() if solver.value(literal))
    return dict(held)


def _scaled_weight(problem: Problem, selection: Selection, slots: Mapping[int, int]) -> int:
    scaled = scaled_weights(problem, selection.scale)
    return sum(scaled[request] for request in slots)

"""Deciding whether a stable matching exists, and the fewest blocking choices where none does."""

import threading
from dataclasses import dataclass

import numpy as np
from ortools.sat.python.cp_model import FEASIBLE, INFEASIBLE, OPTIMAL, UNKNOWN, CpModel, CpSolver

from qiao.engines.matching.couples.learning import learn
from qiao.engines.matching.couples.market import Market, Numbers
from qiao.engines.matching.couples.model import Model
from qiao.engines.matching.couples.rules import blocking_of
from qiao.engines.shape.run import Run

POLL = 0.05


@dataclass(frozen=True)
class Decision:
    """`at`: the match that was found, if any. `is_proved`: it is what was sought, or there is none."""

    at: Numbers | None
    is_proved: bool


def decide(market: Market, near: Numbers, run: Run) -> Decision:
    """A stable matching, or the proof that there is none; neither when the time runs out first.

    `near` is where the search starts. Exponential at worst.
    """
    return _solved(market, Model(market), near, run)


def nearest(market: Market, near: Numbers, run: Run) -> Decision:
    """Where no match is stable: one that meets the rules with the fewest blocking choices.

    It is proved where the time is enough; `near` is where the search starts.
    """
    return _solved(market, Model(market, may_block=True), near, run)


def _solved(market: Market, model: Model, near: Numbers, run: Run) -> Decision:
    """Solves again and again, each time with what the match before has taught, until it teaches nothing."""
    best: Numbers | None = None
    fewest = 0
    model.hint(near, blocking_of(market, near))
    while True:
        solver, status = _run_solver(model.cp, run)
        if status == INFEASIBLE:
            return Decision(best, is_proved=True)
        if status not in (OPTIMAL, FEASIBLE):
            return Decision(best, is_proved=False)
        at = np.array(model.read(solver), np.int64)
        blocking = blocking_of(market, at)
        if model.blocks and (best is None or len(blocking) < fewest):
            best, fewest = at, len(blocking)
        said = {choice for choice, literal in enumerate(model.blocks) if solver.boolean_value(literal)}
        unsaid = [choice for choice in blocking if choice not in said]
        if not unsaid:
            return Decision(at if not model.blocks else best, is_proved=status == OPTIMAL)
        learn(model, at, unsaid)


def _run_solver(model: CpModel, run: Run) -> tuple[CpSolver, int]:
    """Runs one worker beside a watch on the clock and on `run.should_stop`."""
    solver = CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 0
    solver.parameters.random_seed = run.seed % 2**31
    if run.is_over:
        return solver, int(UNKNOWN)
    if run.left < float("inf"):
        solver.parameters.max_time_in_seconds = run.left
    status: list[int] = []
    thread = threading.Thread(target=lambda: status.append(int(solver.solve(model))))
    thread.start()
    while thread.is_alive():
        thread.join(POLL)
        if run.is_over:
            solver.stop_search()
    return solver, status[0]

"""Asking the formula: is there a stable matching, and which is the largest."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from qiao.engines.matching.columns import Columns
from qiao.engines.matching.exact.formula import Formula
from qiao.engines.matching.problem import Round
from qiao.engines.shape.run import Run

MOST_TERMS = 3_000_000  # of a formula that is written in seconds
TERMS_A_SECOND = 200_000  # at least: what the time that is left allows to write
Blocks = Callable[[Sequence[int]], Iterable[int]]


@dataclass(frozen=True)
class Decision:
    """What was found.

    Attributes
    ----------
    held : (n,) entry of each applicant or -1; None where no stable matching was found.
    is_decided : held is the largest there is, or it is proved that there is none.
    bound : no stable matching places more; None where nothing is known.
    """

    held: tuple[int, ...] | None
    is_decided: bool
    bound: int | None


def terms_of(instance: Round, columns: Columns) -> int:
    """How long the clauses of a round would be: each pair counts those before it in its lists. O(m)."""
    places = np.bincount(columns.programme, minlength=columns.programmes).astype(np.int64)
    sizes: dict[str | None, int] = {}
    for number, each in enumerate(instance.programmes):
        sizes[each.supervisor] = sizes.get(each.supervisor, 0) + int(places[number])
    shared = sum(size * size for name, size in sizes.items() if name is not None)
    return int((places * places).sum()) + shared


def decide(
    instance: Round,
    columns: Columns,
    run: Run,
    *,
    largest: bool = False,
    hint: Sequence[int] | None = None,
    blocks: Blocks | None = None,
) -> Decision:
    """A stable matching of any size, or the largest one; or the proof that there is none. Exponential.

    Parameters
    ----------
    blocks : entries that block a matching by rules which the formula does not hold (places reserved or capped
        by type): each answer that they block is cut off, and the question asked again.
    """
    formula = Formula(instance, columns)
    size = sum(formula.taken)
    if largest:
        formula.model.maximize(size)
    for entry, var in enumerate(formula.taken if hint is not None else ()):
        formula.model.add_hint(var, hint is not None and hint[formula.applicant[entry]] == entry)
    refused: set[tuple[int, ...]] = (
        set()
    )  # each is cut off, so none comes back; if one did, it is not asked on
    while True:
        solver = _solver(run)
        status = solver.solve(formula.model)
        if status == cp_model.INFEASIBLE:
            return Decision(None, True, None)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Decision(None, False, None)
        held = _held(formula, solver, columns.applicants)
        blocking = list(blocks(held)) if blocks is not None else []
        if not blocking:
            is_done = status == cp_model.OPTIMAL
            bound = int(solver.best_objective_bound) if largest else None
            return Decision(held, is_done, bound)
        if run.is_over or held in refused:
            return Decision(None, False, None)
        refused.add(held)
        for entry in blocking:
            _cut_off(formula, held, entry)


def _solver(run: Run) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = run.seed % 2**31
    if run.time_limit is not None:
        solver.parameters.max_time_in_seconds = run.left
    return solver


def _held(formula: Formula, solver: cp_model.CpSolver, applicants: int) -> tuple[int, ...]:
    held = [-1] * applicants
    for entry, var in enumerate(formula.taken):
        if solver.boolean_value(var):
            held[formula.applicant[entry]] = entry
    return tuple(held)


def _cut_off(formula: Formula, held: Sequence[int], entry: int) -> None:
    """While the programme of the entry holds just these, its applicant must have something as good."""
    place = formula.programme[entry]
    changed = [
        ~var if held[formula.applicant[each]] == each else var
        for each, var in enumerate(formula.taken)
        if formula.programme[each] == place
    ]
    formula.model.add(sum(changed) + formula.content(entry) >= 1)

"""The largest matching as a linear program in whole numbers: what counting decides and cores do not.

The model with prefix variables of Delorme et al. (2019) on the pairs that are left. Its relaxation sees at
once that several programmes and applicants are short of each other together, of which a core needs one for
each way; so all constraints are in the relaxation of CP-SAT.
"""

import threading
from collections.abc import Sequence
from itertools import groupby

from ortools.sat.python import cp_model

from qiao.engines.matching.columns import Columns
from qiao.engines.matching.ties.kiraly import tiers_of
from qiao.engines.shape.run import Run

_SECONDS = 0.05  # between two looks at the run


class Program:
    """Places as 0/1 variables; a pair has an applicant with something as good, or a full programme.

    Attributes
    ----------
    place : (n,) the entry of each applicant, -1 for none: the best so far.
    bound : no matching is larger, as far as known.
    """

    def __init__(self, columns: Columns, place: Sequence[int], bound: int) -> None:
        self.place, self.bound = list(place), bound
        self._owner = columns.applicant.tolist()
        self._model = cp_model.CpModel()
        self._used = [self._model.new_bool_var("") for _ in self._owner]
        self._has: list[cp_model.LinearExprT] = [0] * len(self._owner)
        self._tier, self._rank = tiers_of(columns).tolist(), columns.rank.tolist()
        start = columns.start.tolist()
        for a in range(columns.applicants):
            self._add_applicant(range(start[a], start[a + 1]))
        begin, order = (each.tolist() for each in columns.by_programme)
        for p, most in enumerate(columns.capacity.tolist()):
            self._add_programme(order[begin[p] : begin[p + 1]], most)
        for e, owner in enumerate(self._owner):
            self._model.add_hint(self._used[e], place[owner] == e)
        size = sum(e >= 0 for e in place)
        total = cp_model.LinearExpr.sum(self._used)
        self._model.add_linear_constraint(total, size, bound)
        self._model.maximize(total)

    def _add_applicant(self, entries: range) -> None:
        if entries:
            self._model.add_at_most_one(self._used[e] for e in entries)
        for _tier, tie in groupby(entries, self._tier.__getitem__):
            tied = list(tie)
            has = cp_model.LinearExpr.sum(self._used[entries[0] : tied[-1] + 1])
            for e in tied:
                self._has[e] = has

    def _add_programme(self, entries: Sequence[int], most: int) -> None:
        self._model.add(cp_model.LinearExpr.sum([self._used[e] for e in entries]) <= most)
        ahead: list[cp_model.IntVar] = []
        for _rank, tie in groupby(entries, self._rank.__getitem__):
            tied = list(tie)
            ahead += [self._used[e] for e in tied]
            if len(ahead) < most:
                for e in tied:
                    self._model.add(self._has[e] >= 1)
                continue
            is_full = self._model.new_bool_var("")
            self._model.add(cp_model.LinearExpr.sum(ahead) >= most * is_full)
            for e in tied:
                self._model.add(self._has[e] + is_full >= 1)

    def solve(self, run: Run) -> None:
        """Until it is proved or the run is over; the same seed gives the same where time does not run out."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = run.seed % 2_000_000_000
        solver.parameters.linearization_level = 2
        if run.time_limit is not None:
            solver.parameters.max_time_in_seconds = run.left
        status = _watched(solver, self._model, run)
        if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            self.place = [-1] * len(self.place)
            for e, owner in enumerate(self._owner):
                if solver.boolean_value(self._used[e]):
                    self.place[owner] = e
            self.bound = min(self.bound, int(solver.best_objective_bound + 1e-6))


def _watched(solver: cp_model.CpSolver, model: cp_model.CpModel, run: Run) -> cp_model.CpSolverStatus:
    """Solves beside a watch on `run.should_stop`, which CP-SAT does not ask."""
    done = threading.Event()
    found: list[cp_model.CpSolverStatus] = []

    def work() -> None:
        found.append(solver.solve(model))
        done.set()

    if run.should_stop is None:
        work()
    else:
        thread = threading.Thread(target=work)
        thread.start()
        while not done.wait(_SECONDS):
            if run.is_over:
                solver.stop_search()
        thread.join()
    return found[0]

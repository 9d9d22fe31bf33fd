"""CaDiCaL, asked in slices so that time and a request to stop are honoured.

Biere, Fazekas, Fleury, Heisinger (2020), CaDiCaL, Kissat, Paracooba, Plingeling and Treengeling entering the
SAT Competition 2020; through python-sat (Ignatiev, Morgado, Marques-Silva 2018).
"""

from collections.abc import Collection, Sequence
from typing import Any

from pysat.solvers import Cadical153

from qiao.engines.timetabling.exact.formula import Formula
from qiao.engines.timetabling.run import Run

SOLVER = "CaDiCaL 1.5.3"
_CONFLICTS = 2_000


class Oracle:
    """Decides one formula under assumptions.

    CaDiCaL cannot be interrupted from here, but it keeps what it has learnt between calls: it is given a few
    thousand conflicts at a time, some tenths of a second, and the run is asked in between.
    """

    def __init__(self, formula: Formula, *, seed: int = 0) -> None:
        self._solver: Any = Cadical153()
        if seed:
            self._solver.configure({"seed": seed % 2_000_000_000})
        self._solver.append_formula(formula.clauses)

    def decide(self, run: Run, assumptions: Collection[int] = ()) -> bool | None:
        """Whether the formula can be satisfied; None when the run is over first."""
        while not run.is_over:
            answer = self.ask(assumptions)
            if answer is not None:
                return answer
        return None

    def ask(self, assumptions: Collection[int] = (), conflicts: int = _CONFLICTS) -> bool | None:
        """The same with so many conflicts at most; None when they do not decide it."""
        self._solver.conf_budget(conflicts)
        answer = self._solver.solve_limited(assumptions=list(assumptions))
        return None if answer is None else bool(answer)

    @property
    def model(self) -> Sequence[int]:
        """The literals that are true, in the order of the variables, after the answer True."""
        return tuple(self._solver.get_model())

    @property
    def core(self) -> frozenset[int]:
        """Assumptions that cannot hold together, after the answer False."""
        return frozenset(self._solver.get_core() or ())


def refuted(formula: Formula) -> dict[str, Any]:
    """What a certificate says of a formula that this solver refuted, so that another can do it again."""
    return {
        "solver": SOLVER,
        "formula": formula.digest(),
        "clauses": len(formula.clauses),
        "variables": formula.variables,
    }

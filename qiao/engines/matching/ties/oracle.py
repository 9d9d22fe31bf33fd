"""CaDiCaL, asked in slices so that time and a request to stop are honoured.

Biere, Fazekas, Fleury, Heisinger (2020), CaDiCaL, Kissat, Paracooba, Plingeling and Treengeling entering the
SAT Competition 2020; through python-sat (Ignatiev, Morgado, Marques-Silva 2018).
"""

from collections.abc import Iterable, Sequence
from typing import Any

from pysat.solvers import Cadical195

from qiao.engines.shape.run import Run

_CONFLICTS = 1_000  # between two looks at the run


class Oracle:
    """Decides clauses under assumptions and keeps what it has learnt between questions."""

    def __init__(self, clauses: Iterable[Sequence[int]], run: Run) -> None:
        self._run = run
        self._solver: Any = Cadical195()
        if run.seed:
            self._solver.configure({"seed": run.seed % 2_000_000_000})
        for clause in clauses:
            self._solver.add_clause(clause)

    def add(self, *literals: int) -> None:
        self._solver.add_clause(literals)

    def prefer(self, literals: Sequence[int]) -> None:
        """Tries these first."""
        self._solver.set_phases(literals)

    def ask(self, assumptions: Sequence[int], conflicts: int) -> bool | None:
        """Whether all can hold; None when so many conflicts do not decide it or the run is over first."""
        answer = None
        while answer is None and conflicts > 0:
            self._solver.conf_budget(min(conflicts, _CONFLICTS))
            answer = self._solver.solve_limited(assumptions=assumptions)
            conflicts -= _CONFLICTS
            if self._run.is_over:
                break
        return None if answer is None else bool(answer)

    @property
    def model(self) -> list[int]:
        """The literals that are true, in the order of the variables, after the answer True."""
        found: list[int] = self._solver.get_model()
        return found

    @property
    def core(self) -> list[int]:
        """Assumptions that cannot hold together, after the answer False."""
        return self._solver.get_core() or []

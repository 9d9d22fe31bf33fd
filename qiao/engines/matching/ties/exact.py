"""The fewest losses, proved: from below, by cores.

Narodytska, Bacchus (2014), Maximum Satisfiability Using Core-Guided MaxSat Resolution, AAAI 28, 2717-2723.
Losses are few and their reasons near each other, so that each core is a small proof that one more is lost.
"""

from collections.abc import Callable

from qiao.engines.matching.ties.formula import Formula
from qiao.engines.matching.ties.oracle import Oracle

_MINIMISED = 60  # a core is cut down while it is at most so large
_EACH = 200  # conflicts for each literal left out of a core


class Cores:
    """Raises the least number of losses step by step.

    Attributes
    ----------
    least : losses that no stable matching can avoid, as far as known.
    """

    def __init__(self, formula: Formula, oracle: Oracle) -> None:
        self.least = 0
        self._formula, self._oracle = formula, oracle
        self._wanted = dict.fromkeys(formula.soft)

    def rise(self, is_enough: Callable[[int], bool]) -> list[int] | None:
        """The literals of a matching with `least` losses; None when the run is over before it is found, or
        when `is_enough` says of `least` that such a matching is known."""
        while not is_enough(self.least):
            answer = self._oracle.decide(list(self._wanted))
            if answer is None:
                return None
            if answer:
                return self._oracle.model
            self.least += 1
            self._relax(self._smaller(self._oracle.core))
        return None

    def _smaller(self, core: list[int]) -> list[int]:
        """The core without what it can do without, as far as few conflicts tell."""
        at = 0
        while 1 < len(core) <= _MINIMISED and at < len(core):
            fewer = core[:at] + core[at + 1 :]
            if self._oracle.ask(fewer, _EACH) is False:
                kept = set(self._oracle.core)
                core = [each for each in fewer if each in kept]
            else:
                at += 1
        return core

    def _relax(self, core: list[int]) -> None:
        """One of the core is lost; that no second one is, is wanted from now on: for each, that it is not
        lost together with one that comes after it."""
        for each in core:
            del self._wanted[each]
        if not core:
            raise ArithmeticError("a round without a stable matching")  # never: Király's is one
        later = -core[-1]
        self._oracle.add(*(-each for each in core))
        for each in reversed(core[:-1]):
            both = self._formula.fresh()
            self._oracle.add(each, -later, both)
            self._wanted[-both] = None
            if each != core[0]:
                either = self._formula.fresh()
                self._oracle.add(each, either)
                self._oracle.add(-later, either)
                later = either

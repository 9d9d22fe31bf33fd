"""The fewest losses, proved: from below, by cores.

Narodytska, Bacchus (2014), Maximum Satisfiability Using Core-Guided MaxSat Resolution, AAAI 28, 2717-2723.
Losses are few and their reasons near each other, so that each core is a small proof that one more is lost.
"""

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
        self._formula, self.oracle = formula, oracle
        self._wanted = dict(zip(formula.soft, formula.about, strict=True))

    def ask(self, conflicts: int, near: frozenset[int] | None = None) -> bool | None:
        """Whether there is a matching with `least` losses (it is the oracle's `model` then); False raises
        `least` by one, None is not decided by so many conflicts.

        Parameters
        ----------
        near : only what has to do with these applicants is wanted: True means nothing then.
        """
        wanted = list(self._wanted)
        if near is not None:
            wanted = [each for each, about in self._wanted.items() if about in near]
        answer = self.oracle.ask(wanted, conflicts)
        if answer is False:
            self.least += 1
            self._relax(self._smaller(self.oracle.core))
        return answer

    def _smaller(self, core: list[int]) -> list[int]:
        """The core without what it can do without, as far as few conflicts tell."""
        at = 0
        while 1 < len(core) <= _MINIMISED and at < len(core):
            fewer = core[:at] + core[at + 1 :]
            if self.oracle.ask(fewer, _EACH) is False:
                kept = set(self.oracle.core)
                core = [each for each in fewer if each in kept]
            else:
                at += 1
        return core

    def _relax(self, core: list[int]) -> None:
        """One of the core is lost; that no second one is, is wanted from now on: for each, that it is not
        lost together with one that comes after it."""
        if not core:
            raise ArithmeticError("a round without a stable matching")  # never: Király's is one
        about = [self._wanted.pop(each) for each in core]
        later = -core[-1]
        self.oracle.add(*(-each for each in core))
        for at in range(len(core) - 2, -1, -1):
            each, both = core[at], self._formula.fresh()
            self.oracle.add(each, -later, both)
            self._wanted[-both] = about[at]
            if at:
                either = self._formula.fresh()
                self.oracle.add(each, either)
                self.oracle.add(-later, either)
                later = either

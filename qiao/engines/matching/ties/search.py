"""A larger matching out of one that is known: what is near a loss is asked again, all else stays.

Large neighbourhood search (Shaw 1998), each neighbourhood decided by the oracle and not only sampled.
"""

from collections import deque
from collections.abc import Callable, Sequence

import numpy as np

from qiao.engines.matching.columns import Column
from qiao.engines.matching.ties.formula import Formula
from qiao.engines.matching.ties.oracle import Oracle

_FIRST = 50  # applicants of the first neighbourhoods
_GROWTH = 3


class Neighbourhoods:
    """Stable matchings with fewer and fewer losses.

    Attributes
    ----------
    place : (n,) the entry of each applicant, -1 for none: the best so far.
    lost : the positions in `Formula.soft` that do not hold in it.
    """

    def __init__(self, formula: Formula, oracle: Oracle, place: Column) -> None:
        self._formula, self._oracle = formula, oracle
        columns = formula.columns
        self._start, self._programme = columns.start.tolist(), columns.programme.tolist()
        self._owner = columns.applicant.tolist()
        self._begin, self._sorted = (each.tolist() for each in columns.by_programme)
        self.place = self._entries_of(place)
        model = self._completed()
        self.take(model)

    def _entries_of(self, place: Column) -> list[int]:
        columns = self._formula.columns
        found = [-1] * columns.applicants
        for e in np.flatnonzero(place[columns.applicant] == columns.programme).tolist():
            found[self._owner[e]] = e
        return found

    def centres(self) -> list[int]:
        """An applicant at each loss."""
        return list(dict.fromkeys(self._formula.about[at] for at in self.lost))

    def _completed(self) -> list[int]:
        """All variables, given only who is where."""
        if self._oracle.ask(self._fixed(frozenset()), 1 << 30) is not True:
            raise ArithmeticError("a matching that is not stable")
        return self._oracle.model

    def take(self, model: Sequence[int]) -> None:
        """Keeps this as the best."""
        entries = [-1] * self._formula.columns.applicants
        for e, owner in enumerate(self._owner):
            if model[e] > 0:
                entries[owner] = e
        self.place = entries
        soft = self._formula.soft
        self.lost = [at for at, literal in enumerate(soft) if (model[abs(literal) - 1] > 0) != (literal > 0)]
        self._oracle.prefer(model)

    def descend(self, is_over: Callable[[], bool], conflicts: int) -> None:
        """Larger and larger neighbourhoods, up to all, around each loss; so many conflicts for each."""
        size, largest = _FIRST, self._formula.columns.applicants
        while self.lost and not is_over():
            tried = 0
            while tried < len(self.lost) and not is_over():
                if not self._improve(self.lost[tried], size, conflicts):
                    tried += 1
            if size >= largest:
                return
            size = min(size * _GROWTH, largest)

    def _improve(self, at: int, size: int, conflicts: int) -> bool:
        """Whether this loss can be mended within its neighbourhood, with no new one anywhere."""
        soft, lost = self._formula.soft, set(self.lost)
        kept = [literal for other, literal in enumerate(soft) if other not in lost]
        fixed = self._fixed(self.near(self._formula.about[at], size))
        if self._oracle.ask([*fixed, soft[at], *kept], conflicts) is not True:
            return False
        self.take(self._oracle.model)
        return True

    def _fixed(self, free: frozenset[int]) -> list[int]:
        """Literals that keep everybody else who has a place where he or she is."""
        return [e + 1 for a, e in enumerate(self.place) if e >= 0 and a not in free]

    def near(self, a: int, size: int) -> frozenset[int]:
        """The applicants reached first over the programmes that they list."""
        found, seen, queue = {a}, set(), deque([a])
        while queue and len(found) < size:
            for e in range(self._start[queue[0]], self._start[queue[0] + 1]):
                p = self._programme[e]
                if p in seen:
                    continue
                seen.add(p)
                for at in range(self._begin[p], self._begin[p + 1]):
                    other = self._owner[self._sorted[at]]
                    if other not in found:
                        found.add(other)
                        queue.append(other)
            queue.popleft()
        return frozenset(found)

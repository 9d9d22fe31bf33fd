"""The largest weakly stable matching."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qiao.engines.matching.columns import Column, Columns
from qiao.engines.matching.ties.cover import Cover, cover_of
from qiao.engines.matching.ties.exact import Cores
from qiao.engines.matching.ties.formula import Formula
from qiao.engines.matching.ties.kiraly import kiraly
from qiao.engines.matching.ties.linear import Program
from qiao.engines.matching.ties.oracle import Oracle
from qiao.engines.matching.ties.reductions import reduced
from qiao.engines.matching.ties.search import Neighbourhoods
from qiao.engines.shape.run import Run

_ORDERS = 8
_MOST_CELLS = 1_500_000  # beyond it Király's matching and the cover are all
_CONFLICTS = 1_000  # for each question
_LAST_CONFLICTS = 10_000  # for one that ends it
_SIZES = (30, 100, 300, 1_000)


@dataclass(frozen=True)
class Largest:
    """A weakly stable matching, and how much larger another could be.

    Attributes
    ----------
    place : (n,) the programme of each applicant, -1 for none.
    bound : no weakly stable matching places more.
    is_proved : this one places so many.
    cover : applicants and programmes of which each pair has one, with as many applicants and places as
        `bound` says: no matching at all places more, which anybody can verify. None where the bound needs
        stability, and more than that to verify.
    """

    place: Column
    bound: int
    is_proved: bool
    algorithm: str
    cover: tuple[tuple[int, ...], tuple[int, ...]] | None = None

    @property
    def size(self) -> int:
        return int(np.count_nonzero(self.place >= 0))


def solve_largest(columns: Columns, run: Run) -> Largest:
    """The largest weakly stable matching, or the best that was found in the time, with a bound.

    Ties on either side or on both. NP-hard: Király's matching is there at once (`kiraly`), the search for
    larger ones and the proof end with the run. The same columns and seed give the same result where time does
    not run out.
    """
    left = reduced(columns)
    cover = cover_of(left)
    place, algorithm, bound = _first(left, cover.size, run), "Király", cover.size
    if _size(place) < bound and not run.is_over and _cells(left) <= _MOST_CELLS:
        place, bound, algorithm = _searched(left, cover, place, run)
    return Largest(place, bound, _size(place) == bound, algorithm, _shown(columns, bound))


def _first(columns: Columns, most: int, run: Run) -> Column:
    """The best of Király's matchings for some orders of applying, the first as they stand."""
    best, draw = kiraly(columns), np.random.default_rng(run.seed)
    for _ in range(_ORDERS - 1):
        if _size(best) == most or run.is_over:
            break
        other = kiraly(columns, draw.permutation(columns.applicants).astype(np.int32))
        best = max(best, other, key=_size)
    return best


def _searched(columns: Columns, cover: Cover, place: Column, run: Run) -> tuple[Column, int, str]:
    """By clauses while few conflicts decide, and by linear programming afterwards."""
    formula = Formula(columns, cover)
    if run.is_over:
        return place, cover.size, "Király"
    oracle = Oracle(formula.clauses, run)
    near = Neighbourhoods(formula, oracle, place)
    cores = Cores(formula, oracle)
    near.descend(lambda: run.is_over, _CONFLICTS)
    _raise(cores, near, _CONFLICTS, run)
    if len(near.lost) == 1 and cores.least == 0 and not run.is_over:
        _ask_afresh(formula, cores, near, run)
    bound, algorithm = cover.size - cores.least, "Király, neighbourhoods, cores"
    if len(near.lost) == cores.least or run.is_over:
        return _programmes(columns, near.place), bound, algorithm
    program = Program(columns, near.place, bound)
    program.solve(run)
    return _programmes(columns, program.place), program.bound, f"{algorithm}, linear"


def _ask_afresh(formula: Formula, cores: Cores, near: Neighbourhoods, run: Run) -> None:
    """Whether no loss at all is possible, by an oracle that does not begin at the matching with one loss and
    gets far from it for that."""
    oracle = Oracle(formula.clauses, run)
    answer = oracle.ask(formula.soft, _LAST_CONFLICTS)
    if answer:
        near.take(oracle.model)
    elif answer is False:
        cores.least = 1


def _cells(columns: Columns) -> int:
    """Entries times places, over all programmes: how large a formula is."""
    return int(np.bincount(columns.programme, minlength=columns.programmes) @ columns.capacity)


def _programmes(columns: Columns, place: Sequence[int]) -> Column:
    """The programme of each applicant, given the entry."""
    entry = np.array(place, np.int64)
    found = np.full(columns.applicants, -1, np.int32)
    found[entry >= 0] = columns.programme[entry[entry >= 0]]
    return found


def _raise(cores: Cores, near: Neighbourhoods, conflicts: int, run: Run) -> None:
    """Raises the least number of losses while so many conflicts do it: around each loss, then of all."""
    for size in _SIZES:
        for about in near.centres():
            while cores.least < len(near.lost) and not run.is_over:
                if cores.ask(conflicts, near.near(about, size)) is not False:
                    break
    answer: bool | None = False
    while answer is False and cores.least < len(near.lost) and not run.is_over:
        answer = cores.ask(conflicts)
        if answer:
            near.take(cores.oracle.model)


def _shown(columns: Columns, bound: int) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    cover = cover_of(columns)
    return (cover.applicants, cover.programmes) if cover.size == bound else None


def _size(place: Column) -> int:
    return int(np.count_nonzero(place >= 0))

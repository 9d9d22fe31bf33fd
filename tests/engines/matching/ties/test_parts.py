"""Each way to the largest matching by itself: small rounds seldom need the last ones."""

import numpy as np
import pytest
from hypothesis import given

from qiao.engines.matching.columns import Column, Columns, columns_of
from qiao.engines.matching.problem import Round
from qiao.engines.matching.ties import kiraly, reduced
from qiao.engines.matching.ties.cover import cover_of
from qiao.engines.matching.ties.exact import Cores
from qiao.engines.matching.ties.formula import Formula
from qiao.engines.matching.ties.linear import Program
from qiao.engines.matching.ties.oracle import Oracle
from qiao.engines.matching.ties.search import Neighbourhoods
from qiao.engines.shape.run import Run
from tests.engines.matching.ties.rounds import hard, is_stable, largest_of, rounds


def entries_of(columns: Columns, place: Column) -> list[int]:
    found = [-1] * columns.applicants
    for e in np.flatnonzero(place[columns.applicant] == columns.programme).tolist():
        found[columns.applicant[e]] = e
    return found


def places_of(columns: Columns, entries: list[int]) -> Column:
    return np.array([columns.programme[e] if e >= 0 else -1 for e in entries], np.int32)


@given(rounds())
def test_cores_count_the_losses_that_nobody_can_avoid(instance: Round) -> None:
    """From nothing but the stable matchings: neither Király's nor a neighbourhood helps."""
    columns = columns_of(instance)
    cover = cover_of(columns)
    formula = Formula(columns, cover)
    cores = Cores(formula, Oracle(formula.clauses, Run()))

    while cores.ask(100_000) is False:
        pass

    assert cover.size - cores.least == largest_of(columns)


@given(rounds())
def test_the_program_finds_the_largest(instance: Round) -> None:
    columns = columns_of(instance)
    place = kiraly(columns)
    program = Program(columns, entries_of(columns, place), cover_of(columns).size)

    program.solve(Run())

    assert sum(e >= 0 for e in program.place) == program.bound == largest_of(columns)
    assert is_stable(instance, places_of(columns, program.place))


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_neighbourhoods_only_enlarge_and_stay_stable(share: float) -> None:
    instance = hard(150, 75, ties=0.7, applicant_ties=share)
    columns = reduced(columns_of(instance))
    before = kiraly(columns)
    cover = cover_of(columns)
    formula = Formula(columns, cover)
    near = Neighbourhoods(formula, Oracle(formula.clauses, Run()), before)

    near.descend(lambda: False, 100)

    after = places_of(columns, near.place)
    assert is_stable(instance, after)
    assert np.count_nonzero(after >= 0) == cover.size - len(near.lost) > np.count_nonzero(before >= 0)


def test_the_program_stops_when_it_is_asked_to() -> None:
    columns = reduced(columns_of(hard(400, 200, ties=0.5)))
    place = entries_of(columns, kiraly(columns))
    bound = cover_of(columns).size
    program = Program(columns, place, bound)

    program.solve(Run(should_stop=lambda: True))

    assert program.bound <= bound
    assert sum(e >= 0 for e in program.place) >= sum(e >= 0 for e in place)

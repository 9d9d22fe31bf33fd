"""Compiled or not, the kernels write the same columns."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from qiao.engines.matching.columns import columns_of, columns_of_lists
from qiao.engines.matching.deferred import hospitals, supervision
from qiao.engines.matching.deferred.hospitals import applicant_optimal, programme_optimal
from qiao.engines.matching.deferred.supervision import student_optimal, supervision_of
from qiao.engines.matching.entries import verify_entries
from qiao.engines.matching.problem import Round
from qiao.engines.shape.compiled import IS_COMPILED
from tests.support.rounds import rounds


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where numba is not installed."""
    if not IS_COMPILED:
        pytest.skip("numba is not here: everything runs as plain Python anyway")
    for name in ("applicants_propose", "programmes_propose"):
        monkeypatch.setattr(hospitals, name, getattr(hospitals, name).py_func)
    monkeypatch.setattr(supervision, "students_propose", supervision.students_propose.py_func)
    for name in ("as_wide", "as_narrow"):
        monkeypatch.setattr(hospitals, name, lambda values: np.asarray(values).tolist())
        monkeypatch.setattr(supervision, name, lambda values: np.asarray(values).tolist())
    for module in (hospitals, supervision):
        monkeypatch.setattr(module, "zeros", lambda length: [0] * length)


def drawn(kind: str) -> list[Round]:
    found: list[Round] = []

    @settings(max_examples=80, deadline=None, database=None, derandomize=True)
    @given(rounds(kind))
    def collect(instance: Round) -> None:
        found.append(instance)

    collect()
    return found


def test_hospitals_are_the_same_in_plain_python(request: Any) -> None:
    columns = [columns_of(each) for each in drawn("plain")]
    fast = [(applicant_optimal(each), programme_optimal(each)) for each in columns]

    request.getfixturevalue("plain")

    for each, (best, worst) in zip(columns, fast, strict=True):
        assert applicant_optimal(each).tolist() == best.tolist()
        assert programme_optimal(each).tolist() == worst.tolist()


def test_supervision_is_the_same_in_plain_python(request: Any) -> None:
    found = [(columns_of(each), *supervision_of(each)) for each in drawn("supervisors")]
    fast = [student_optimal(*each) for each in found]

    request.getfixturevalue("plain")

    for each, best in zip(found, fast, strict=True):
        assert student_optimal(*each).tolist() == best.tolist()


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_dictionaries_give_the_columns_of_the_round(instance: Round) -> None:
    lists = {each.id: [name for tier in each.prefs for name in tier] for each in instance.applicants}
    rankings = {each.id: [name for tier in each.prefs for name in tier] for each in instance.programmes}
    capacities = {each.id: each.capacity for each in instance.programmes}

    one, other = columns_of(instance), columns_of_lists(lists, rankings, capacities)

    for name in ("start", "programme", "rank", "capacity"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_programmes_that_lose_many_wait_once(request: Any) -> None:
    """Complete lists: a programme loses several of its own before it is its turn again."""
    dice = np.random.default_rng(1)
    people, places = [f"a{number}" for number in range(200)], [f"p{number}" for number in range(8)]
    columns = columns_of_lists(
        {name: dice.permutation(places).tolist() for name in people},
        {name: dice.permutation(people).tolist() for name in places},
        dict.fromkeys(places, 25),
    )
    request.getfixturevalue("plain")

    held = programme_optimal(columns)

    assert verify_entries(columns, held)
    assert (held >= applicant_optimal(columns)).all()

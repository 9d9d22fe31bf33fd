from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qiao.engines.matching.columns import columns_of
from qiao.engines.matching.problem import Round
from qiao.engines.matching.ties import kiraly
from tests.engines.matching.ties.rounds import hard, is_stable, largest_of, rounds


@given(rounds(), st.randoms(use_true_random=False))
def test_is_stable_and_at_least_two_thirds_of_the_largest(instance: Round, dice: Any) -> None:
    columns = columns_of(instance)
    order = list(range(columns.applicants))
    dice.shuffle(order)

    place = kiraly(columns, np.array(order, np.int32))

    assert is_stable(instance, place)
    assert 3 * np.count_nonzero(place >= 0) >= 2 * largest_of(columns)


@pytest.mark.parametrize(
    ("n", "k", "share"), [(300, 300, 0.0), (300, 30, 0.4), (400, 80, 0.85), (60, 1, 0.5)]
)
def test_is_stable_where_many_tie(n: int, k: int, share: float) -> None:
    instance = hard(n, k, applicant_ties=share)

    assert is_stable(instance, kiraly(columns_of(instance)))

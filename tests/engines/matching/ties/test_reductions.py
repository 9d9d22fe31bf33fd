import numpy as np
import pytest
from hypothesis import given

from qiao.engines.matching.columns import columns_of
from qiao.engines.matching.problem import Applicant, Programme, Round, strict
from qiao.engines.matching.ties import reduced
from tests.engines.matching.ties.rounds import all_stable, hard, rounds


@given(rounds())
def test_the_stable_matchings_stay_the_same(instance: Round) -> None:
    columns = columns_of(instance)

    assert set(all_stable(reduced(columns))) == set(all_stable(columns))


def test_a_list_ends_with_a_programme_that_takes_the_applicant_in_any_case() -> None:
    instance = Round(
        "",
        (Applicant("a", strict("p", "q")), Applicant("b", strict("q"))),
        (Programme("p", 1, strict("a")), Programme("q", 1, (("a", "b"),))),
    )

    assert reduced(columns_of(instance)).start.tolist() == [0, 1, 2]


def test_two_programmes_that_cannot_both_be_filled_with_others_end_a_list() -> None:
    """Neither p nor q alone has room for everybody; only one of them can be filled without c."""
    people = ("c", "d")
    instance = Round(
        "",
        (Applicant("c", strict("p", "q", "r")), Applicant("d", (("p", "q"),))),
        (Programme("p", 1, (people,)), Programme("q", 1, (people,)), Programme("r", 1, strict("c"))),
    )

    assert reduced(columns_of(instance)).programme.tolist() == [0, 1, 0, 1]


def test_those_who_have_no_other_place_crowd_out_who_ranks_lower() -> None:
    """d and e may each go to q, but not both."""
    instance = Round(
        "",
        (
            Applicant("d", (("p", "q"),)),
            Applicant("e", (("p", "q"),)),
            Applicant("f", strict("p", "r")),
        ),
        (
            Programme("p", 1, strict("d", "e", "f")),
            Programme("q", 1, (("d", "e"),)),
            Programme("r", 1, strict("f")),
        ),
    )

    assert reduced(columns_of(instance)).programme.tolist() == [0, 1, 0, 1, 2]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_takes_out_many_pairs_and_keeps_the_order(share: float) -> None:
    columns = columns_of(hard(400, 200, ties=0.5, applicant_ties=share))

    left = reduced(columns)

    kept = np.isin(columns.applicant * 200 + columns.programme, left.applicant * 200 + left.programme)
    assert np.array_equal(columns.programme[kept], left.programme)
    assert np.array_equal(columns.rank[kept], left.rank)
    assert len(left.programme) < 0.8 * len(columns.programme)

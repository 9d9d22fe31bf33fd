"""Every kind of round against all of its matchings."""

import os
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.matching import BadInstance, check, solve
from qiao.engines.matching.formats import write_result
from qiao.engines.matching.problem import Applicant, Programme, Round, strict
from tests.support.rounds import KINDS, rank_of, rounds, size_of, stable_matches

EXAMPLES = 400 if "QIAO_THOROUGH" in os.environ else 30
SIDES = ("applicants", "programmes")


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(drawn=st.data())
def test_a_stable_matching_is_found_where_there_is_one(kind: str, ties: bool, drawn: Any) -> None:
    instance = drawn.draw(rounds(kind, ties=ties))
    stable = stable_matches(instance)

    found = [solve(instance, side=side, seed=drawn.draw(st.integers(0, 9))) for side in SIDES]

    for each in found:
        assert each.status == ("stable" if stable else "none")
        assert (dict(each.match) in stable) == bool(stable)
        assert check(instance, each).is_valid == bool(stable)


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(drawn=st.data())
def test_the_largest_is_as_large_as_any(kind: str, ties: bool, drawn: Any) -> None:
    instance = drawn.draw(rounds(kind, ties=ties))
    stable = stable_matches(instance)

    found = solve(instance, objective="max-size")

    if stable:
        assert (found.size, found.bound) == (max(map(size_of, stable)),) * 2
        assert check(instance, found).is_valid
    assert (found.status == "none") == (not stable)


@pytest.mark.parametrize("kind", ["plain", "supervisors", "types"])
@settings(max_examples=EXAMPLES, deadline=None)
@given(drawn=st.data())
def test_the_sides_are_the_extremes_of_the_lattice(kind: str, drawn: Any) -> None:
    instance = drawn.draw(rounds(kind))
    stable = stable_matches(instance)

    best, worst = (solve(instance, side=side).match for side in SIDES)

    for each in instance.applicants:
        ranks = [rank_of(instance, each.id, match[each.id]) for match in stable]
        assert rank_of(instance, each.id, best[each.id]) == min(ranks)
        assert rank_of(instance, each.id, worst[each.id]) == max(ranks)


@settings(max_examples=EXAMPLES, deadline=None)
@given(rounds())
def test_who_is_unplaced_once_is_unplaced_always(instance: Round) -> None:
    """The theorem of the rural hospitals (Roth 1986), which the bound of strict rounds rests on."""
    unplaced = {name for name, place in solve(instance).match.items() if place is None}

    for match in stable_matches(instance):
        assert {name for name, place in match.items() if place is None} == unplaced


def test_the_same_seed_gives_the_same_bytes_and_another_draws_anew() -> None:
    people = tuple(Applicant(f"a{number}", strict("p")) for number in range(20))
    instance = Round("lots", people, (Programme("p", 3, (tuple(each.id for each in people),)),))

    one, same, other = (write_result(solve(instance, seed=seed)) for seed in (1, 1, 2))

    assert one == same
    assert one.split('"seed"')[0] != other.split('"seed"')[0]


def test_a_round_with_faults_is_refused() -> None:
    with pytest.raises(BadInstance, match="There is no programme"):
        solve(Round("", (Applicant("a", strict("p")),), ()))


def test_a_minimum_that_nobody_fills_is_proved() -> None:
    instance = Round(
        "must",
        (Applicant("a", strict("p")),),
        (Programme("p", 2, strict("a"), min=2),),
        lower_quota_rule="must",
    )

    found = solve(instance)

    assert (found.status, found.shortfalls) == ("none", {"p": 1})
    assert found.blocking[0].text() == "p is 1 short of its lower quota."
    assert not check(instance, found).is_stable


def test_nobody_and_nothing_is_matched() -> None:
    assert solve(Round("empty", (), ())).match == {}


def test_a_tie_in_an_own_list_is_no_wish_to_move_where_places_are_reserved() -> None:
    """The largest is asked for exactly here: a place that is as good must not be taken for a better one."""
    people = tuple(Applicant(name, (("p", "q"),), ("x",)) for name in "abc")
    programmes = (
        Programme("p", 2, (("a", "b", "c"),), reserves={"x": 1}),
        Programme("q", 1, (("a", "b"),), caps={"x": 1}),
    )

    found = solve(Round("ties", people, programmes), objective="max-size", time_limit=20)

    assert (found.status, found.size, found.bound) == ("stable", 3, 3)

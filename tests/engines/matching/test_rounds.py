"""Places that revert, and a second round for what is left."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.matching import check, faults_of, left_over, solve, solve_reverting
from qiao.engines.matching.problem import Applicant, Programme, Round, strict
from tests.support.rounds import KINDS, rounds


def test_empty_places_go_to_the_sibling() -> None:
    instance = Round(
        "",
        tuple(Applicant(name, strict("phd")) for name in "abc"),
        (Programme("phd", 1, strict(*"abc")), Programme("master", 2, reverts_to="phd")),
    )

    final, result = solve_reverting(instance)

    assert [each.capacity for each in final.programmes] == [3, 0]
    assert set(result.match.values()) == {"phd"}
    assert check(final, result).is_valid


def test_places_travel_down_a_chain_and_stop_where_they_are_needed() -> None:
    instance = Round(
        "",
        tuple(Applicant(name, strict("q", "r")) for name in "abc"),
        (
            Programme("p", 2, reverts_to="q"),
            Programme("q", 1, strict("a", "b"), reverts_to="r"),
            Programme("r", 0, strict("c")),
        ),
    )

    final, result = solve_reverting(instance)

    assert [each.capacity for each in final.programmes] == [0, 2, 1]
    assert result.match == {"a": "q", "b": "q", "c": "r"}


@pytest.mark.parametrize("kind", [each for each in KINDS if each != "must"])
@settings(max_examples=20, deadline=None)
@given(drawn=st.data())
def test_the_second_round_is_sound_and_holds_just_what_is_left(kind: str, drawn: Any) -> None:
    instance = drawn.draw(rounds(kind, ties=True))
    result = solve(instance)
    if result.status != "stable":
        return

    second = left_over(instance, result)

    assert faults_of(second) == []
    assert {each.id for each in second.applicants} == {
        name for name, place in result.match.items() if place is None
    }
    held = Counter(result.match.values())
    assert {each.id: each.capacity for each in second.programmes} == {
        each.id: each.capacity - held[each.id]
        for each in instance.programmes
        if each.capacity > held[each.id]
    }
    again = solve(second)
    assert again.status in ("stable", "none")


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_nobody_is_placed_by_old_lists_alone(instance: Round) -> None:
    """A stable matching leaves no pair that both sides listed: the second round needs new lists."""
    assert solve(left_over(instance, solve(instance))).size == 0

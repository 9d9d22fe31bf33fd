"""Dictionaries in and out: the same answers as the round, and a verification that trusts nobody."""

from typing import Any

import pytest
from hypothesis import given, settings

from qiao.engines.matching import solve
from qiao.engines.matching.check.lists import verify_lists
from qiao.engines.matching.lists import match_lists
from qiao.engines.matching.problem import Round
from tests.support.rounds import every_match, rounds, stable_matches


def lists_of(instance: Round) -> tuple[dict[str, list[str]], dict[str, list[str]], dict[str, int]]:
    people, rankings = (
        {each.id: [name for tier in each.prefs for name in tier] for each in kind}
        for kind in (instance.applicants, instance.programmes)
    )
    return people, rankings, {each.id: each.capacity for each in instance.programmes}


@pytest.mark.parametrize("side", ["applicants", "programmes"])
@settings(max_examples=40, deadline=None)
@given(instance=rounds())
def test_dictionaries_give_the_match_of_the_round(side: Any, instance: Round) -> None:
    assert match_lists(*lists_of(instance), side=side) == solve(instance, side=side).match


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_just_the_stable_matches_are_verified(instance: Round) -> None:
    stable = stable_matches(instance)

    for match in every_match(instance):
        assert verify_lists(*lists_of(instance), match) == (match in stable)


@pytest.mark.parametrize("wrong", [{}, {"a": "p", "x": None}, {"a": "q"}, {"a": "r"}])
def test_who_or_what_is_not_listed_is_not_verified(wrong: dict[str, Any]) -> None:
    assert not verify_lists({"a": ["p"]}, {"p": ["a"], "q": ["a"]}, {"p": 1, "q": 1}, wrong)

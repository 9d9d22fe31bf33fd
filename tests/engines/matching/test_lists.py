"""Dictionaries in and out: the same answers as the round, and a verification that trusts nobody."""

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings

from qiao.engines.matching import solve
from qiao.engines.matching.check.lists import verify_lists
from qiao.engines.matching.columns import columns_of_lists
from qiao.engines.matching.entries import verify_entries
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


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_just_the_stable_matches_are_verified_in_columns(instance: Round) -> None:
    columns = columns_of_lists(*lists_of(instance))
    names, stable = list(lists_of(instance)[1]), stable_matches(instance)
    choices = [[-1, *range(*own)] for own in pairwise(columns.start)]

    for held in product(*choices):
        places = [names[columns.programme[at]] if at >= 0 else None for at in held]
        match = dict(zip(lists_of(instance)[0], places, strict=True))
        assert verify_entries(columns, held) == (match in stable)


def test_entries_of_others_are_not_verified() -> None:
    columns = columns_of_lists({"a": ["p"], "b": ["p"]}, {"p": ["a", "b"]}, {"p": 2})

    assert verify_entries(columns, [0, 1])
    assert not any(verify_entries(columns, wrong) for wrong in ([1, 0], [0], [0, 2], [0, -2], [0, 0]))


@pytest.mark.parametrize("wrong", [{}, {"a": "p", "x": None}, {"a": "q"}, {"a": "r"}])
def test_who_or_what_is_not_listed_is_not_verified(wrong: dict[str, Any]) -> None:
    assert not verify_lists({"a": ["p"]}, {"p": ["a"], "q": ["a"]}, {"p": 1, "q": 1}, wrong)

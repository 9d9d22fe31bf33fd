"""Dictionaries in and out: the same answers as the round, and a verification that trusts nobody."""

from itertools import pairwise, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.matching import BadInstance, solve
from qiao.engines.matching.check.lists import verify_lists
from qiao.engines.matching.columns import columns_of_lists
from qiao.engines.matching.entries import verify_entries
from qiao.engines.matching.lists import match_lists
from qiao.engines.matching.pairing import Repeated, in_order, in_passes
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


@pytest.mark.parametrize(
    ("people", "rankings", "places", "told"),
    [
        (
            {"a": ["p", "q"]},
            {"p": ["a"]},
            {"p": 1},
            "applicants[a][1]: There is no programme “q”. Correct the id, or add what is missing.",
        ),
        (
            {"a": ["p"]},
            {"p": ["a", "b"]},
            {"p": 1},
            "programmes[p][1]: There is no applicant “b”. Correct the id, or add what is missing.",
        ),
        (
            {"a": ["p", "p"]},
            {"p": ["a"]},
            {"p": 1},
            "applicants[a][1]: “p” stands in this list twice. Leave it in one place.",
        ),
        (
            {"a": ["p"], "b": []},
            {"p": ["b", "b"]},
            {"p": 1},
            "programmes[p][1]: “b” stands in this list twice. Leave it in one place.",
        ),
        (
            {"a": ["p"]},
            {"p": ["a"]},
            {},
            "capacities: It is not said how many places “p” has. Give its capacity.",
        ),
        (
            {"a": ["p"]},
            {"p": ["a"]},
            {"p": 1.5},
            "capacities[p]: 1.5 is not a whole number. Write a number without quotation marks, such as 3.",
        ),
        ({"a": ["p"]}, {"p": ["a"]}, {"p": -1}, "capacities[p]: -1 is below 0. Give a number from 0 on."),
    ],
)
def test_what_is_wrong_with_dictionaries_is_said_with_its_place(
    people: Any, rankings: Any, places: Any, told: str
) -> None:
    with pytest.raises(BadInstance) as found:
        match_lists(people, rankings, places)

    assert str(found.value) == told


def test_a_list_that_is_none_is_the_callers_error() -> None:
    with pytest.raises(TypeError):
        match_lists({"a": 3}, {"p": []}, {"p": 1})  # type: ignore[dict-item]


@st.composite
def flat_lists(draw: st.DrawFn, owners: int, names: int) -> tuple[Any, Any]:
    """Starts and names of lists that may name somebody twice."""
    lists = [draw(st.lists(st.integers(0, names - 1), max_size=4)) for _ in range(owners)]
    start = np.cumsum([0, *map(len, lists)]).astype(np.int64)
    return start, np.array([name for each in lists for name in each], np.int32)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.integers(1, 4), st.integers(1, 3))
def test_both_ways_to_put_the_sides_together_find_the_same(data: Any, n: int, k: int) -> None:
    start, programme = data.draw(flat_lists(n, k))
    by_programme, people = data.draw(flat_lists(k, n))
    rank = np.arange(len(people), dtype=np.int32)
    ranked = {
        (place, int(people[at])): at
        for place in range(k)
        for at in range(by_programme[place], by_programme[place + 1])
    }
    wanted = [(int(programme[at]), who) for who in range(n) for at in range(start[who], start[who + 1])]
    is_repeated = len(ranked) < len(people) or len(set(wanted)) < len(wanted)

    for find in (in_passes, in_order):
        try:
            found = find(start, programme, by_programme, people, rank, n, k).tolist()
        except Repeated:
            assert is_repeated
        else:
            assert (is_repeated, found) == (False, [ranked.get(pair, -1) for pair in wanted])


def test_entries_of_others_are_not_verified() -> None:
    columns = columns_of_lists({"a": ["p"], "b": ["p"]}, {"p": ["a", "b"]}, {"p": 2})

    assert verify_entries(columns, [0, 1])
    assert not any(verify_entries(columns, wrong) for wrong in ([1, 0], [0], [0, 2], [0, -2], [0, 0]))


@pytest.mark.parametrize("wrong", [{}, {"a": "p", "x": None}, {"a": "q"}, {"a": "r"}])
def test_who_or_what_is_not_listed_is_not_verified(wrong: dict[str, Any]) -> None:
    assert not verify_lists({"a": ["p"]}, {"p": ["a"], "q": ["a"]}, {"p": 1, "q": 1}, wrong)

"""What each person is told: true, and nothing of anybody else's list."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.matching import explain, solve, what_if
from qiao.engines.matching.problem import Applicant, Couple, Programme, Region, Round, Supervisor, strict
from tests.support.rounds import KINDS, rank_of, rounds

THREE_PLACES = Round(
    "workstation",
    tuple(Applicant(name, strict("w", "v")) for name in "abcde"),
    (Programme("w", 3, strict("d", "c", "b", "a", "e")), Programme("v", 1, strict("e"))),
)


def told(instance: Round, name: str, **options: Any) -> list[str]:
    return explain(instance, solve(instance, **options))[name].sentences()


def test_the_fifth_for_three_places_hears_so() -> None:
    assert told(THREE_PLACES, "e") == [
        "You have v, number 2 on your list.",
        "The 3 places of w went to applicants it ranked higher; you were number 5.",
    ]
    assert told(THREE_PLACES, "d") == ["w is your first choice."]
    assert told(THREE_PLACES, "a")[-1] == "v did not rank you."


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=20, deadline=None)
@given(drawn=st.data())
def test_each_higher_choice_has_a_reason_and_names_nobody(kind: str, ties: bool, drawn: Any) -> None:
    instance = drawn.draw(rounds(kind, ties=ties))
    result = solve(instance)
    if result.status != "stable":
        return
    for name, each in explain(instance, result).items():
        has = rank_of(instance, name, result.match[name])
        listed = [p for tier in instance.applicants[instance.applicant_index[name]].prefs[:has] for p in tier]
        assert [reason.programme for reason in each.reasons] == listed
        assert all(reason.sentence.code != "why.nearest" for reason in each.reasons)
        for language in ("en", "zh-hans"):
            said = " ".join(each.sentences(language))  # type: ignore[arg-type]
            assert not any(other.id in said for other in instance.applicants)


@settings(max_examples=30, deadline=None)
@given(rounds())
def test_the_position_is_ones_own_in_the_list(instance: Round) -> None:
    result = solve(instance)
    for name, each in explain(instance, result).items():
        for reason in each.reasons:
            programme = instance.programmes[instance.programme_index[reason.programme]]
            order = [person for tier in programme.prefs for person in tier]
            assert reason.position == (order.index(name) + 1 if name in order else None)


def test_supervisors_regions_reserves_caps_and_ties_are_said() -> None:
    people = tuple(Applicant(name, strict("p"), ("x",) if name == "a" else ()) for name in "ab")
    both = strict("b", "a")
    supervised = Round("", people, (Programme("p", 2, supervisor="s"),), (Supervisor("s", 1, both),))
    region = Round("", people, (Programme("p", 2, both, region="r"),), regions=(Region("r", 1),))
    capped = Round("", people, (Programme("p", 2, both, caps={"x": 0}),))
    reserved = Round("", people, (Programme("p", 1, both, reserves={"x": 1}),))
    tied = Round("", people, (Programme("p", 1, (("a", "b"),)),))
    closed = Round("", people[:1], (Programme("p", 2, strict("a"), min=2),), lower_quota_rule="close")

    codes = [
        explain(each, result)[name].reasons[0].sentence.code
        for each, name in [
            (supervised, "a"), (region, "a"), (capped, "a"), (reserved, "b"), (closed, "a"),
        ]
        for result in [solve(each)]
    ]  # fmt: skip
    loser = next(name for name, place in solve(tied).match.items() if place is None)

    assert codes == ["why.supervisor", "why.region", "why.capped", "why.reserved", "why.closed"]
    assert explain(tied, solve(tied))[loser].reasons[0].sentence.code == "why.tied"


def test_a_pair_is_told_of_its_pairs() -> None:
    instance = Round(
        "",
        (Applicant("a"), Applicant("b"), Applicant("x", strict("p"))),
        (Programme("p", 1, strict("x", "a")), Programme("q", 1, strict("b"))),
        couples=(Couple("c", ("a", "b"), (("p", "q"), (None, "q"))),),
    )

    assert told(instance, "a") == [
        "You have no place.",
        "For p and q: The place of p went to an applicant it ranked higher; you were number 2.",
    ]
    assert told(instance, "b") == [
        "You have q, number 2 on your list.",
        "For p and q: p could not take the other one of you.",
    ]


def test_more_places_are_answered_as_a_question_and_not_as_a_result() -> None:
    result = solve(THREE_PLACES)

    more = what_if(THREE_PLACES, result, {"w": 4})

    assert (more.gaining, more.losing) == (("a",), ())
    assert solve(THREE_PLACES).match == result.match

"""Rounds and results as files: what is read is written again, and what is wrong is told with its place."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.matching import BadInstance, solve
from qiao.engines.matching.formats import input_hash, read_result, read_round, write_result, write_round
from tests.support.rounds import KINDS, rounds, rounds_with_couples

SOUND: dict[str, Any] = {
    "format": "matching-round/1",
    "id": "small",
    "applicants": [{"id": "a", "prefs": ["p", ["q", "r"]]}, {"id": "b"}, {"id": "c"}],
    "programmes": [
        {"id": "p", "capacity": 1, "prefs": ["a"]},
        {"id": "q", "capacity": 2, "prefs": ["a", "b", "c"]},
        {"id": "r", "capacity": 2, "supervisor": "s"},
    ],
    "supervisors": [{"id": "s", "capacity": 1, "prefs": ["a"]}],
}
PLAIN = {**SOUND, "supervisors": [], "programmes": [*SOUND["programmes"][:2], {"id": "r", "capacity": 2}]}


def faults(**changed: Any) -> list[str]:
    with pytest.raises(BadInstance) as raised:
        read_round(json.dumps({**PLAIN, **changed}))
    return str(raised.value).splitlines()


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=30, deadline=None)
@given(drawn=st.data())
def test_what_is_written_is_read_again(kind: str, drawn: Any) -> None:
    instance = drawn.draw(rounds(kind, ties=True))

    assert read_round(write_round(instance)) == instance
    result = solve(instance)
    again = read_result(write_result(result))
    assert write_result(again) == write_result(result)
    assert again.match == result.match


@settings(max_examples=30, deadline=None)
@given(rounds_with_couples())
def test_couples_are_written_and_read(instance: Any) -> None:
    assert read_round(write_round(instance)) == instance


def test_the_hash_is_of_the_round_and_not_of_its_layout() -> None:
    loose = json.dumps(SOUND, indent=3)

    assert input_hash(read_round(loose)) == input_hash(read_round(json.dumps(SOUND)))
    assert input_hash(read_round(loose)) != input_hash(read_round(json.dumps(PLAIN)))


def test_a_result_needs_no_more_than_its_match() -> None:
    found = read_result('{"format": "matching-result/1", "match": {"a": null}}')

    assert (found.match, found.status, found.bound) == ({"a": None}, "stable", None)


PROGRAMMES = PLAIN["programmes"]


WRONG: list[tuple[dict[str, Any], str]] = [
    (
        {"applicants": [{"id": "a", "prefs": ["p", "p"]}]},
        "applicants[0].prefs[1]: “p” stands in this list twice",
    ),
    (
        {"applicants": [{"id": "a", "prefs": ["P"]}]},
        "applicants[0].prefs[0]: There is no programme “P”",
    ),
    (
        {"applicants": [{"id": "a", "prefs": [[]]}]},
        "applicants[0].prefs[0]: This tie names nobody",
    ),
    (
        {"applicants": [{"id": "a"}, {"id": "a"}]},
        "applicants[1].id: The id “a” is used already",
    ),
    (
        {"applicants": [{"id": 3}]},
        "applicants[0].id: 3 is not a text",
    ),
    (
        {"applicants": [{"id": "a", "prefs": "p"}]},
        "applicants[0].prefs: “p” is not a list",
    ),
    (
        {"applicants": [{"id": "a", "wants": []}]},
        "applicants[0].wants: The format has no field “wants”",
    ),
    (
        {"programmes": [{"id": "p"}]},
        "programmes[0].capacity: This field is missing",
    ),
    (
        {"programmes": [{"id": "p", "capacity": -1}]},
        "programmes[0].capacity: -1 is below 0",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 1, "prefs": ["z"]}]},
        "programmes[0].prefs[0]: There is no applicant “z”",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 1, "min": 2}]},
        "programmes[0].min: The lower quota 2 is above the capacity 1",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 1, "supervisor": "s"}]},
        "programmes[0].supervisor: There is no supervisor “s”",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 1, "region": "s"}]},
        "programmes[0].region: There is no region “s”",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 1, "reserves": {"x": 2}}]},
        "programmes[0].reserves: The reserved places are 2 and the capacity is 1",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 3, "reserves": {"x": 2}, "caps": {"x": 1}}]},
        "programmes[0].reserves.x: 2 places are reserved",
    ),
    (
        {"programmes": [{"id": "p", "capacity": 1, "reverts_to": "p"}]},
        "programmes[0].reverts_to: Places cannot revert to where they are",
    ),
    (
        {
            "programmes": [
                {"id": "p", "capacity": 1, "reverts_to": "q"},
                {"id": "q", "capacity": 1, "reverts_to": "p"},
            ]
        },
        "programmes[0].reverts_to: The places of “p” and “q” revert in a circle",
    ),
    (
        {"couples": [{"id": "c", "members": ["b", "b"]}]},
        "couples[0].members[1]: A pair is two different applicants",
    ),
    (
        {"couples": [{"id": "c", "members": ["b", "c"]}, {"id": "d", "members": ["c", "b"]}]},
        "couples[1].members[0]: “c” is in the pair “c” already",
    ),
    (
        {"couples": [{"id": "c", "members": ["a", "c"]}]},
        "applicants[0].prefs: “a” is one of a pair, whose list it is",
    ),
    (
        {"couples": [{"id": "c", "members": ["b", "c"], "prefs": [[None, None]]}]},
        "couples[0].prefs[0]: This choice places neither",
    ),
    (
        {"couples": [{"id": "c", "members": ["b", "c"], "prefs": [["p"]]}]},
        "couples[0].prefs[0]: […] is not a pair",
    ),
    (
        {"couples": [{"id": "c", "members": ["b", "c"], "prefs": [["p", "q"], ["p", "q"]]}]},
        "couples[0].prefs[1]: This choice stands in the list twice",
    ),
    (
        {"couple_rule": "both"},
        "couple_rule: “both” is not known here",
    ),
    (
        {"format": "matching-round/2"},
        "format: “matching-round/2” is not known here",
    ),
]


@pytest.mark.parametrize(("changed", "told"), WRONG, ids=[told for _changed, told in WRONG])
def test_what_is_wrong_is_told_with_its_place(changed: dict[str, Any], told: str) -> None:
    programmes = [*changed.get("programmes", PROGRAMMES)]
    named = {each.get("id") for each in programmes if isinstance(each, dict)}
    programmes += [each for each in PROGRAMMES if each["id"] not in named]

    assert any(line.startswith(told) for line in faults(**{**changed, "programmes": programmes}))


def test_kinds_that_no_rule_joins_are_refused() -> None:
    couple = {"id": "c", "members": ["b", "c"], "prefs": [["p", "q"]]}

    with pytest.raises(BadInstance, match="cannot have both pairs and supervisors"):
        read_round(json.dumps({**SOUND, "couples": [couple]}))


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', "\x00", "[" * 10_000, '{"a": NaN}'])
def test_no_text_ends_in_another_error(text: str) -> None:
    for read in (read_round, read_result):
        with pytest.raises(BadInstance):
            read(text)

"""Instances in JSON: what is written is read again, and what is wrong is told with all its places at once."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.formats import input_hash, read_problem, write_problem
from qiao.engines.timetabling.problem import Participant, Problem, Request
from tests.support.instances import small_problems

RAW: dict[str, Any] = {
    "format": "qiao-timetable/1",
    "name": "raw",
    "mode": "choose",
    "slots": 4,
    "days": [[0, 1], [2, 3]],
    "sessions": {"AM": [0, 2]},
    "capacity": [1, 1, 1, 1],
    "participants": [{"id": "A", "unavailable": [3]}, {"id": "B"}],
    "requests": [{"id": "r", "a": "A", "b": "B", "weight": 1.5, "session": "AM", "slot": 2}],
    "travel": {"X|Y": 1},
}


def faults_in(source: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(BadInstance) as refused:
        read_problem(source)
    return [(each.place, each.sentence.code.removeprefix("fault.")) for each in refused.value.faults]


def changed(**changes: Any) -> str:
    return json.dumps(RAW | changes)


def test_instance_is_read_field_by_field() -> None:
    problem = read_problem(json.dumps(RAW))

    assert problem == Problem(
        name="raw",
        mode="choose",
        slots=4,
        participants=(Participant("A", unavailable=frozenset({3})), Participant("B")),
        requests=(Request("r", "A", "B", weight=1.5, session="AM", slot=2),),
        days=((0, 1), (2, 3)),
        sessions={"AM": frozenset({0, 2})},
        capacity=(1, 1, 1, 1),
        travel={("X", "Y"): 1},
    )


@settings(deadline=None, max_examples=50)
@given(small_problems(with_previous=True))
def test_instance_is_the_same_after_writing_and_reading(problem: Problem) -> None:
    text = write_problem(problem)

    assert read_problem(text) == problem
    assert write_problem(read_problem(text.encode("utf-8"))) == text
    assert input_hash(read_problem(text)) == input_hash(problem)


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_name_comes_back_as_it_was(name: str) -> None:
    problem = Problem(name, "choose", 1, (Participant(name), Participant(name + "'")), ())

    assert read_problem(write_problem(problem)) == problem


def test_floor_of_nothing_is_written_and_no_floor_is_not() -> None:
    problem = read_problem(changed(floor=0, participants=[{"id": "A", "min_meetings": 0}, {"id": "B"}]))

    assert (problem.floor, problem.participants[0].min_meetings) == (0, 0)
    assert read_problem(write_problem(problem)) == problem
    assert "floor" not in write_problem(read_problem(changed()))
    assert input_hash(problem) != input_hash(read_problem(changed()))


def test_hash_tells_two_instances_apart() -> None:
    problem = read_problem(json.dumps(RAW))

    assert len(input_hash(problem)) == 64
    assert input_hash(problem) != input_hash(replace(problem, max_moved=None, slots=5, capacity=None))


def test_hash_covers_the_earlier_timetable_and_the_limit_of_moves() -> None:
    problem = replace(read_problem(json.dumps(RAW)), previous=None, max_moved=None)
    name = problem.requests[0].id
    changed = [
        problem,
        replace(problem, previous={name: 0}),
        replace(problem, previous={name: 1}),
        replace(problem, previous={name: 1}, max_moved=2),
    ]

    assert len({input_hash(each) for each in changed}) == len(changed)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ("", "json-syntax")),
        ("{", ("", "json-syntax")),
        ("[" * 100_000, ("", "json-nesting")),
        ('{"a":' * 100_000, ("", "json-nesting")),
        ("[]", ("", "object")),
        ("7", ("", "object")),
        (b"\xff\xfe{\x00}\x00", ("", "not-utf-8")),
        (json.dumps(RAW) + "]", ("", "json-syntax")),
        ("[" + "[]," * 2_100_000 + "[]]", ("", "json-parts")),
        (" " * (64 * 1024 * 1024 + 1), ("", "file-size")),
    ],
    ids=[
        "empty",
        "cut",
        "deep-lists",
        "deep-objects",
        "list",
        "number",
        "utf-16",
        "trailing",
        "parts",
        "size",
    ],
)
def test_what_is_no_instance_at_all_is_one_fault(text: str | bytes, expected: tuple[str, str]) -> None:
    assert faults_in(text) == [expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"format": "qiao-timetable/2"}, [("format", "choice")]),
        ({"format": ["x"]}, [("format", "choice")]),
        ({"mode": None}, [("mode", "missing")]),
        ({"mode": {}}, [("mode", "choice")]),
        ({"slots": "4"}, [("slots", "whole")]),
        ({"slots": 10**4000}, [("slots", "whole")]),
        ({"slots": 3.5}, [("slots", "whole")]),
        ({"slots": False}, [("slots", "whole")]),
        ({"participents": []}, [("participents", "unknown-field")]),
        ({"days": [[0]]}, [("days[0]", "day-pair")]),
        ({"days": [[0, "1"]]}, [("days[0]", "whole")]),
        ({"sessions": []}, [("sessions", "object")]),
        ({"sessions": {"AM": [0, 2], "PM": ["3"]}}, [("sessions.PM[0]", "whole")]),
        ({"capacity": 4}, [("capacity", "list")]),
        ({"capacity": [1, 1, None, 1]}, [("capacity[2]", "whole"), ("capacity", "capacity-length")]),
        ({"travel": {"XY": 1}}, [("travel.XY", "travel-key")]),
        ({"travel": {"X|Y": 1, "Y|X": 2}}, [("travel.X|Y", "travel-differs")]),
        ({"bipartite": "yes"}, [("bipartite", "yes-no")]),
        ({"floor": "1"}, [("floor", "whole")]),
        ({"floor": -2}, [("floor", "negative")]),
        (
            {"participants": [{"id": "A", "min_meetings": [1]}, {"id": "B"}]},
            [("participants[0].min_meetings", "whole")],
        ),
        ({"previous": [1]}, [("previous", "object")]),
        ({"previous": {"r": {"table": 1}}}, [("previous.r.slot", "missing")]),
        ({"previous": {"r": "2"}}, [("previous.r", "whole")]),
        ({"participants": {}}, [("participants", "list")]),
        ({"participants": [{"id": 7}, {"id": "A"}, {"id": "B"}]}, [("participants[0].id", "text")]),
        ({"participants": [{"id": "A"}, {"id": "B"}, []]}, [("participants[2]", "object")]),
        (
            {"participants": [{"id": "A"}, {"id": "B"}, {"id": "\ud800"}]},
            [("participants[2].id", "surrogate")],
        ),
        (
            {"participants": [{"id": "A"}, {"id": "B", "max_meeting": 1}]},
            [("participants[1].max_meeting", "unknown-field")],
        ),
        (
            {"requests": [{"id": "r", "a": 1, "b": True}]},
            [("requests[0].a", "text"), ("requests[0].b", "text")],
        ),
        ({"requests": [{"id": "r", "a": "A"}]}, [("requests[0].b", "missing")]),
        (
            {"requests": [{"id": "r", "a": "A", "b": "B", "weight": float("nan")}]},
            [("requests[0].weight", "not-finite")],
        ),
        (
            {"requests": [{"id": "r", "a": "A", "b": "B", "weight": True}]},
            [("requests[0].weight", "number")],
        ),
        ({"requests": [{"id": "r", "a": "A", "b": "B", "after": "q"}]}, [("requests[0].after", "list")]),
    ],
)
def test_fault_is_told_with_its_place(changes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert faults_in(changed(**changes)) == expected


def test_all_faults_of_shape_and_meaning_are_told_at_once() -> None:
    people = [{"id": "A"}, {"id": 5}, {"id": "A"}]
    requests = [
        {"id": "r", "a": "A", "b": "C", "slot": "x"},
        "r",
        {"id": "s", "a": "A", "b": "A", "slot": 99},
    ]

    assert faults_in(changed(participants=people, requests=requests, fairness=-1)) == [
        ("participants[1].id", "text"),
        ("requests[0].slot", "whole"),
        ("requests[1]", "object"),
        ("fairness", "negative"),
        ("participants[2].id", "twice"),
        ("requests[0].b", "no-participant"),
        ("requests[2].b", "oneself"),
        ("requests[2].slot", "no-slot"),
    ]


def test_key_that_is_written_twice_is_a_fault() -> None:
    text = (
        json.dumps(RAW)
        .replace('"slots": 4', '"slots": 4, "slots": 5')
        .replace('{"id": "B"}', '{"id":"B","id":"C"}')
    )

    assert [each for each in faults_in(text) if each[1] == "key-twice"] == [
        ("", "key-twice"),
        ("participants[1]", "key-twice"),
    ]


def test_mistyped_field_comes_with_the_nearest_one() -> None:
    with pytest.raises(BadInstance) as refused:
        read_problem(changed(fairnes=2))

    assert refused.value.text("en") == "fairnes: The format has no field “fairnes”. Did you mean “fairness”?"
    assert refused.value.text("zh-hans") == "fairnes：格式中没有字段“fairnes”。是否应为“fairness”？"


def test_earlier_timetable_may_be_a_plain_list_or_a_whole_result() -> None:
    result = {
        "format": "qiao-timetable-result/1",
        "instance": "raw",
        "schedule": {"r": {"slot": 2, "table": 0}},
    }

    plain, whole = read_problem(changed(previous={"r": 2})), read_problem(changed(previous=result))

    assert plain == whole
    assert plain.previous == {"r": 2}


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
KEYS = st.sampled_from([*RAW, "id", "a", "b", "x"])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner), max_leaves=12
)


@settings(deadline=None, max_examples=50)
@given(VALUES, st.sampled_from(sorted(RAW)))
def test_any_value_in_any_field_is_read_or_refused(value: Any, name: str) -> None:
    told = "none"

    try:
        read_problem(changed(**{name: value}))
    except BadInstance as refused:
        told = refused.text("en") + refused.text("zh-hans")

    assert told

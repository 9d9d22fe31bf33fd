"""Timetables in JSON."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.formats import read_result, write_result
from qiao.engines.timetabling.result import Conflict, Meeting, Solution

COUNTS = st.integers(0, 1000)
SOLUTIONS = st.builds(
    Solution,
    instance=st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    status=st.sampled_from(["optimal", "feasible", "infeasible", "unknown"]),
    schedule=st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5),
        st.builds(Meeting, COUNTS, st.none() | COUNTS),
    ),
    weight=COUNTS | st.floats(0, 1000).map(lambda each: round(each, 6)),
    breaks=COUNTS,
    waits=COUNTS,
    idle=COUNTS,
    weight_bound=st.none() | COUNTS,
    breaks_bound=st.none() | COUNTS,
    moved=st.none() | COUNTS,
    dropped=st.none() | COUNTS,
    added=st.none() | COUNTS,
    moved_bound=st.none() | COUNTS,
    shortfall=st.none() | COUNTS,
    shortfall_bound=st.none() | COUNTS,
    certificate=st.none() | st.just({"kind": "flow-dual", "prices": {"A": 1.5}}),
    seed=COUNTS,
    seconds=st.floats(0, 100),
    version=st.just("1.0"),
    input_hash=st.just("0" * 64),
)


@settings(deadline=None, max_examples=50)
@given(SOLUTIONS)
def test_result_is_the_same_after_writing_and_reading(solution: Solution) -> None:
    text = write_result(solution)

    assert read_result(text) == solution
    assert write_result(read_result(text)) == text


def test_conflict_keeps_its_words_in_both_languages() -> None:
    sentence = Sentence("fault.oneself", {"id": "A"})
    solution = Solution("x", "infeasible", conflict=Conflict(("r",), ("A",), (3,), sentence))

    again = read_result(write_result(solution))

    assert again.conflict is not None
    assert again.conflict.sentence.text("zh-hans") == sentence.text("zh-hans")
    assert write_result(again) == write_result(solution)


def test_plain_result_of_another_program_claims_nothing() -> None:
    text = json.dumps(
        {"format": "qiao-timetable-result/1", "instance": "x", "schedule": {"r": 3, "s": {"slot": 2}}}
    )

    assert read_result(text) == Solution("x", "unknown", {"r": Meeting(3), "s": Meeting(2)})


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"format": "x"}, ("format", "choice")),
        ({"schedule": []}, ("schedule", "object")),
        ({"schedule": None}, ("schedule", "missing")),
        ({"schedule": {"r": "3"}}, ("schedule.r", "whole")),
        ({"schedule": {"r": {"table": 1}}}, ("schedule.r.slot", "missing")),
        ({"schedule": {"r": {"slot": 1, "room": 1}}}, ("schedule.r.room", "unknown-field")),
        ({"weight": float("nan")}, ("weight", "number")),
        ({"weight": True}, ("weight", "number")),
        ({"breaks": -1}, ("breaks", "negative")),
        ({"status": "best"}, ("status", "choice")),
        ({"certificate": [1]}, ("certificate", "object")),
        ({"conflict": {"requests": ["r"]}}, ("conflict.participants", "missing")),
        (
            {
                "conflict": {
                    "requests": [],
                    "participants": [],
                    "slots": [],
                    "sentence": {"en": "x" * 2_000 + "\ud800", "zh-hans": "x"},
                }
            },
            ("conflict.sentence.en", "surrogate"),
        ),
        ({"boundd": 1}, ("boundd", "unknown-field")),
    ],
)
def test_fault_of_a_result_is_told_with_its_place(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    text = json.dumps({"format": "qiao-timetable-result/1", "instance": "x", "schedule": {"r": 3}} | changes)

    with pytest.raises(BadInstance) as refused:
        read_result(text)

    first = refused.value.faults[0]
    assert (first.place, first.sentence.code) == (expected[0], f"fault.{expected[1]}")

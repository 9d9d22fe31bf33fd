"""Every fault that an instance can have, with its place, both sentences, and all of them at once."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from qiao.engines.timetabling.faults import MOST_FAULTS, BadInstance, faults_of
from qiao.engines.timetabling.formats import read_problem
from qiao.engines.timetabling.problem import Participant, Problem, Request
from tests.support.instances import small_problems

A, B, C = Participant("A", side="x"), Participant("B", side="y"), Participant("C", side="x")
R = Request("r", "A", "B")
SOUND = Problem("sound", "choose", 4, (A, B, C), (R,))


def test_sound_instance_has_no_fault() -> None:
    assert faults_of(SOUND) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"mode": "some"}, ("mode", "choice")),
        ({"break_rule": "lunch"}, ("break_rule", "choice")),
        ({"slots": -1, "requests": ()}, ("slots", "negative")),
        ({"slots": 10**9}, ("slots", "too-large")),
        ({"slots": True}, ("slots", "whole")),
        ({"name": 7}, ("name", "text")),
        ({"bipartite": 1}, ("bipartite", "yes-no")),
        ({"fairness": -1}, ("fairness", "negative")),
        ({"days": ((2, 1),)}, ("days[0]", "day-backwards")),
        ({"days": ((0, 1), (1, 3))}, ("days[1]", "day-overlap")),
        ({"days": ((2, 3), (0, 1))}, ("days[1]", "day-overlap")),
        ({"days": ((0, 4),)}, ("days[0]", "no-slot")),
        ({"sessions": {"AM": frozenset({9})}}, ("sessions.AM", "no-slot")),
        ({"capacity": (1, 1, 1)}, ("capacity", "capacity-length")),
        ({"capacity": (1, 1, -2, 1)}, ("capacity[2]", "negative")),
        ({"travel": {("A", "B"): -1}}, ("travel.A|B", "negative")),
        ({"travel": {("A", "B"): 1, ("B", "A"): 2}}, ("travel.A|B", "travel-differs")),
        ({"travel": {("A|C", "B"): 1}}, ("travel.A|C|B", "travel-key")),
        ({"max_moved": 1}, ("max_moved", "no-previous")),
        ({"floor": -1}, ("floor", "negative")),
        ({"floor": 1.5}, ("floor", "whole")),
        ({"floor": True}, ("floor", "whole")),
        ({"floor": 3, "participants": (A, B, replace(C, max_meetings=2))}, ("floor", "floor-general")),
        ({"previous": {"s": 1}}, ("previous.s", "no-request")),
        ({"previous": {"r": 4}}, ("previous.r", "no-slot")),
        ({"participants": (A, B, A)}, ("participants[2].id", "twice")),
        ({"participants": (A, B, Participant(""))}, ("participants[2].id", "empty-text")),
        ({"participants": (A, B, Participant("\ud800"))}, ("participants[2].id", "surrogate")),
        ({"participants": (A, B, Participant("x" * 1001))}, ("participants[2].id", "long-text")),
        ({"requests": (R, R)}, ("requests[1].id", "twice")),
        (
            {"bipartite": True, "participants": (A, Participant("B"))},
            ("participants[1].side", "side-missing"),
        ),
    ],
)
def test_fault_of_the_frame_is_told_with_its_place(
    changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    found = faults_of(replace(SOUND, **changes))

    assert [(fault.place, fault.sentence.code) for fault in found] == [(expected[0], f"fault.{expected[1]}")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"unavailable": frozenset({-1})}, ("unavailable", "no-slot")),
        ({"max_meetings": -1}, ("max_meetings", "negative")),
        ({"max_per_day": 1.5}, ("max_per_day", "whole")),
        ({"max_run": 0}, ("max_run", "negative")),
        ({"zone": 3}, ("zone", "text")),
        ({"min_meetings": -1}, ("min_meetings", "negative")),
        ({"min_meetings": "2"}, ("min_meetings", "whole")),
        ({"min_meetings": 3, "max_meetings": 2}, ("min_meetings", "floor-own")),
    ],
)
def test_fault_of_a_participant_is_told_with_its_place(
    changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    found = faults_of(replace(SOUND, participants=(A, replace(B, **changes), C)))

    assert [(each.place, each.sentence.code) for each in found] == [
        (f"participants[1].{expected[0]}", f"fault.{expected[1]}")
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"a": 7}, (".a", "text")),
        ({"a": "D"}, (".a", "no-participant")),
        ({"b": "A"}, (".b", "oneself")),
        ({"weight": float("nan")}, (".weight", "not-finite")),
        ({"weight": float("inf")}, (".weight", "not-finite")),
        ({"weight": -0.5}, (".weight", "negative")),
        ({"weight": 2_000_000}, (".weight", "too-large")),
        ({"weight": 0.1234567}, (".weight", "decimals")),
        ({"weight": True}, (".weight", "number")),
        ({"weight": "3"}, (".weight", "number")),
        ({"mandatory": 1}, (".mandatory", "yes-no")),
        ({"session": "PM"}, (".session", "no-session")),
        ({"allowed": frozenset({4})}, (".allowed", "no-slot")),
        ({"slot": 4}, (".slot", "no-slot")),
        ({"slot": 3}, (".slot", "fixed-no-day")),
        ({"slot": 2, "session": "AM"}, (".slot", "fixed-session")),
        ({"slot": 2, "allowed": frozenset({1})}, (".slot", "fixed-allowed")),
        ({"slot": 1, "b": "U"}, (".slot", "fixed-unavailable")),
        ({"after": ("t",)}, (".after[0]", "no-request")),
        ({"after": ("r",)}, (".after[0]", "after-itself")),
        ({"b": "C"}, ("", "same-side")),
    ],
)
def test_fault_of_a_request_is_told_with_its_place(
    changes: dict[str, Any], expected: tuple[str, str]
) -> None:
    people = (A, B, C, Participant("U", side="y", unavailable=frozenset({1})))
    frame = replace(
        SOUND, participants=people, days=((0, 2),), sessions={"AM": frozenset({0})}, bipartite=True
    )

    found = faults_of(replace(frame, requests=(replace(R, **changes),)))

    assert [(each.place, each.sentence.code) for each in found] == [
        (f"requests[0]{expected[0]}", f"fault.{expected[1]}")
    ]


def test_cycle_is_told_once_in_its_order() -> None:
    requests = (
        replace(R, after=("s",)),
        Request("s", "A", "C", after=("t",)),
        Request("t", "B", "C", after=("r",)),
    )

    [fault] = faults_of(replace(SOUND, requests=requests))

    assert fault.place == "requests[0].after"
    assert fault.text("zh-hans").startswith("requests[0].after：“r”、“s”和“t”依次")


def test_unknown_name_comes_with_the_nearest_known_one() -> None:
    people = (Participant("Müller"), Participant("Zhang Wei"))

    [fault] = faults_of(replace(SOUND, participants=people, requests=(Request("r", "Muller", "Zhang Wei"),)))

    assert fault.text() == "requests[0].a: There is no participant “Muller”. Did you mean “Müller”?"
    assert fault.text("zh-hans") == "requests[0].a：没有参加者“Muller”。是否应为“Müller”？"


def test_all_faults_are_told_at_once() -> None:
    bad = replace(
        SOUND, capacity=(1,), fairness=-1, participants=(A, A), requests=(R, replace(R, slot=9, weight=-1))
    )

    found = faults_of(bad)

    assert [each.place for each in found] == [
        "fairness",
        "capacity",
        "participants[1].id",
        "requests[0].b",
        "requests[1].id",
        "requests[1].weight",
        "requests[1].b",
        "requests[1].slot",
    ]
    assert len(str(BadInstance(found)).splitlines()) == 8


def test_same_pair_may_ask_twice_and_empty_domains_are_for_the_solver() -> None:
    busy = (Participant("A", unavailable=frozenset({0, 1})), Participant("B", unavailable=frozenset({2, 3})))
    problem = Problem(
        "", "all", 4, busy, (Request("r", "A", "B"), Request("s", "B", "A", allowed=frozenset()))
    )

    assert faults_of(problem) == []


def test_number_of_faults_is_bounded() -> None:
    found = faults_of(replace(SOUND, requests=tuple(Request(f"r{n}", "X", "Y") for n in range(5_000))))

    assert len(found) == MOST_FAULTS


def test_long_chain_of_orders_is_followed_without_recursion() -> None:
    requests = [Request(f"r{n}", "A", "B", after=(f"r{n + 1}",)) for n in range(20_000)]

    [fault] = faults_of(replace(SOUND, requests=(*requests, Request("r20000", "A", "B", after=("r0",)))))

    assert fault.sentence.code == "fault.after-cycle"


@settings(deadline=None, max_examples=50)
@given(small_problems(with_previous=True))
def test_drawn_instance_has_no_fault(problem: Problem) -> None:
    if problem.max_moved is None or problem.previous is not None:
        assert faults_of(problem) == []


@pytest.mark.cases
def test_no_published_instance_is_refused(cases: Path) -> None:
    files = sorted((cases / "timetabling").glob("*.json"))

    problems = [read_problem(file.read_bytes()) for file in files]

    assert len(problems) >= 55
    assert [len(each.requests) for each in problems] == [
        len(json.loads(file.read_text("utf-8"))["requests"]) for file in files
    ]


def test_floor_above_many_caps_is_one_fault_that_says_how_low_to_go() -> None:
    people = tuple(replace(each, max_meetings=most) for each, most in zip((A, B, C), (4, 2, 3), strict=True))

    [fault] = faults_of(replace(SOUND, participants=people, floor=4))

    assert fault.text("en") == (
        "floor: 4 is above max_meetings of 2 participants, the lowest being 2 (“B”). "
        "Lower it to 2, or give them min_meetings of their own."
    )
    assert "请调低至2" in fault.text("zh-hans")


def test_own_floor_stands_in_the_place_of_one_that_is_above_the_cap() -> None:
    people = (A, replace(B, max_meetings=1, min_meetings=1), replace(C, min_meetings=0))

    assert faults_of(replace(SOUND, participants=people, floor=4)) == []

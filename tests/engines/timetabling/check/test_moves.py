"""The bound of the moves holds for every timetable, and is met where somebody must make way."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.check.certificates.moves import displaced_meetings, fewest_moves
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Participant, Problem, Request
from tests.support.instances import every_timetable, moved_in, small_problems

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


AMOUNTS = (0, 0, 1, 1, 2, 0.5, 1000)


@st.composite
def certificates(draw: st.DrawFn, problem: Problem) -> dict[str, Any]:
    """Any prices of any slots of any participants, and any prices of giving up a meeting."""
    amounts = st.sampled_from(AMOUNTS)
    names = draw(st.lists(st.sampled_from([each.id for each in problem.participants]), unique=True))
    slots = st.integers(0, problem.slots - 1).map(str)
    return {
        "kind": "moves",
        "given_up": {"weight": draw(amounts), "meeting": draw(amounts)},
        "slots": [{"participant": name, "prices": draw(st.dictionaries(slots, amounts))} for name in names],
    }


@settings(max_examples=250, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_no_timetable_moves_fewer_than_any_prices_prove(data: st.DataObject) -> None:
    problem = data.draw(small_problems(modes=("choose",), with_previous=True))
    assume(problem.previous)
    problem = replace(problem, max_moved=None)
    certificate = data.draw(certificates(problem))
    frame = Frame(problem)

    for schedule in every_timetable(problem):
        given_up = set(problem.previous or ()) - set(schedule)
        assert fewest_moves(frame, certificate, given_up) <= len(moved_in(problem, schedule))


def looking_at(*names: str, **prices: int) -> dict[str, Any]:
    """A certificate that looks at these participants; the price of each of their slots by `s` and number."""
    slots = {name[1:]: price for name, price in prices.items()}
    return {
        "kind": "moves",
        "given_up": {"weight": 0, "meeting": 5},
        "slots": [{"participant": name, "prices": slots} for name in names],
    }


def late(*, capacity: tuple[int, ...] | None = None, slots: int = 3) -> Frame:
    """a comes from slot 1 on; where a and b could meet then, a or b has another meeting."""
    people = (Participant("a", unavailable=frozenset({0})), *map(Participant, "bcd"))
    requests = (Request("ab", "a", "b"), Request("ac", "a", "c"), Request("bd", "b", "d"))
    previous = {"ab": 0, "ac": 1, "bd": 2}
    return Frame(Problem("late", "choose", slots, people, requests, capacity=capacity, previous=previous))


def test_who_stands_in_every_way_must_make_it() -> None:
    assert displaced_meetings(late(), {"kind": "moves"}) == 1
    assert fewest_moves(late(), {"kind": "moves"}, ()) == 1
    assert fewest_moves(late(), looking_at("a", s1=1), ()) == 2


def test_given_up_meeting_displaces_nobody() -> None:
    assert fewest_moves(late(), looking_at("a", s1=1), {"ab"}) == 0


def test_who_makes_way_and_has_nowhere_to_go_pushes_out_another_one() -> None:
    """b cannot come in slots 1 and 3, so bd can leave slot 2 only for slot 0, where d meets e."""
    frame = late(slots=4)
    people = [
        replace(each, unavailable=frozenset({1, 3})) if each.id == "b" else each
        for each in frame.problem.participants
    ]
    requests = (*frame.problem.requests, Request("de", "d", "e"))
    problem = replace(
        frame.problem,
        participants=(*people, Participant("e")),
        requests=requests,
        previous={**(frame.problem.previous or {}), "de": 0},
    )

    assert fewest_moves(Frame(problem), looking_at("a"), ()) == 3
    free = replace(problem, previous={"ab": 0, "ac": 1, "bd": 2})
    assert fewest_moves(Frame(free), looking_at("a"), ()) == 2


def test_full_slot_is_in_the_way() -> None:
    problem = late().problem
    without_bd = replace(problem, requests=problem.requests[:2], previous={"ab": 0, "ac": 1})

    assert fewest_moves(Frame(without_bd), looking_at("a", s1=1), ()) == 1
    assert fewest_moves(Frame(replace(without_bd, capacity=(1, 1, 0))), looking_at("a", s1=1), ()) == 2


def test_cap_leaves_slots_empty() -> None:
    """a holds two meetings and may hold one only: one is given up, and none moves."""
    problem = late().problem
    capped = Participant("a", max_meetings=1)
    frame = Frame(replace(problem, participants=(capped, *problem.participants[1:])))
    certificate = looking_at("a", s0=3, s1=3, s2=3) | {"given_up": {"weight": 0, "meeting": 2}}

    assert fewest_moves(frame, certificate, ()) == 3  # so giving up none is refuted
    assert fewest_moves(frame, certificate, {"ab"}) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"given_up": 1},
        {"given_up": {"weight": -1, "meeting": 0}},
        {"given_up": {"weight": float("nan"), "meeting": 0}},
        {"slots": [{"participant": "nobody", "prices": {}}]},
        {"slots": [{"participant": "a", "prices": {"one": 1}}]},
        {"slots": looking_at("a", "a")["slots"]},
        {"slots": 3},
    ],
)
def test_prices_that_cannot_be_read_prove_what_is_displaced(wrong: dict[str, Any]) -> None:
    certificate = {**looking_at("a", s1=1), **wrong} if wrong else {"kind": "moves"}

    assert fewest_moves(late(), certificate, ()) == 1


def test_meeting_without_any_slot_moves_nowhere() -> None:
    gone = Participant("a", unavailable=frozenset({0, 1, 2}))
    problem = late().problem

    frame = Frame(replace(problem, participants=(gone, *problem.participants[1:])))

    assert displaced_meetings(frame, {"kind": "moves"}) == 2
    assert fewest_moves(frame, looking_at("a"), {"ab", "ac"}) == 0

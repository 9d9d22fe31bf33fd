"""Certificates: what they prove holds for every timetable, and what they do not prove is not believed."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.check.certificates.conflict import judge_conflict
from qiao.engines.timetabling.check.certificates.flow_dual import bound_by_prices
from qiao.engines.timetabling.check.certificates.runs_bound import fewest_breaks
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Conflict, Meeting, Solution
from tests.support.instances import breaks_of, brute_force, every_timetable, small_problems

THREE = tuple(Participant(each) for each in "abc")
TRIANGLE = (Request("ab", "a", "b", 3), Request("bc", "b", "c", 2), Request("ca", "c", "a", 2))
PRICES = st.sampled_from([0, 0, 1, 2, 0.5, 1.1, 3])


@settings(deadline=None, max_examples=60)
@given(small_problems(), st.data())
def test_any_prices_bound_every_timetable(problem: Problem, data: st.DataObject) -> None:
    prices = {each.id: data.draw(PRICES) for each in problem.participants}
    tables = data.draw(PRICES | st.dictionaries(st.integers(0, 4).map(str), PRICES))
    people = st.lists(st.sampled_from(sorted(prices)), unique=True)
    odd_sets = data.draw(
        st.lists(st.fixed_dictionaries({"participants": people, "price": PRICES}), max_size=2)
    )

    bound = bound_by_prices(Frame(problem), {"prices": prices, "tables": tables, "odd_sets": odd_sets})
    best = brute_force(problem)

    assert bound is not None
    assert best is None or best.weight <= bound


def test_odd_set_proves_that_a_triangle_holds_one_meeting_in_one_slot() -> None:
    frame = Frame(Problem("", "choose", 1, THREE, TRIANGLE))
    halves = {"prices": {"a": 1.5, "b": 1.5, "c": 0.5}}
    odd = {"prices": {"a": 1, "b": 1}, "odd_sets": [{"participants": ["a", "b", "c"], "price": 1}]}

    assert bound_by_prices(frame, halves) == 3
    assert bound_by_prices(frame, odd) == 3
    assert bound_by_prices(frame, {"prices": {}}) == 7


def test_bound_is_rounded_down_to_a_sum_of_weights() -> None:
    requests = tuple(replace(each, weight=0.5) for each in TRIANGLE)
    frame = Frame(Problem("", "choose", 1, THREE, requests))

    assert bound_by_prices(frame, {"prices": {"a": 0.25, "b": 0.25, "c": 0.25}}) == Fraction(1, 2)


@pytest.mark.parametrize(
    "certificate",
    [
        {},
        {"prices": [1]},
        {"prices": {"a": -1}},
        {"prices": {"a": float("nan")}},
        {"prices": {"a": "1"}},
        {"prices": {"stranger": 1}},
        {"prices": {}, "tables": -1},
        {"prices": {}, "tables": {"x": 1}},
        {"prices": {}, "tables": None},
        {"prices": {}, "odd_sets": {}},
        {"prices": {}, "odd_sets": [{"participants": "ab", "price": 1}]},
        {"prices": {}, "odd_sets": [7]},
        {"prices": {}, "odd_sets": [{"participants": ["a"], "price": -1}]},
    ],
)
def test_what_is_no_set_of_prices_proves_nothing(certificate: dict[str, Any]) -> None:
    assert bound_by_prices(Frame(Problem("", "choose", 1, THREE, TRIANGLE)), certificate) is None


@settings(deadline=None, max_examples=60)
@given(small_problems())
def test_no_timetable_has_fewer_breaks_than_each_participant_needs(problem: Problem) -> None:
    frame = Frame(problem)
    mine = {
        each.id: [request for request in problem.requests if each.id in (request.a, request.b)]
        for each in problem.participants
    }
    fewest = {each.id: fewest_breaks(frame, each, mine[each.id]) for each in problem.participants}

    for timetable in every_timetable(problem):
        breaks = breaks_of(problem, timetable)
        assert all(fewest[who] <= breaks[who] for who in breaks)


def runs_problem() -> Problem:
    people = (Participant("a", unavailable=frozenset({1, 2})), *THREE[1:], Participant("d"))
    requests = tuple(Request(each, "a", each) for each in "bcd")
    return Problem("runs", "all", 5, people, requests)


def runs_solution(**changes: Any) -> Solution:
    said = Solution(
        "runs",
        "optimal",
        {"b": Meeting(0), "c": Meeting(3), "d": Meeting(4)},
        weight=3,
        breaks=1,
        breaks_bound=1,
        certificate={"kind": "runs-bound", "participants": {"a": 1}},
    )
    return replace(said, **changes)


def state_of(name: str, solution: Solution, problem: Problem | None = None) -> str:
    claim = check(problem or runs_problem(), solution).claim(name)
    return claim.state if claim else "none"


@pytest.mark.parametrize(
    ("changes", "bound", "optimal"),
    [
        ({}, "verified", "verified"),
        ({"certificate": None}, "open", "open"),
        ({"certificate": {"kind": "magic", "participants": {"a": 1}}}, "open", "open"),
        ({"certificate": {"kind": ["runs-bound"]}}, "open", "open"),
        ({"certificate": {"kind": "runs-bound", "participants": {"b": 1}}}, "open", "open"),
        ({"certificate": {"kind": "runs-bound", "participants": {"x": 1}}}, "open", "open"),
        ({"certificate": {"kind": "runs-bound", "participants": {"a": "1"}}}, "open", "open"),
        (
            {"breaks_bound": 2, "certificate": {"kind": "runs-bound", "participants": {"a": 2}}},
            "wrong",
            "open",
        ),
        ({"breaks_bound": 0}, "verified", "wrong"),
        ({"breaks_bound": None}, "none", "wrong"),
    ],
)
def test_bound_of_breaks_is_believed_only_as_far_as_it_is_proved(
    changes: dict[str, Any], bound: str, optimal: str
) -> None:
    solution = runs_solution(**changes)

    assert (state_of("breaks_bound", solution), state_of("optimal", solution)) == (bound, optimal)


def test_parts_of_a_certificate_prove_weight_and_breaks_together() -> None:
    problem = Problem("odd", "choose", 1, THREE, TRIANGLE)
    flow = {"kind": "flow-dual", "prices": {"a": 1.5, "b": 1.5, "c": 0.5}, "tables": 0, "odd_sets": []}
    parts = [flow, {"kind": "runs-bound", "participants": {}}, {"kind": "several", "parts": [flow]}, 7]
    solution = Solution("odd", "optimal", {"ab": Meeting(0)}, weight=3, weight_bound=3, breaks_bound=0)

    joined = replace(solution, certificate={"kind": "several", "parts": parts})
    lowered = replace(solution, certificate={**flow, "prices": {"a": 1, "b": 1}})

    assert state_of("optimal", joined, problem) == "verified"
    assert state_of("weight_bound", joined, problem) == "verified"
    assert state_of("optimal", lowered, problem) == "open"


def test_bound_above_the_weight_is_no_optimum() -> None:
    problem = Problem("odd", "choose", 1, THREE, TRIANGLE)
    solution = Solution("odd", "optimal", {"bc": Meeting(0)}, weight=2, weight_bound=3, breaks_bound=0)

    assert state_of("optimal", solution, problem) == "wrong"


def conflict_of(*requests: str) -> Conflict:
    return Conflict(requests, (), (), Sentence("check.infeasible"))


@pytest.mark.parametrize(
    ("named", "state"),
    [
        (("ab", "bc", "ca"), "verified"),
        (("ab", "bc"), "wrong"),
        (("ab", "bc", "ca", "de"), "wrong"),
        (("ab", "x"), "wrong"),
        ((), "open"),
    ],
)
def test_conflict_is_proved_with_every_part_of_it(named: tuple[str, ...], state: str) -> None:
    people = (*THREE, Participant("d"), Participant("e"))
    problem = Problem("odd", "all", 2, people, (*TRIANGLE, Request("de", "d", "e")))
    solution = Solution("odd", "infeasible", conflict=conflict_of(*named))

    claim = check(problem, solution, prove_conflict=True).claim("infeasible")

    assert claim is not None
    assert claim.state == state


def test_conflict_is_open_where_its_proof_is_not_asked_for() -> None:
    problem = Problem("odd", "all", 2, THREE, TRIANGLE)
    solution = Solution("odd", "infeasible", conflict=conflict_of("ab", "bc", "ca"))

    verdict = check(problem, solution)

    assert (verdict.is_valid, [each.state for each in verdict.claims]) == (True, ["open"])


def test_conflict_is_open_where_time_ran_out() -> None:
    frame = Frame(Problem("odd", "all", 2, THREE, TRIANGLE))

    assert judge_conflict(frame, conflict_of("ab", "bc", "ca"), 0.0) == "open"


@settings(deadline=None, max_examples=40)
@given(small_problems(without=("fairness",)))
def test_conflict_of_all_that_is_due_agrees_with_brute_force(problem: Problem) -> None:
    due = [each.id for each in problem.requests if problem.mode == "all" or each.mandatory]
    assume(due)

    finding = judge_conflict(Frame(problem), conflict_of(*due), 60.0)

    assert (finding in {"smallest", "larger"}) == (brute_force(problem) is None)

"""A generated exchange: every refused request has reasons and changes, each verified by `check`."""

import pytest

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.explain import Explanation, explain
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run

Told = tuple[Problem, Solution, Explanation]


@pytest.fixture(scope="module", params=[False, True], ids=["plenty", "tight"])
def told(request: pytest.FixtureRequest) -> Told:
    problem = event(200, tight=request.param)
    solution = solve_choosing(problem, Run())
    return problem, solution, explain(problem, solution)


def test_event_has_reasons_for_every_refused_request(told: Told) -> None:
    problem, solution, account = told

    refused = [each.id for each in problem.requests if each.id not in solution.schedule]
    assert [each.request for each in account.refusals] == refused
    assert [each.request for each in account.refusals if not each.reasons] == []


def test_event_has_a_change_for_every_refused_request(told: Told) -> None:
    _problem, _solution, account = told

    assert [each.request for each in account.refusals if not each.changes] == []
    assert [e.request for e in account.refusals if not (e.single_changes or e.is_exhaustive)] == []


def test_changes_of_an_event_pass_the_check(told: Told) -> None:
    problem, solution, account = told

    best = [each.change for each in account.refusals[::12]]
    wrong = [each for each in best if not check(each.problem(problem), each.solution(solution)).is_valid]
    assert wrong == []


def test_reasons_of_an_event_are_what_the_check_finds(told: Told) -> None:
    problem, solution, account = told

    for number, refusal in enumerate(account.refusals[::12]):
        slot = number % problem.slots
        schedule = {**solution.schedule, refusal.request: Meeting(slot)}
        assert check(problem, Solution("", "unknown", schedule)).violations
        assert any(slot in reason.slots for reason in refusal.reasons)


def test_nobody_gets_more_than_the_best_alone(told: Told) -> None:
    _problem, _solution, account = told

    assert all(0 <= share.ratio <= 1 for share in account.shares if share.ratio is not None)
    assert all(share.is_exact for share in account.shares)

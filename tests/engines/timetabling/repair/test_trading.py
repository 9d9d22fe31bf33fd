"""Trades keep every rule and every limit, and never lose weight."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from qiao.engines.timetabling.choosing.bound import select
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.repair.staying import settle
from qiao.engines.timetabling.repair.trading import Trader
from qiao.engines.timetabling.run import Run
from tests.support.instances import is_legal, small_problems

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def traded(problem: Problem) -> tuple[dict[str, int], dict[str, int]]:
    """The timetable before and after all trades."""
    staying = settle(problem)
    board = staying.board.copy()
    names = [each.id for each in problem.requests]
    before = {names[r]: slot for r, slot in board.slots().items()}
    Trader(board, staying, select(problem)).trade_all(Run())
    return before, {names[r]: slot for r, slot in board.slots().items()}


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), with_previous=True))
def test_trades_keep_every_rule_and_lose_no_weight(problem: Problem) -> None:
    assume(problem.previous)
    before, after = traded(problem)
    weights = {each.id: each.weight for each in problem.requests}
    due = {each.id for each in problem.requests if each.mandatory}

    assert sum(map(weights.__getitem__, after)) >= sum(map(weights.__getitem__, before)) - 1e-6
    assert due & set(before) <= set(after)
    if due <= set(before) and is_legal(problem, before):
        assert is_legal(problem, after)


def test_heavier_request_takes_the_slot_and_the_other_moves_on() -> None:
    """a meets b in slot 0, the only one of a and c; b is free in slot 1."""
    people = tuple(map(Participant, "abc"))
    requests = (Request("ab", "a", "b"), Request("ac", "a", "c", weight=3, slot=0))
    problem = Problem("trade", "choose", 2, people, requests, previous={"ab": 0}, max_moved=1)

    assert traded(problem)[1] == {"ac": 0, "ab": 1}
    assert traded(replace(problem, max_moved=0))[1] == {"ac": 0}


def test_capped_participant_gives_up_what_is_worth_least() -> None:
    people = (Participant("a", max_meetings=1), Participant("b"), Participant("c"))
    requests = (Request("ab", "a", "b", weight=2), Request("ac", "a", "c", weight=3))
    problem = Problem("cap", "choose", 2, people, requests, previous={"ab": 0}, max_moved=0)

    assert set(traded(problem)[1]) == {"ac"}
    assert set(traded(replace(problem, requests=(replace(requests[0], weight=3), requests[1])))[1]) == {"ab"}

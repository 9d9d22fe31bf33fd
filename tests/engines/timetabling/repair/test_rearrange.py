"""What the bound assigns is made true on the board where that can be."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.repair.bound import Forced
from qiao.engines.timetabling.repair.rearrange import rearranged
from qiao.engines.timetabling.repair.staying import settle
from qiao.engines.timetabling.run import Run
from tests.support.instances import is_legal, small_problems

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), without=("fairness", "mandatory", "zones"), with_previous=True))
def test_rearranged_timetable_keeps_every_rule(problem: Problem) -> None:
    assume(problem.previous)
    problem = replace(problem, max_moved=None)
    staying = settle(problem)
    forced = Forced(staying)

    board = rearranged(staying, forced, Run())

    schedule = {problem.requests[r].id: slot for r, slot in board.slots().items()}
    given_up = staying.given_up(board)
    assert is_legal(problem, schedule)
    assert forced.fewest_moves(given_up) <= staying.moved(board)
    assert forced.cost_of(staying, board) <= forced.cost_of(staying, staying.board)


def test_lighter_meeting_goes_where_a_chain_over_two_would_keep_less() -> None:
    """a loses slot 0 and has three meetings for two slots: the lightest goes, the heavier two share them."""
    people = (Participant("a", unavailable=frozenset({0})), *map(Participant, "bcd"))
    requests = (
        Request("ab", "a", "b", weight=5),
        Request("ac", "a", "c", weight=1),
        Request("ad", "a", "d", weight=4),
    )
    problem = Problem("three", "choose", 3, people, requests, previous={"ab": 0, "ac": 1, "ad": 2})
    staying = settle(problem)
    forced = Forced(staying)

    board = rearranged(staying, forced, Run())

    assert board.slots() == {0: 1, 2: 2}
    assert forced.is_least(staying.given_up(board))
    assert forced.fewest_moves(staying.given_up(board)) == 1

"""What large instances get, tried on small ones where every timetable can be looked at."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from qiao.engines.timetabling.choosing.bound import select
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.repair.bound import Forced
from qiao.engines.timetabling.repair.chains import Inserter
from qiao.engines.timetabling.repair.search import Found, search
from qiao.engines.timetabling.repair.staying import settle
from qiao.engines.timetabling.run import Run
from tests.support.instances import every_timetable, is_legal, moved_in, small_problems, weight_of

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


def searched(problem: Problem) -> Found:
    staying = settle(problem)
    return search(staying, Forced(staying), select(problem), Run(time_limit=60), small=-1)


def named(problem: Problem, slots: dict[int, int]) -> dict[str, int]:
    return {problem.requests[r].id: slot for r, slot in slots.items()}


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), without=("fairness", "mandatory"), with_previous=True))
def test_steps_prove_no_more_moves_than_there_must_be(problem: Problem) -> None:
    assume(problem.previous)
    problem = replace(problem, max_moved=None)

    found = searched(problem)

    schedule = named(problem, found.board.slots())
    kept = set(problem.previous or ()) & set(schedule)
    as_good = [
        len(moved_in(problem, other))
        for other in every_timetable(problem)
        if weight_of(problem, {n: other[n] for n in set(problem.previous or ()) & set(other)})
        == weight_of(problem, {n: schedule[n] for n in kept})
        and len(set(problem.previous or ()) & set(other)) == len(kept)
    ]
    assert is_legal(problem, schedule)
    assert found.fewest_moves <= min(as_good)


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), without=("fairness",), with_previous=True))
def test_no_timetable_gets_round_what_is_forced(problem: Problem) -> None:
    assume(problem.previous)
    problem = replace(problem, max_moved=None)
    forced = Forced(settle(problem))

    for schedule in every_timetable(problem):
        given_up = {problem.request_index[each] for each in set(problem.previous or ()) - set(schedule)}
        assert forced.fewest_moves(given_up) <= len(moved_in(problem, schedule))
        assert forced.fewest_dropped <= len(given_up)


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), without=("fairness", "mandatory"), with_previous=True))
def test_chains_leave_a_legal_timetable_that_keeps_at_least_as_much(problem: Problem) -> None:
    assume(problem.previous)
    problem = replace(problem, max_moved=None)
    staying = settle(problem)
    board = staying.board.copy()

    Inserter(board, staying.before).insert_all(staying.homeless, Run())

    assert is_legal(problem, named(problem, board.slots()))
    assert staying.dropped(board) <= len(staying.homeless)


def test_chain_pushes_one_meeting_out_for_another() -> None:
    """ab must leave slot 0; in slot 1 a meets c, who is free in slot 2, where b is not."""
    people = (*map(Participant, "a"), Participant("b", unavailable=frozenset({0, 2})), Participant("c"))
    requests = (Request("ab", "a", "b"), Request("ac", "a", "c", allowed=frozenset({1, 2})))
    problem = Problem("chain", "choose", 3, people, requests, previous={"ab": 0, "ac": 1})

    found = searched(problem)

    assert named(problem, found.board.slots()) == {"ab": 1, "ac": 2}
    assert found.fewest_moves == 2

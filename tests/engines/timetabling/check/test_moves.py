"""The bound of the moves holds for every timetable, and is met where somebody must make way."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from qiao.engines.timetabling.check.certificates.moves import displaced_meetings, fewest_moves
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Participant, Problem, Request
from tests.support.instances import every_timetable, moved_in, small_problems

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), with_previous=True))
def test_no_timetable_moves_fewer_than_the_bound(problem: Problem) -> None:
    assume(problem.previous)
    problem = replace(problem, max_moved=None)
    frame = Frame(problem)

    for schedule in every_timetable(problem):
        given_up = set(problem.previous or ()) - set(schedule)
        assert fewest_moves(frame, given_up) <= len(moved_in(problem, schedule))


def late(*, capacity: tuple[int, ...] | None = None) -> Frame:
    """a comes from slot 1 on; where a and b could meet then, a or b has another meeting."""
    people = (Participant("a", unavailable=frozenset({0})), *map(Participant, "bcd"))
    requests = (Request("ab", "a", "b"), Request("ac", "a", "c"), Request("bd", "b", "d"))
    previous = {"ab": 0, "ac": 1, "bd": 2}
    return Frame(Problem("late", "choose", 3, people, requests, capacity=capacity, previous=previous))


def test_who_stands_in_every_way_must_make_it() -> None:
    assert displaced_meetings(late(), {"kind": "moves"}) == 1
    assert fewest_moves(late(), ()) == 2


def test_given_up_meeting_displaces_nobody() -> None:
    assert fewest_moves(late(), {"ab"}) == 0


def test_full_slot_is_in_the_way() -> None:
    problem = late().problem
    without_bd = replace(problem, requests=problem.requests[:2], previous={"ab": 0, "ac": 1})

    assert fewest_moves(Frame(without_bd), ()) == 1
    assert fewest_moves(Frame(replace(without_bd, capacity=(1, 1, 0))), ()) == 2


def test_meeting_without_any_slot_moves_nowhere() -> None:
    gone = Participant("a", unavailable=frozenset({0, 1, 2}))
    problem = late().problem

    frame = Frame(replace(problem, participants=(gone, *problem.participants[1:])))

    assert displaced_meetings(frame, {"kind": "moves"}) == 2
    assert fewest_moves(frame, {"ab", "ac"}) == 0

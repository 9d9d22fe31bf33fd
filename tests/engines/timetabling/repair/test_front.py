from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.repair import front
from qiao.engines.timetabling.run import Run
from tests.support.instances import (
    breaks_of,
    every_timetable,
    moved_in,
    shortfall_of,
    small_problems,
    weight_of,
)

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
Point = tuple[int, float, int]


def exact_front(problem: Problem) -> list[Point]:
    """By looking at every timetable: the best value for each number of moves that is worth it."""
    best: dict[int, tuple[int, float, int]] = {}
    for schedule in every_timetable(problem):
        weight, breaks = round(float(weight_of(problem, schedule)), 6), breaks_of(problem, schedule).values()
        value = (-shortfall_of(problem, schedule), weight, -sum(breaks))
        moved = len(moved_in(problem, schedule))
        best[moved] = max(value, best.get(moved, value))
    points: list[Point] = []
    top = None
    for moved in sorted(best):
        if top is None or best[moved] > top:
            top = best[moved]
            points.append((moved, top[1], -top[2]))
    return points


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), most_requests=5, with_previous=True))
def test_front_of_a_small_instance_is_exact(problem: Problem) -> None:
    assume(problem.previous)
    problem = replace(problem, max_moved=None)

    points = front(problem, Run(time_limit=60))

    assert [(each.moved, round(float(each.weight), 6), each.breaks) for each in points] == exact_front(
        problem
    )


def test_front_takes_the_limits_that_are_asked_for() -> None:
    """a meets b in slot 0; the wish of a and c fits only there."""
    people = tuple(map(Participant, "abc"))
    wish = Request("new", "a", "c", slot=0)
    problem = Problem("trade", "choose", 2, people, (Request("old", "a", "b"), wish), previous={"old": 0})

    points = front(problem, Run(time_limit=10), limits=(0, 1))

    assert [(each.moved, each.weight) for each in points] == [(0, 1), (1, 2)]
    assert [each.moved for each in front(problem, Run(time_limit=10), limits=(0,))] == [0]

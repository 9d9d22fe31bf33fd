from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.problem import Problem, Request
from qiao.engines.timetabling.repair import (
    add_wish,
    arrive_late,
    cancel,
    leave_early,
    lose_tables,
    solve_repair,
)
from qiao.engines.timetabling.repair.changes import after_release
from qiao.engines.timetabling.run import Run
from tests.support.instances import breaks_of, every_timetable, shortfall_of, small_problems, weight_of

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
Key = tuple[float, ...]


def keys(problem: Problem) -> Iterator[Key]:
    """What every legal timetable is worth as a repair; the least is the best."""
    previous = problem.previous or {}
    for schedule in every_timetable(problem):
        kept = {name: schedule[name] for name in previous if name in schedule}
        moved = sum(slot != previous[name] for name, slot in kept.items())
        missing = shortfall_of(problem, schedule)
        weight, breaks = float(weight_of(problem, schedule)), sum(breaks_of(problem, schedule).values())
        if problem.max_moved is not None:
            yield (missing, -weight, breaks, moved)
        else:
            yield (-float(weight_of(problem, kept)), -len(kept), moved, missing, -weight, breaks)


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), with_previous=True))
def test_repair_is_the_best_of_all_timetables(problem: Problem) -> None:
    assume(problem.previous is not None)
    best = min(keys(problem), default=None)

    found = solve_repair(problem, Run(time_limit=60))

    if best is None:
        assert found.status == "infeasible"
        return
    assert found.is_solved
    verdict = check(problem, found)
    mine = min(keys(replace(problem, requests=fixed(problem, found.schedule))))
    assert verdict.violations == ()
    assert all(claim.state != "wrong" for claim in verdict.claims)
    assert [round(each, 6) for each in mine] == [round(each, 6) for each in best]


def fixed(problem: Problem, schedule: object) -> tuple[Request, ...]:
    """The requests with the schedule as the only timetable left."""
    assert isinstance(schedule, dict)
    held = {name: meeting.slot for name, meeting in schedule.items()}
    return tuple(
        replace(each, slot=held[each.id], mandatory=True, allowed=None, session=None)
        if each.id in held
        else replace(each, allowed=frozenset(), slot=None, session=None, mandatory=False)
        for each in problem.requests
    )


def released() -> Problem:
    problem = event(24, seed=2)
    return after_release(problem, solve_choosing(problem, Run(time_limit=4)))


def test_nothing_happened_and_nothing_moves() -> None:
    found = solve_repair(released(), Run(time_limit=6))

    assert (found.moved, found.dropped) == (0, 0)


def test_cancelled_participant_loses_its_meetings_and_no_one_else_moves() -> None:
    problem = released()
    host = max(problem.participants, key=lambda each: sum(each.id in (r.a, r.b) for r in problem.requests))
    theirs = {r.id for r in problem.requests if host.id in (r.a, r.b)} & set(problem.previous or ())

    found = solve_repair(cancel(problem, host.id), Run(time_limit=6))

    assert set(problem.previous or ()) - set(found.schedule) == theirs
    assert found.moved == 0
    assert check(cancel(problem, host.id), found).is_valid


def test_late_arrival_moves_only_what_it_must() -> None:
    problem = released()
    changed = arrive_late(problem, problem.participants[0].id, 4)

    found = solve_repair(changed, Run(time_limit=6))

    verdict = check(changed, found)
    assert verdict.is_valid
    assert found.moved is not None
    assert found.moved == found.moved_bound
    assert found.dropped is not None
    assert found.moved + found.dropped >= 4


def test_lost_tables_and_early_leaving_and_wishes_are_mended() -> None:
    problem = released()
    a, b = problem.participants[0].id, problem.participants[-1].id
    changed = lose_tables(problem, 2, 3)
    changed = leave_early(changed, problem.participants[5].id, 6)
    changed = add_wish(changed, Request("late wish", a, b, weight=9))

    found = solve_repair(changed, Run(time_limit=6))

    assert check(changed, found).is_valid
    assert found.weight_bound is not None
    assert found.weight <= found.weight_bound

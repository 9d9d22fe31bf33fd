from dataclasses import replace
from functools import cache

import pytest

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.problem import Problem, Request
from qiao.engines.timetabling.repair import (
    Repairer,
    add_wish,
    arrive_late,
    cancel,
    leave_early,
    lose_tables,
    solve_repair,
    swap,
)
from qiao.engines.timetabling.repair.bound import Forced
from qiao.engines.timetabling.repair.staying import settle
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Run

PEOPLE = 100  # too many to be searched as a whole


@cache
def release() -> tuple[Problem, Solution, Repairer]:
    problem = event(PEOPLE, seed=3)
    plan = solve_choosing(problem, Run())
    return problem, plan, Repairer(problem, plan)


def changed(name: str) -> Problem:
    problem = release()[2].problem
    first, last = problem.participants[0].id, problem.participants[-1].id
    changes = {
        "nothing": lambda: problem,
        "cancelled": lambda: cancel(problem, first),
        "late": lambda: arrive_late(problem, first, 5),
        "early": lambda: leave_early(problem, last, 6),
        "table": lambda: lose_tables(problem, 2, 3),
        "slot": lambda: lose_tables(problem, 2, 1_000),
        "wish": lambda: add_wish(problem, Request("new", first, last, weight=12)),
        "due": lambda: add_wish(problem, Request("new", first, last, mandatory=True)),
        "all": lambda: arrive_late(lose_tables(cancel(problem, first), 2, 3), last, 4),
    }
    return changes[name]()


@pytest.mark.parametrize(
    "name", ["nothing", "cancelled", "late", "early", "table", "slot", "wish", "due", "all"]
)
def test_repairer_mends_as_from_scratch(name: str) -> None:
    problem = changed(name)

    mended, anew = release()[2].mend(problem, Run()), solve_repair(problem, Run())

    verdict = check(problem, mended)
    counted = ("weight", "waits", "moved", "dropped", "added", "moved_bound")
    assert verdict.violations == ()
    assert all(claim.state != "wrong" for claim in verdict.claims)
    assert [getattr(mended, each) for each in counted] == [getattr(anew, each) for each in counted]


@pytest.mark.parametrize("name", ["nothing", "cancelled", "wish"])
def test_fewest_moves_are_counted_and_the_check_agrees(name: str) -> None:
    problem = changed(name)

    mended = release()[2].mend(problem, Run())

    states = {claim.name: claim.state for claim in check(problem, mended).claims}
    assert mended.moved == mended.moved_bound
    assert states["moved_bound"] == "verified"
    assert states["weight_bound"] == "verified"


@pytest.mark.parametrize("name", ["late", "early"])
def test_check_verifies_the_fewest_moves_exactly_where_they_can_be_counted(name: str) -> None:
    problem = changed(name)

    mended = release()[2].mend(problem, Run())

    states = {claim.name: claim.state for claim in check(problem, mended).claims}
    counted = Forced(settle(problem)).fewest_moves(
        {problem.request_index[n] for n in set(problem.previous or ()) - set(mended.schedule)}
    )
    assert mended.moved == mended.moved_bound
    assert states["moved_bound"] == ("verified" if counted == mended.moved_bound else "open")
    assert states["weight_bound"] == "verified"


def test_who_stays_in_a_slot_stays_at_the_table() -> None:
    _, plan, repairer = release()

    mended = repairer.mend(changed("all"), Run())

    tables = release()[2].problem.capacity or ()
    stayed = [
        name
        for name, each in mended.schedule.items()
        if name in plan.schedule and each.slot == plan.schedule[name].slot
    ]
    unmoved = [n for n in stayed if (plan.schedule[n].table or 0) < tables[plan.schedule[n].slot] - 3]
    assert len(unmoved) > PEOPLE
    assert all(mended.schedule[name].table == plan.schedule[name].table for name in unmoved)


def test_limit_of_moves_is_kept_and_buys_weight() -> None:
    problem = changed("all")
    limited = [replace(problem, max_moved=limit) for limit in (0, 8)]

    none, some = (release()[2].mend(each, Run(time_limit=20)) for each in limited)

    assert none.moved == 0
    assert some.moved is not None
    assert some.moved <= 8
    assert none.weight < some.weight <= (some.weight_bound or 0)
    assert check(limited[1], some).is_valid


def substituted() -> tuple[Problem, str]:
    """Somebody else, who is busy then, takes a meeting over."""
    problem = release()[2].problem
    slots = dict(problem.previous or {})
    old, taken = list(slots)[:2]
    other = next(
        each for each in slots if slots[each] == slots[old] and each != old and each.split("-")[0] != taken
    )
    request, busy = (problem.requests[problem.request_index[name]] for name in (old, other))
    new = replace(request, id="substitute", a=busy.a)
    return swap(problem, old, new), old


def test_substitute_is_mended_on_the_prepared_board() -> None:
    problem, old = substituted()

    mended, anew = release()[2].mend(problem, Run()), solve_repair(problem, Run())

    verdict = check(problem, mended)
    assert verdict.is_valid
    assert old not in mended.schedule
    assert (mended.moved, mended.dropped) == (anew.moved, anew.dropped)
    assert mended.moved == mended.moved_bound
    assert (mended.moved or 0) + (mended.dropped or 0) >= 1  # one of the two meetings of that slot
    assert verdict.moved == mended.moved


def test_substitute_has_the_table_of_the_other_one() -> None:
    _, plan, repairer = release()
    name = next(iter(plan.schedule))
    same = replace(repairer.problem.requests[repairer.problem.request_index[name]], id="substitute")

    mended = repairer.mend(swap(repairer.problem, name, same), Run())

    assert mended.schedule["substitute"] == plan.schedule[name]
    assert (mended.moved, mended.dropped, mended.added) == (0, 0, 0)


def test_other_weight_counts_in_plan_and_bound() -> None:
    problem = release()[2].problem
    name = next(iter(problem.previous or ()))
    number = problem.request_index[name]
    heavier = replace(problem.requests[number], weight=50)
    changed = replace(
        problem, requests=(*problem.requests[:number], heavier, *problem.requests[number + 1 :])
    )

    mended = release()[2].mend(changed, Run())

    verdict = check(changed, mended)
    assert verdict.is_valid
    assert all(claim.state == "verified" for claim in verdict.claims if claim.name == "weight_bound")


def test_other_earlier_timetable_is_mended_from_scratch() -> None:
    repairer = release()[2]
    shorter = dict(list((repairer.problem.previous or {}).items())[:-5])
    problem = replace(repairer.problem, previous=shorter)

    mended = repairer.mend(problem, Run())

    assert check(problem, mended).is_valid
    assert (mended.moved, mended.dropped) == (0, 0)


def test_mending_twice_gives_the_same_plan() -> None:
    repairer = release()[2]

    one, other = (repairer.mend(changed("all"), Run()) for _ in range(2))

    assert one.schedule == other.schedule

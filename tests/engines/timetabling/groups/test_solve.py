"""The best plan, against every plan there is."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.solve import GroupProgress, solve_groups
from tests.engines.timetabling.groups.brute import best_values, problems


@settings(max_examples=40, deadline=None)
@given(problems())
def test_solve_small_instance(problem: GroupProblem) -> None:
    best = best_values(problem)

    solution = solve_groups(problem)

    assert solution.status == ("infeasible" if best is None else "optimal")
    if best is not None:
        assert solution.values == best
        assert [each.bound for each in solution.tiers] == list(best)
        assert check_groups(problem, solution).broken == ()


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(problems())
def test_solve_many_small_instances(problem: GroupProblem) -> None:
    best = best_values(problem)

    solution = solve_groups(problem)

    assert (solution.values if solution.is_solved else None) == best


def crowd(people: int, groups: int, *, rounds: int = 1) -> GroupProblem:
    """Delegations of three; everyone wishes for two laboratories of which the first ones are popular."""
    guests = tuple(
        Guest(
            f"v{number}",
            f"d{number // 3}",
            "CZ" if number % 2 else "DE",
            wishes={f"lab {number % 3}": 3, f"lab {number // 3 % 4}": 2},
            meetings=frozenset({number % 8}),
        )
        for number in range(people)
    )
    guided = tuple(
        Group(
            f"g{number}", f"lab {number // 2}", (number % 8,), 2 * people // groups, 2, round=number % rounds
        )
        for number in range(groups)
    )
    return GroupProblem("crowd", 8, guests, guided)


def test_solve_same_seed_same_plan() -> None:
    problem = crowd(24, 8)

    plans = [solve_groups(problem, seed=seed).assignment for seed in (3, 3)]

    assert plans[0] == plans[1]


@pytest.mark.parametrize("rounds", [1, 2])
def test_solve_stopped_at_once(rounds: int) -> None:
    problem = crowd(30, 8, rounds=rounds)

    solution = solve_groups(problem, should_stop=lambda: True)

    assert check_groups(problem, solution).broken == ()
    assert solution.status in {"feasible", "unknown"}


def test_solve_short_of_time() -> None:
    problem = crowd(120, 20, rounds=2)

    solution = solve_groups(problem, time_limit=0.5)

    assert solution.status == "feasible"
    assert check_groups(problem, solution).broken == ()


def test_solve_tells_progress() -> None:
    problem = crowd(12, 6)
    told: list[GroupProgress] = []

    solution = solve_groups(problem, on_progress=told.append)

    assert [each.tier for each in told if each.tier == "placed"]
    assert told[-1].values == solution.values
    assert told[-1].bounds == tuple(each.bound for each in solution.tiers)


def test_solve_weights_too_large_for_the_flow() -> None:
    problem = crowd(9, 4)
    guests = tuple(replace(each, wishes=dict.fromkeys(each.wishes, 999999.000001)) for each in problem.guests)
    problem = replace(problem, guests=guests, tiers=("placed", "wishes"))

    solution = solve_groups(problem)

    assert solution.status == "optimal"
    assert check_groups(problem, solution).broken == ()


@pytest.mark.parametrize(
    ("change", "conflict"),
    [
        ({}, "v0, v1 and v2 can only be in g, with room for 2; they need 3."),
        (
            {"guests": (Guest("Ana", barred=frozenset({"Optics"})),)},
            "Ana fits no group: remove what keeps this guest out, or add a group.",
        ),
        (
            {"guests": tuple(Guest(name, pinned=("g",)) for name in "ABC"), "mode": "choose"},
            "These cannot be met together: A in g, B in g and C in g.",
        ),
        (
            {"guests": (Guest("A", pinned=("g",)), Guest("B"), Guest("C"))},
            "These cannot be met together: A in g, and a place for B and C.",
        ),
        (
            {"guests": (Guest("A"),)},
            "A can only be in g, which do not give them all the visits they have to get.",
        ),
    ],
)
def test_solve_smallest_conflict(change: dict[str, object], conflict: str) -> None:
    problem = GroupProblem(
        "day",
        2,
        tuple(Guest(f"v{number}") for number in range(3)),
        (Group("g", "Optics", (0,), 2, min_size=2),),
        "all",
    )

    solution = solve_groups(replace(problem, **change))  # type: ignore[arg-type]

    assert solution.status == "infeasible"
    assert solution.conflict is not None
    assert str(solution.conflict.sentence) == conflict


@settings(max_examples=15, deadline=None)
@given(problems())
def test_solve_conflict_is_smallest(problem: GroupProblem) -> None:
    """Without the demands of any one of its guests the others can be met."""
    solution = solve_groups(problem)
    if solution.conflict is None:
        return

    for freed in solution.conflict.guests:
        guests = tuple(
            each if each.id in solution.conflict.guests and each.id != freed else demand_nothing(each)
            for each in problem.guests
        )
        assert best_values(replace(problem, guests=guests)) is not None


def demand_nothing(guest: Guest) -> Guest:
    return replace(guest, pinned=(), min_visits=0)

"""Every single corruption of a valid plan is rejected."""

from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.result import GroupSolution, TierValue
from qiao.engines.timetabling.groups.solve import solve_groups
from tests.engines.timetabling.groups.brute import problems

EN = frozenset({"en"})
GROUPS = (
    Group("g1", "Optics", (0, 1), 2, min_size=2, languages=EN),
    Group("g2", "Laser", (2,), 3, languages=frozenset({"cs"}), round=1),
    Group("g3", "Optics", (3,), 3, provides=frozenset({"step-free"}), round=1),
    Group("g4", "Chips", (1, 2), 3, round=1),
    Group("g5", "Chips", (3,), 3),
)
GUESTS = (
    Guest("Ana", "d", "CZ", EN, {"Optics": 2}, pinned=("g1",)),
    Guest("Ben", "d", "CZ", EN, {"Optics": 1}),
    Guest("Cy", None, None, EN, needs=frozenset({"step-free"}), unavailable=frozenset({0})),
    Guest("Di", None, None, frozenset({"cs"}), meetings=frozenset({3}), barred=frozenset({"Chips"})),
    Guest("Eve", None, None, forbidden=frozenset({"g2"}), max_visits=1),
)
PROBLEM = GroupProblem("day", 4, GUESTS, GROUPS)
PLAN = {"Ana": ("g1",), "Ben": ("g1",), "Cy": ("g3",), "Di": ("g2",), "Eve": ("g5",)}


def codes_of(assignment: dict[str, tuple[str, ...]], problem: GroupProblem = PROBLEM) -> set[str]:
    verdict = check_groups(problem, GroupSolution("day", "feasible", assignment))
    return {sentence.code.removeprefix("groups.check.") for sentence in verdict.broken}


def test_check_valid_plan() -> None:
    assert codes_of(PLAN) == set()


@pytest.mark.parametrize(
    ("guest", "mine", "code"),
    [
        ("Zoe", ("g5",), "guest"),
        ("Ben", ("g9", "g1"), "group"),
        ("Ben", ("g1", "g1"), "twice"),
        ("Ben", ("g1", "g4"), "overlap"),
        ("Ben", ("g1", "g5"), "round"),
        ("Ben", ("g1", "g3"), "destination"),
        ("Cy", ("g1",), "unavailable"),
        ("Di", ("g3",), "meeting"),
        ("Ben", ("g1", "g2"), "language"),
        ("Cy", ("g5",), "need"),
        ("Di", ("g4",), "access"),
        ("Eve", ("g2",), "forbidden"),
        ("Ana", (), "pin"),
        ("Eve", ("g5", "g4"), "many"),
        ("Eve", ("g1",), "full"),
        ("Ben", (), "small"),
    ],
)
def test_check_broken_rule(guest: str, mine: tuple[str, ...], code: str) -> None:
    assert code in codes_of({**PLAN, guest: mine})


def test_check_too_few_visits() -> None:
    assert "few" in codes_of({**PLAN, "Eve": ()}, replace(PROBLEM, mode="all"))


@settings(max_examples=12, deadline=None)
@given(problems(), st.integers(0), st.sampled_from((-1, 1)))
def test_check_wrong_value(problem: GroupProblem, place: int, step: int) -> None:
    assume(problem.tiers)
    solution = solve_groups(problem)
    assume(solution.is_solved)
    tiers = list(solution.tiers)
    wrong = tiers[place % len(tiers)]
    tiers[place % len(tiers)] = TierValue(wrong.tier, wrong.value + step, wrong.bound)

    verdict = check_groups(problem, replace(solution, tiers=tuple(tiers)))

    assert "groups.check.value" in {sentence.code for sentence in verdict.broken}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"instance": "night"}, "instance"),
        ({"tiers": ()}, None),
        ({"tiers": (TierValue("placed", 6, 6),)}, "tiers"),
        ({"status": "optimal", "tiers": None}, "status"),
    ],
)
def test_check_claims(change: dict[str, object], code: str | None) -> None:
    values = check_groups(PROBLEM, GroupSolution("day", "feasible", PLAN)).values
    tiers = tuple(
        TierValue(tier, value, 100 if tier in ("placed", "wishes") else -1)
        for tier, value in zip(PROBLEM.tiers, values, strict=True)
    )
    solution = GroupSolution("day", "feasible", PLAN, tiers)
    change = {name: tiers if value is None else value for name, value in change.items()}

    verdict = check_groups(PROBLEM, replace(solution, **change))  # type: ignore[arg-type]

    assert {each.code for each in verdict.broken} == ({f"groups.check.{code}"} if code else set())


def test_check_bound_worse_than_value() -> None:
    problem = GroupProblem("day", 4, GUESTS, GROUPS, tiers=("placed",))
    solution = GroupSolution("day", "feasible", PLAN, (TierValue("placed", 5, 4),))

    verdict = check_groups(problem, solution)

    assert [str(each) for each in verdict.broken] == [
        "The bound 4 told for placed is worse than the value 5."
    ]

"""Reasons that are true, and changes that grant the wish."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.explain import explain_groups
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.result import GroupSolution
from qiao.engines.timetabling.groups.solve import solve_groups
from tests.engines.timetabling.groups.brute import best_values, goodness, problems

OPTICS = Group("g1", "Optics", (0,), 1, languages=frozenset({"en"}))
CHIPS = Group("g2", "Chips", (1,), 9)
ANA = Guest("Ana", languages=frozenset({"en"}), wishes={"Optics": 3})
BEN = Guest("Ben", languages=frozenset({"en"}), wishes={"Optics": 5})


def codes_for(guest: Guest, *others: Guest, groups: tuple[Group, ...] = (OPTICS, CHIPS)) -> list[str]:
    """What binds the guest's first denied wish in the best plan."""
    problem = GroupProblem("day", 3, (guest, *others), groups)
    [account] = explain_groups(problem, solve_groups(problem), guest.id)
    return [reason.code for reason in account.denials[0].reasons]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"languages": frozenset({"cs"})}, "language"),
        ({"meetings": frozenset({0})}, "meeting"),
        ({"unavailable": frozenset({0})}, "unavailable"),
        ({"needs": frozenset({"step-free"})}, "need"),
        ({"barred": frozenset({"Optics"})}, "access"),
        ({"forbidden": frozenset({"g1"})}, "forbidden"),
        ({"pinned": ("g2",)}, "pinned"),
    ],
)
def test_explain_what_bars_a_guest(change: dict[str, object], code: str) -> None:
    assert codes_for(replace(ANA, **change)) == [code]  # type: ignore[arg-type]


def test_explain_full_group() -> None:
    assert codes_for(ANA, BEN) == ["full"]


def test_explain_cancelled_group() -> None:
    assert codes_for(ANA, groups=(replace(OPTICS, min_size=2, capacity=2), CHIPS)) == ["cancelled"]


def test_explain_earlier_tier() -> None:
    problem = GroupProblem(
        "day",
        2,
        (Guest("Ana", "d", wishes={"Optics": 1}), Guest("Ben", "d", wishes={"Chips": 2})),
        (Group("g1", "Optics", (0,), 9), Group("g2", "Chips", (1,), 9)),
        tiers=("placed", "unity", "wishes"),
    )

    [account] = explain_groups(problem, solve_groups(problem), "Ana")

    assert [str(reason.sentence) for reason in account.denials[0].reasons] == [
        "With Ana in g1, unity would go from 0 to 1."
    ]
    assert account.denials[0].change is not None
    assert str(account.denials[0].change.sentence) == (
        "Pinned to g1, Ana gets Optics; wishes goes from 2 to 3 and unity goes from 0 to 1."
        if problem.tiers[1] == "wishes"
        else "Pinned to g1, Ana gets Optics; unity goes from 0 to 1 and wishes goes from 2 to 3."
    )


def test_explain_names_only_who_may_be_seen() -> None:
    problem = GroupProblem("day", 3, (ANA, BEN), (OPTICS, CHIPS))

    [account] = explain_groups(problem, solve_groups(problem), "Ana", may_see=lambda name: False)

    [reason] = account.denials[0].reasons
    assert "Ben" not in reason.sentence.text("en") + reason.sentence.text("zh-hans")
    assert reason.sentence.values["number"] == 1


def test_explain_unknown_guest() -> None:
    problem = GroupProblem("day", 3, (ANA,), (OPTICS,))

    with pytest.raises(KeyError, match="Zoe"):
        explain_groups(problem, solve_groups(problem), "Zoe")


@settings(max_examples=12, deadline=None)
@given(problems())
def test_explain_best_alone(problem: GroupProblem) -> None:
    """The best alone is what brute force finds for the guest as the only one, in groups of any size."""
    solution = solve_groups(problem)
    if not solution.is_solved:
        return

    accounts = explain_groups(problem, solution)

    for account, guest in zip(accounts, problem.guests, strict=True):
        groups = tuple(replace(group, min_size=0) for group in problem.groups)
        alone = replace(problem, guests=(guest,), groups=groups, mode="choose", tiers=("wishes",))
        assert best_values(alone) == (account.best,)
        assert account.got <= account.best


@settings(max_examples=12, deadline=None)
@given(problems())
def test_explain_change_grants_the_wish(problem: GroupProblem) -> None:
    """A change other than a pin makes room for a better plan; the changed instance is solved to show it."""
    solution = solve_groups(problem)
    if not solution.is_solved:
        return

    accounts = explain_groups(problem, solution)

    for account in accounts:
        for denial in account.denials:
            assert denial.reasons
            assert all(reason.code != "open" for reason in denial.reasons)
            if denial.change is not None and denial.change.kind == "place":
                groups = tuple(
                    replace(group, capacity=group.capacity + 1) if group.id == denial.change.group else group
                    for group in problem.groups
                )
                better = solve_groups(replace(problem, groups=groups)).values
                assert goodness(problem, better) >= goodness(problem, denial.change.values)
                assert goodness(problem, denial.change.values) > goodness(problem, solution.values)
            if denial.change is not None and denial.change.kind == "pin":
                pinned = solve_groups(pin(problem, account.guest, denial.change.group))
                assert denial.change.group in pinned.assignment[account.guest]
                assert goodness(problem, pinned.values) >= goodness(problem, denial.change.values)


def pin(problem: GroupProblem, guest: str, group: str) -> GroupProblem:
    guests = tuple(
        replace(each, pinned=(*each.pinned, group)) if each.id == guest else each for each in problem.guests
    )
    return replace(problem, guests=guests)


def test_explain_plan_that_is_not_best() -> None:
    problem = GroupProblem("day", 3, (ANA,), (OPTICS, CHIPS))

    [account] = explain_groups(problem, GroupSolution("day", "feasible", {"Ana": ("g2",)}))

    assert [reason.code for reason in account.denials[0].reasons] == ["open"]
    assert check_groups(problem, GroupSolution("day", "feasible", {"Ana": ("g1",)})).is_valid

"""Every plan of a small instance, tried one by one, and instances small enough for it."""

from collections.abc import Iterator
from itertools import combinations, product

from hypothesis import strategies as st

from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.problem import TIERS, Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.result import GroupSolution

LANGUAGES = ("en", "cs")
DESTINATIONS = ("Optics", "Laser")
SLOTS = 4


def best_values(problem: GroupProblem) -> tuple[float, ...] | None:
    """The values of the best plan, None where no plan keeps the rules."""
    values = [
        verdict.values
        for assignment in every_plan(problem)
        if (verdict := check_groups(problem, GroupSolution(problem.name, "feasible", assignment))).is_valid
    ]
    return max(values, key=lambda each: goodness(problem, each), default=None)


def goodness(problem: GroupProblem, values: tuple[float, ...]) -> tuple[float, ...]:
    more_is_better = {"placed", "wishes"}
    return tuple(
        value if tier in more_is_better else -value for tier, value in zip(problem.tiers, values, strict=True)
    )


def every_plan(problem: GroupProblem) -> Iterator[dict[str, tuple[str, ...]]]:
    names = [group.id for group in problem.groups]
    rounds = len({group.round for group in problem.groups})
    sets = [chosen for number in range(rounds + 1) for chosen in combinations(names, number)]
    for plan in product(sets, repeat=len(problem.guests)):
        yield {guest.id: mine for guest, mine in zip(problem.guests, plan, strict=True)}


def some(values: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(values))


@st.composite
def groups(draw: st.DrawFn, number: int, rounds: int) -> Group:
    start = draw(st.integers(0, SLOTS - 2))
    return Group(
        f"g{number}",
        draw(st.sampled_from(DESTINATIONS)),
        tuple(range(start, start + draw(st.integers(1, 2)))),
        capacity=draw(st.integers(1, 3)),
        min_size=draw(st.integers(0, 2)),
        languages=draw(some(LANGUAGES)),
        interpreter=draw(st.booleans()),
        provides=draw(some(("step-free",))),
        round=draw(st.integers(0, rounds - 1)),
    )


@st.composite
def guests(draw: st.DrawFn, number: int, names: list[str]) -> Guest:
    rarely = st.sampled_from([False] * 5 + [True])
    return Guest(
        f"v{number}",
        draw(st.sampled_from([None, "d1", "d2"])),
        draw(st.sampled_from([None, "CZ", "DE"])),
        draw(some(LANGUAGES)),
        draw(st.dictionaries(st.sampled_from(DESTINATIONS), st.sampled_from([0, 1, 2.5, 4]))),
        unavailable=draw(st.frozensets(st.integers(0, SLOTS - 1), max_size=1)),
        meetings=draw(st.frozensets(st.integers(0, SLOTS - 1), max_size=1)),
        needs=frozenset({"step-free"} if draw(rarely) else ()),
        barred=draw(some(DESTINATIONS)) if draw(rarely) else frozenset(),
        pinned=(draw(st.sampled_from(names)),) if draw(rarely) else (),
        forbidden=draw(some(tuple(names))) if draw(rarely) else frozenset(),
        min_visits=draw(st.sampled_from([None, None, 0, 1])),
        max_visits=draw(st.sampled_from([None, None, 1, 2])),
    )


@st.composite
def problems(draw: st.DrawFn) -> GroupProblem:
    """At most 4 guests in 3 groups of one or two rounds, any tiers in any order."""
    rounds = draw(st.integers(1, 2))
    guided = tuple(draw(groups(number, rounds)) for number in range(draw(st.integers(1, 3))))
    names = [group.id for group in guided]
    people = tuple(draw(guests(number, names)) for number in range(draw(st.integers(0, 4))))
    tiers = draw(st.permutations(TIERS))[: draw(st.integers(0, len(TIERS)))]
    usual = draw(st.booleans())
    return GroupProblem(
        "small",
        SLOTS,
        people,
        guided,
        draw(st.sampled_from(["all", "choose"])),
        ("placed", "wishes", "unity", "balance", "mix") if usual else tuple(tiers),
    )

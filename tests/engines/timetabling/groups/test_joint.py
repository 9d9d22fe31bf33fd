"""Visits and meetings together, against every pair of plans there is."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.joint import JointSolution, check_jointly, solve_jointly
from qiao.engines.timetabling.groups.joint.problem import block_visits, rank_jointly
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.result import GroupSolution, TierValue
from qiao.engines.timetabling.groups.solve import solve_groups
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.solve import solve
from tests.engines.timetabling.groups.brute import every_plan

SLOTS = 3
TIERS = ("weight", "placed", "wishes", "unity")
OTHER_TIERS = ("placed", "wishes", "weight")


@st.composite
def pairs(draw: st.DrawFn) -> tuple[GroupProblem, Problem]:
    """2 guests in 2 groups, 3 participants with 3 requests, 3 slots."""
    groups = tuple(
        Group(
            f"g{number}",
            draw(st.sampled_from(("Optics", "Chips"))),
            (draw(st.integers(0, 2)),),
            2,
            draw(st.integers(0, 2)),
        )
        for number in range(2)
    )
    guests = tuple(
        Guest(f"v{number}", "d", wishes={"Optics": draw(st.integers(0, 3))}, participant=name)
        for number, name in enumerate(("A", draw(st.sampled_from(("A", "B", None)))))
    )
    people = tuple(
        Participant(
            name,
            unavailable=draw(st.frozensets(st.integers(0, 2), max_size=1)),
            max_meetings=draw(st.sampled_from([None, 1, 2])),
        )
        for name in "ABC"
    )
    requests = tuple(
        Request(f"{a}{b}", a, b, weight=draw(st.integers(0, 3)), mandatory=draw(st.integers(0, 5)) == 5)
        for a, b in ("AB", "AC", "BC")
    )
    capacity = draw(st.sampled_from([None, (1, 1, 1)]))
    return GroupProblem("day", SLOTS, guests, groups), Problem(
        "day", "choose", SLOTS, people, requests, capacity=capacity
    )


def best_rank(groups: GroupProblem, meetings: Problem, tiers: tuple[str, ...]) -> tuple[float, ...] | None:
    plans = [
        plan
        for plan in every_plan(groups)
        if check_groups(groups, GroupSolution("day", "feasible", plan)).is_valid
    ]
    timetables = []
    for slots in product((None, *range(SLOTS)), repeat=len(meetings.requests)):
        schedule = {
            request.id: Meeting(slot)
            for request, slot in zip(meetings.requests, slots, strict=True)
            if slot is not None
        }
        weight = sum(request.weight for request in meetings.requests if request.id in schedule)
        solution = Solution("day", "feasible", schedule, weight=weight)
        if not check(meetings, solution).violations:
            timetables.append(solution)
    ranks = [
        rank_jointly(tiers, visits, held)
        for plan in plans
        for visits in [counted(groups, plan)]
        for held in timetables
        if not check_jointly(groups, meetings, JointSolution(visits, held))
    ]
    return max(ranks, default=None)


def counted(groups: GroupProblem, plan: dict[str, tuple[str, ...]]) -> GroupSolution:
    values = check_groups(groups, GroupSolution("day", "feasible", plan)).values
    tiers = tuple(TierValue(tier, value) for tier, value in zip(groups.tiers, values, strict=True))
    return GroupSolution("day", "feasible", plan, tiers)


@settings(max_examples=30, deadline=None)
@given(pairs(), st.sampled_from([TIERS, OTHER_TIERS]))
def test_solve_jointly_small_pair(pair: tuple[GroupProblem, Problem], tiers: tuple[str, ...]) -> None:
    groups, meetings = pair
    asked = GroupProblem(
        "day", SLOTS, groups.guests, groups.groups, tiers=tuple(t for t in tiers if t != "weight")
    )

    solution = solve_jointly(groups, meetings, tiers=tiers, time_limit=3)

    best = best_rank(asked, meetings, tiers)
    assert best is not None or not solution.is_solved
    if best is not None and solution.is_solved:
        assert check_jointly(asked, meetings, solution) == ()
        assert rank_jointly(tiers, solution.groups, solution.meetings) <= best
        if solution.is_optimal:
            assert rank_jointly(tiers, solution.groups, solution.meetings) == best


def test_solve_jointly_no_worse_than_visits_first() -> None:
    groups = GroupProblem(
        "day",
        SLOTS,
        (Guest("v", wishes={"Optics": 2}, participant="A"),),
        (Group("g0", "Optics", (0,), 1), Group("g1", "Chips", (1,), 1)),
        tiers=("placed", "wishes"),
    )
    people = (Participant("A"), Participant("B", unavailable=frozenset({1, 2})))
    meetings = Problem("day", "choose", SLOTS, people, (Request("r", "A", "B", weight=5),))
    first = solve_groups(groups)
    after = solve(block_visits(groups, meetings, first.assignment), time_limit=1)

    solution = solve_jointly(groups, meetings, tiers=("weight", "placed", "wishes"), time_limit=3)

    assert (after.weight, first.values) == (0, (1, 2))
    assert [each.value for each in solution.tiers] == [5, 1, 0]
    assert solution.is_optimal


def test_check_jointly_two_places_at_once() -> None:
    groups = GroupProblem("day", 1, (Guest("v", participant="A"),), (Group("g", "Optics", (0,), 1),))
    meetings = Problem("day", "choose", 1, (Participant("A"), Participant("B")), (Request("r", "A", "B"),))
    both = JointSolution(
        GroupSolution("day", "feasible", {"v": ("g",)}),
        Solution("day", "feasible", {"r": Meeting(0)}, weight=1),
    )

    broken = check_jointly(groups, meetings, both)

    assert [str(each) for each in broken] == ["A meets in slot 0, when v is in g."]


def test_a_walk_is_needed_between_consecutive_meetings_only() -> None:
    """From A to B it is two slots, and none by way of a meeting that is in neither."""
    requests = (
        Request("in A", "a", "b", mandatory=True, zone="A"),
        Request("between", "a", "c", mandatory=True),
        Request("in B", "a", "d", mandatory=True, zone="B"),
    )
    people = tuple(map(Participant, "abcd"))
    meetings = Problem("way", "choose", SLOTS, people, requests, travel={("A", "B"): 2})

    found = solve_jointly(GroupProblem("way", SLOTS, (), ()), meetings, tiers=("weight",), time_limit=10)

    assert found.is_optimal
    assert found.meetings.schedule["between"].slot == 1

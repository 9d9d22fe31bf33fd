"""Chains and matchings, each against all there is."""

from itertools import combinations, permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from qiao.engines.timetabling.explain.chains import find_moves
from qiao.engines.timetabling.explain.edit import Edit
from qiao.engines.timetabling.explain.matching import match
from qiao.engines.timetabling.explain.plan import Plan
from qiao.engines.timetabling.problem import Participant, Problem, Request, slots_of
from tests.support.instances import brute_force, is_legal, small_problems

DAYS = ((0b0011, 1), (0b1100, 2))


@given(st.lists(st.integers(0, 15), max_size=5), st.integers(0, 4))
@settings(max_examples=150, deadline=None)
def test_matching_holds_as_many_as_any(domains: list[int], most: int) -> None:
    found = match(dict(enumerate(domains)), range(len(domains)), days=DAYS, most=most)

    assert all(domains[request] >> slot & 1 for request, slot in found.items())
    assert len(found) == max(
        size
        for size in range(len(domains) + 1)
        if any(is_placeable(domains, chosen, most) for chosen in combinations(range(len(domains)), size))
    )


def is_placeable(domains: list[int], chosen: tuple[int, ...], most: int) -> bool:
    """Whether these have slots of their own within the caps, by trying all."""
    return len(chosen) <= most and any(
        all(domains[request] >> slot & 1 for request, slot in zip(chosen, slots, strict=True))
        and all(sum(day >> slot & 1 for slot in slots) <= cap for day, cap in DAYS)
        for slots in permutations(range(4), len(chosen))
    )


@given(problem=small_problems(modes=["choose"], without=["fairness"]))
@settings(max_examples=60, deadline=None)
def test_moves_along_chains_keep_every_rule(problem: Problem) -> None:
    best = brute_force(problem)

    for number, request in enumerate(problem.requests if best else ()):
        if request.id not in best.schedule:
            plan = Plan(problem, best.schedule)
            moves = find_moves(plan, number)
            assert {problem.requests[each].id: slot for each, slot in plan.slot_of.items()} == best.schedule
            if moves is not None:
                moved = {problem.requests[each].id: slot for each, slot in moves.items()}
                assert is_legal(problem, {**best.schedule, **moved})


def test_chain_moves_two_meetings_to_make_room() -> None:
    people = (Participant("a"), Participant("b", unavailable=frozenset({1})), *map(Participant, "cd"))
    requests = (Request("ab", "a", "b"), Request("ac", "a", "c"), Request("cd", "c", "d"))
    plan = Plan(Problem("", "choose", 2, people, requests), {"ac": 0, "cd": 1})

    moves = find_moves(plan, 0)

    assert moves == {0: 0, 1: 1, 2: 0}


def test_plan_is_the_same_after_edits_are_undone() -> None:
    people = (Participant("a", max_meetings=1, max_run=1, max_per_day=1), Participant("b"))
    requests = (Request("ab", "a", "b", allowed=frozenset({0})), Request("ba", "b", "a", after=("ab",)))
    plan = Plan(Problem("", "choose", 2, people, requests, capacity=(1, 1)), {"ab": 0})
    edits = [
        Edit("free", "b", 1),
        Edit("meetings", "a"),
        Edit("run", "a"),
        Edit("day", "a"),
        Edit("table", slot=0),
        Edit("window", slot=1, request="ab"),
        Edit("order", request="ba", earlier="ab"),
        Edit("give-up", request="ab"),
    ]
    before = (dict(plan.slot_of), [*plan.available], [*plan.capacity], slots_of(plan.window(0)))

    with plan.changed(edits):
        during = (dict(plan.slot_of), plan.most[0], plan.capacity[0], slots_of(plan.window(0)))

    assert during == ({}, 2, 2, [0, 1])
    assert (dict(plan.slot_of), [*plan.available], [*plan.capacity], slots_of(plan.window(0))) == before
    assert (plan.most[0], plan.run[0], plan.per_day[0]) == (1, 1, 1)


def test_full_slot_is_relieved_by_the_first_meeting_that_can_leave_it() -> None:
    people = (*map(Participant, "abcd"), Participant("e", unavailable=frozenset({1})), Participant("f"))
    late = Request("late", "c", "f", slot=1)
    requests = (Request("ab", "a", "b", slot=0), Request("ce", "c", "e"), Request("df", "d", "f"), late)
    plan = Plan(Problem("", "choose", 2, people, requests, capacity=(2, 1)), {"ce": 0, "df": 0})

    moves = find_moves(plan, 0)

    assert moves == {0: 0, 2: 1}


def test_full_slot_is_relieved_although_the_first_meeting_may_not_leave_it() -> None:
    people = (Participant("a"), Participant("b"), Participant("c", max_run=1), *map(Participant, "def"))
    requests = (
        Request("ab", "a", "b", slot=0),
        Request("cd", "c", "d"),
        Request("ce", "c", "e", slot=2),
        Request("ef", "e", "f"),
    )
    problem = Problem("", "choose", 3, people, requests, capacity=(2, 2, 1))
    plan = Plan(problem, {"cd": 0, "ce": 2, "ef": 0})

    moves = find_moves(plan, 0)

    assert moves == {0: 0, 3: 1}

"""Floors of meetings in the flow: the fewest missing, the weight then, and prices that prove both."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.check.certificates.floor_dual import bounds_by_pairs
from qiao.engines.timetabling.check.certificates.supply import supply_of
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.choosing import select, solve_choosing
from qiao.engines.timetabling.choosing.bound import scaled_weights, tables_of
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.run import Run
from tests.support.instances import brute_force, shortfall_of, small_problems, weight_of

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
FOUR = tuple(map(Participant, "abcd"))
PATH = (Request("ab", "a", "b", 5), Request("ac", "a", "c"), Request("bd", "b", "d"))
TRIANGLE = (Request("ab", "a", "b", 3), Request("bc", "b", "c", 2), Request("ca", "c", "a", 2))
SHARED = ("mandatory", "caps", "unavailable", "capacity", "weights", "floor", "bipartite")


def test_two_light_meetings_for_everybody_come_before_a_heavy_one() -> None:
    problem = Problem("path", "choose", 1, FOUR, PATH)

    without, with_floor = (solve_choosing(each, Run()) for each in (problem, replace(problem, floor=1)))

    assert (without.weight, without.shortfall, without.shortfall_bound) == (5, None, None)
    assert (with_floor.weight, with_floor.shortfall, with_floor.shortfall_bound) == (2, 0, 0)
    assert check(replace(problem, floor=1), with_floor).claim("optimal").state == "verified"


def test_what_has_to_be_held_comes_before_the_floor() -> None:
    requests = (replace(PATH[0], mandatory=True), *PATH[1:])
    problem = Problem("path", "choose", 1, FOUR, requests, floor=1)

    found = solve_choosing(problem, Run())

    assert (list(found.schedule), found.shortfall, found.shortfall_bound) == (["ab"], 2, 2)


def test_own_floor_stands_in_the_place_of_the_general_one() -> None:
    people = (*FOUR[:2], *(replace(each, min_meetings=0) for each in FOUR[2:]))
    problem = Problem("path", "choose", 1, people, PATH, floor=1)

    found = solve_choosing(problem, Run())

    assert (list(found.schedule), found.shortfall) == (["ab"], 0)


def test_floor_of_nothing_changes_nothing() -> None:
    problem = event(60)

    assert select(replace(problem, floor=0)) == replace(select(problem), problem=replace(problem, floor=0))


def test_odd_set_whose_halves_serve_everybody_is_left_to_the_exact_finish() -> None:
    """Three halves serve three people in one slot; of whole meetings one of them has none."""
    people = (*FOUR[:3], replace(FOUR[3], min_meetings=0))
    problem = Problem("odd", "choose", 1, people, TRIANGLE, floor=1)

    selection, found = select(problem), solve_choosing(problem, Run())

    assert (selection.shortfall_bound, selection.is_met, selection.is_integral) == (0, True, False)
    assert (found.status, found.shortfall, found.shortfall_bound, found.weight) == ("optimal", 1, 1, 3)
    verdict = check(problem, found)
    assert verdict.is_valid
    assert verdict.claim("shortfall_bound").state == "open"


def test_shortfall_of_a_half_is_rounded_up_and_the_weight_bounded_without_floors() -> None:
    """Two tables: three halves of the triangle and half of the pair serve three and a half of four."""
    people = (*FOUR, Participant("e", min_meetings=0))
    requests = (*TRIANGLE, Request("de", "d", "e"))
    problem = Problem("odd", "choose", 1, people, requests, capacity=(2,), floor=1)

    selection, found = select(problem), solve_choosing(problem, Run())

    assert (selection.shortfall_bound, selection.is_met, selection.bound) == (1, False, 4)
    assert (found.status, found.shortfall, found.weight) == ("optimal", 1, 4)
    assert {each.state for each in check(problem, found).claims} == {"verified"}


@pytest.mark.parametrize(("floor", "is_tight"), [(6, False), (8, True)])
def test_event_of_200_is_proven_optimal_with_its_floor(floor: int, is_tight: bool) -> None:
    problem = replace(event(200, tight=is_tight), floor=floor)

    found = solve_choosing(problem, Run(time_limit=120))

    verdict = check(problem, found)
    held = Counter(who for name in found.schedule for who in name.split("-"))
    assert found.shortfall == sum(max(0, floor - held[each.id]) for each in problem.participants)
    assert (found.status, found.shortfall, found.weight) == (
        "optimal",
        found.shortfall_bound,
        found.weight_bound,
    )
    assert {each.state for each in verdict.claims} == {"verified"}


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), without=("days", "sessions", "fairness", "zones", "after", "slot")))
def test_check_proves_what_the_flow_says(problem: Problem) -> None:
    selection = select(problem)

    if problem.has_floor:
        missing, weight = bounds_by_pairs(Frame(problem), selection.certificate()) or (-1, -1)
        assert missing > selection.shortfall_bound - 1
        if selection.is_met and missing == selection.shortfall_bound:
            assert float(weight) <= float(selection.bound) + 1e-6


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), without=("days", "fairness", "zones", "after", "slot", "allowed")))
def test_reduced_costs_say_what_every_best_plan_holds(problem: Problem) -> None:
    selection, best = select(problem), brute_force(problem)

    if best is None or not selection.is_integral or best.shortfall != selection.shortfall_bound:
        return
    if sum(scaled_weights(problem, selection.scale)[problem.request_index[r]] for r in best.schedule) != (
        selection.scaled_bound
    ):
        return
    for request, reduced in zip(problem.requests, selection.reduced, strict=True):
        is_free = not request.mandatory and problem.domains[problem.request_index[request.id]]
        if is_free and reduced:
            assert (request.id in best.schedule) == (reduced > 0)


@settings(max_examples=80, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",), most_requests=6, most_slots=3, without=("fairness", "zones")))
def test_selection_serves_as_many_as_any_timetable(problem: Problem) -> None:
    selection = select(problem)
    held = {problem.requests[request].id: 0 for request in selection.held}

    best = brute_force(problem)

    if best is not None and selection.is_integral:
        mine = (shortfall_of(problem, held), -weight_of(problem, held))
        assert mine <= (best.shortfall, -best.weight)


def test_pairs_in_a_slot_are_of_two_sides_where_meetings_are_between_sides() -> None:
    """Three delegates and one host: one meeting in each slot, though four people would make two."""
    people = tuple(
        Participant(name, side="host" if name == "h" else "delegate", unavailable=frozenset(absent))
        for name, absent in (("a", ()), ("b", ()), ("c", ()), ("h", (2,)))
    )
    requests = tuple(Request(f"{name}h", name, "h") for name in "abc")
    open_to_all = Problem("open", "choose", 3, people, requests)
    between = replace(open_to_all, bipartite=True)

    assert (tables_of(open_to_all), tables_of(between)) == (5, 2)
    assert supply_of(Frame(between)).tables == {0: 1, 1: 1}


def test_tables_that_hosts_cannot_fill_are_no_tables() -> None:
    """The best selection fits into the slots only because their tables are counted by sides."""
    problem = event(100, tight=True)

    found = solve_choosing(problem, Run(time_limit=30))

    assert tables_of(problem) < sum(problem.capacity or ())
    assert (found.status, found.weight, found.waits) == ("optimal", found.weight_bound, 0)
    assert check(problem, found).is_valid

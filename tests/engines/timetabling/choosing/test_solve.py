import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from benchmarks.timetabling_events import event
from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import select, solve_choosing
from qiao.engines.timetabling.choosing.annealing import anneal
from qiao.engines.timetabling.choosing.polish import Cooling, limits_at
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Progress, Run
from tests.support.instances import brute_force, small_problems
from tests.support.plans import annealed

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
ROOT = Path(__file__).resolve().parents[4]
PAIR = (Participant("a"), Participant("b"))


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",)))
def test_solution_is_the_best_of_all_timetables(problem: Problem) -> None:
    best = brute_force(problem)

    found = solve_choosing(problem, Run(time_limit=60))

    if best is None:
        assert found.status == "infeasible"
        return
    verdict = check(problem, found)
    counted = found.breaks if problem.break_rule == "gap" else found.waits
    assert (found.status, verdict.violations) == ("optimal", ())
    assert found.shortfall == (best.shortfall if problem.has_floor else None)
    assert float(best.weight) == pytest.approx(found.weight)
    assert counted == best.breaks
    assert all(claim.state != "wrong" for claim in verdict.claims)


def test_a_walk_is_needed_between_consecutive_meetings_only() -> None:
    """From A to B it is two slots, and none by way of a meeting that is in neither."""
    people = (*PAIR, Participant("c"), Participant("d"))
    requests = (
        Request("in A", "a", "b", mandatory=True, zone="A"),
        Request("between", "a", "c", mandatory=True),
        Request("in B", "a", "d", mandatory=True, zone="B"),
    )
    problem = Problem("way", "choose", 3, people, requests, travel={("A", "B"): 2})

    found = solve_choosing(problem, Run(time_limit=10))

    assert found.status == "optimal"
    assert found.schedule["between"].slot == 1
    assert check(problem, found).is_valid


@settings(max_examples=100, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",)))
def test_bound_is_never_below_the_best_weight(problem: Problem) -> None:
    best = brute_force(problem)

    selection = select(problem)

    if best is not None:
        scaled, _certificate = selection.proved(best.shortfall)
        assert selection.shortfall_bound <= best.shortfall
        assert scaled / selection.scale >= float(best.weight) - 1e-9


@pytest.mark.parametrize("is_tight", [False, True])
def test_event_of_200_is_proven_optimal_without_waits(is_tight: bool) -> None:
    problem = event(200, tight=is_tight)

    found = solve_choosing(problem, Run(time_limit=120))

    verdict = check(problem, found)
    assert (found.status, found.waits, found.weight) == ("optimal", 0, found.weight_bound)
    assert verdict.is_valid
    assert {claim.state for claim in verdict.claims if claim.name == "weight_bound"} == {"verified"}


def test_same_seed_gives_the_same_timetable() -> None:
    problem = event(100)

    first, second = (solve_choosing(problem, Run(time_limit=120, seed=7)) for _ in range(2))

    assert first.schedule == second.schedule


def test_progress_tells_weight_and_bound() -> None:
    told: list[Progress] = []

    solve_choosing(event(60, tight=True), Run(time_limit=5, on_progress=told.append))

    assert told[0].weight_bound is not None
    assert any(each.weight is not None for each in told)


def test_stopped_run_keeps_the_best_so_far() -> None:
    problem = event(200, tight=True)
    told: list[Progress] = []

    found = solve_choosing(problem, Run(on_progress=told.append, should_stop=lambda: len(told) > 1))

    assert found.status in {"feasible", "optimal"}
    assert check(problem, found).is_valid


def test_mandatory_request_is_held_though_it_weighs_less() -> None:
    requests = (Request("light", "a", "b", weight=1, mandatory=True), Request("heavy", "a", "b", weight=9))
    problem = Problem("one", "choose", 1, PAIR, requests)

    found = solve_choosing(problem, Run(time_limit=10))

    assert (list(found.schedule), found.weight_bound) == (["light"], 1)


def test_two_mandatory_requests_in_one_slot_are_infeasible() -> None:
    requests = tuple(Request(name, "a", "b", mandatory=True) for name in ("one", "two"))
    problem = Problem("both", "choose", 1, PAIR, requests)

    found = solve_choosing(problem, Run(time_limit=10))

    assert found.status == "infeasible"
    assert found.conflict is not None
    assert set(found.conflict.requests) == {"one", "two"}


def test_anyone_with_anyone_is_solved_to_the_odd_set() -> None:
    """Three people who all want to meet: one pair a slot, though the relaxation holds one and a half."""
    people = tuple(map(Participant, "abc"))
    requests = tuple(Request(a + b, a, b) for a, b in ("ab", "bc", "ca"))
    problem = replace(Problem("three", "choose", 1, people, requests))

    found = solve_choosing(problem, Run(time_limit=10))

    assert (found.status, found.weight) == ("optimal", 1)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",)))
def test_annealing_never_leaves_what_is_legal(problem: Problem) -> None:
    """Kept by itself, without the exact finish; what is due may be missing, and fairness is not its rule."""
    optional = tuple(replace(each, mandatory=False) for each in problem.requests)
    problem = replace(problem, requests=optional, fairness=None)
    best = brute_force(problem)
    cooling = Cooling(problem, [r for r, mask in enumerate(problem.domains) if mask], 0, Run())
    cooling.start()
    for temperature in (0.3, 0.1):
        anneal(cooling.grid, cooling.dice, limits_at(temperature), 3_000, 100, 100, 16, 64, -1)
        cooling.keep()
    assert cooling.best is not None
    slots = cooling.best[1]
    schedule = {optional[request].id: Meeting(slot) for request, slot in slots.items()}
    verdict = check(problem, Solution(problem.name, "unknown", schedule))

    assert best is not None
    assert verdict.violations == ()
    found = cooling.best[2]
    assert (found.shortfall, -found.weight) >= (best.shortfall, -float(best.weight) - 1e-9)


WITHOUT_NUMBA = """
import importlib.util, json

find = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "numba" else find(name, *rest)

from qiao.engines.shape import compiled
from tests.support.plans import annealed

print(json.dumps([compiled.IS_COMPILED, annealed(20_000)]))
"""


@pytest.mark.skipif(not IS_COMPILED, reason="numba is not installed: there is one way only")
def test_plan_is_the_same_without_compiling() -> None:
    plain = subprocess.run(
        [sys.executable, "-c", WITHOUT_NUMBA],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert json.loads(plain.stdout) == [False, annealed(20_000)]

"""Bounds of a floor: any pairs of prices bound every timetable, and no corruption of them is believed."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.check.certificates.floor_dual import bounds_by_pairs
from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.formats import read_result, write_result
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run
from tests.support.instances import every_timetable, shortfall_of, small_problems, weight_of

FOUR = tuple(map(Participant, "abcd"))
PATH = Problem(
    "path",
    "choose",
    1,
    FOUR,
    (Request("ab", "a", "b", 5), Request("ac", "a", "c"), Request("bd", "b", "d")),
    floor=1,
)
PROOF: dict[str, Any] = {
    "kind": "floor-dual",
    "prices": {"a": [0, 1], "b": [1, 1], "c": [-1, 0], "d": [-1, 0]},
    "tables": [0, 0],
}
LEVELS = st.sampled_from([0, 0, 1, -1, -1, -0.5, 0.5, 2])
WEIGHTS = st.sampled_from([0, 0, 1, 2, 0.5, 1.1, -1, -2.5])
PAIRS = st.tuples(LEVELS, WEIGHTS).map(list)


def path_solution(**changes: Any) -> Solution:
    said = Solution("path", "optimal", {"ac": Meeting(0), "bd": Meeting(0)}, weight=2, weight_bound=2)
    said = replace(said, breaks_bound=0, shortfall=0, shortfall_bound=0, certificate=PROOF)
    return replace(said, **changes)


@settings(deadline=None, max_examples=80)
@given(small_problems(modes=("choose",), most_requests=5), st.data())
def test_any_prices_bound_every_timetable(problem: Problem, data: st.DataObject) -> None:
    assume(problem.has_floor)
    prices = {each.id: data.draw(PAIRS) for each in problem.participants}
    tables = data.draw(PAIRS.filter(lambda pair: pair >= [0, 0]))

    bounds = bounds_by_pairs(Frame(problem), {"prices": prices, "tables": tables})

    assert bounds is not None
    missing, weight = bounds
    for timetable in every_timetable(problem):
        short = shortfall_of(problem, timetable)
        assert short >= missing
        assert short > missing or weight_of(problem, timetable) <= weight


def test_prices_prove_the_shortfall_and_the_weight_then() -> None:
    assert bounds_by_pairs(Frame(PATH), PROOF) == (0, 2)
    assert bounds_by_pairs(Frame(PATH), {"prices": {}}) == (0, 7)
    assert bounds_by_pairs(Frame(replace(PATH, floor=2)), {"prices": {}}) == (4, 7)


def test_solution_with_its_prices_is_verified_claim_by_claim() -> None:
    verdict = check(PATH, path_solution())

    assert verdict.shortfall == 0
    assert {each.name: each.state for each in verdict.claims} == dict.fromkeys(
        [
            "weight",
            "breaks",
            "waits",
            "idle",
            "shortfall",
            "weight_bound",
            "shortfall_bound",
            "breaks_bound",
            "optimal",
        ],
        "verified",
    )


@pytest.mark.parametrize(
    ("changes", "claim", "state"),
    [
        ({"shortfall": 1}, "shortfall", "wrong"),
        ({"shortfall_bound": 1}, "shortfall_bound", "wrong"),
        ({"shortfall_bound": None}, "optimal", "wrong"),
        ({"weight_bound": 1}, "weight_bound", "wrong"),
        ({"weight_bound": 3}, "optimal", "wrong"),
        ({"schedule": {"ab": Meeting(0)}, "weight": 5, "weight_bound": 5}, "optimal", "wrong"),
        ({"schedule": {"ab": Meeting(0)}, "weight": 5, "weight_bound": 5}, "shortfall", "wrong"),
        ({"schedule": {"ac": Meeting(0)}, "weight": 1, "shortfall": 2}, "optimal", "wrong"),
        ({"certificate": None}, "weight_bound", "open"),
        ({"certificate": {**PROOF, "kind": "flow-dual"}}, "optimal", "open"),
        ({"certificate": {**PROOF, "prices": {}}}, "optimal", "open"),
        ({"certificate": {**PROOF, "prices": {**PROOF["prices"], "c": [1, 0]}}}, "weight_bound", "open"),
        ({"certificate": {**PROOF, "prices": {**PROOF["prices"], "b": [0, 1]}}}, "weight_bound", "open"),
        ({"certificate": {**PROOF, "tables": [1, 0]}}, "weight_bound", "open"),
    ],
)
def test_corruption_is_refused(changes: dict[str, Any], claim: str, state: str) -> None:
    found = check(PATH, path_solution(**changes)).claim(claim)

    assert found is not None
    assert found.state == state


def test_shortfall_above_its_bound_is_no_optimum() -> None:
    solution = path_solution(schedule={"ab": Meeting(0)}, weight=5, weight_bound=5, shortfall=2)

    verdict = check(PATH, solution)

    assert [each.sentence.text("en") for each in verdict.claims if each.state == "wrong"] == [
        "The timetable is called the best, but its shortfall is 2 and the bound is 0."
    ]


@pytest.mark.parametrize(
    "certificate",
    [
        {},
        {"prices": [1]},
        {"prices": {"a": 1}},
        {"prices": {"a": [1]}},
        {"prices": {"a": [1, 2, 3]}},
        {"prices": {"a": [0, float("nan")]}},
        {"prices": {"a": [True, 0]}},
        {"prices": {"a": ["1", 0]}},
        {"prices": {"stranger": [0, 1]}},
        {"prices": {}, "tables": [0, -1]},
        {"prices": {}, "tables": [-1, 5]},
        {"prices": {}, "tables": 0},
        {"prices": {}, "tables": None},
    ],
)
def test_what_is_no_set_of_prices_proves_nothing(certificate: dict[str, Any]) -> None:
    assert bounds_by_pairs(Frame(PATH), certificate) is None


@cache
def solved() -> tuple[Problem, Solution]:
    """An event in which floors cost weight and not all of them can be met."""
    problem = replace(event(200, tight=True), floor=9)
    return problem, solve_choosing(problem, Run(time_limit=30))


def test_each_price_of_a_proof_is_needed() -> None:
    """Taking any one away leaves a bound that is no better, and some bound that is worse."""
    problem, solution = solved()
    assert solution.certificate is not None
    proof = dict(solution.certificate)
    frame = Frame(problem)
    best = bounds_by_pairs(frame, proof)
    assert best == (solution.shortfall_bound, Fraction(solution.weight_bound or 0))

    weaker = 0
    for who in proof["prices"]:
        others = {name: pair for name, pair in proof["prices"].items() if name != who}
        missing, weight = bounds_by_pairs(frame, {**proof, "prices": others}) or (Fraction(-1), Fraction(0))
        assert (missing, -weight) <= (best[0], -best[1])
        weaker += (missing, weight) != best

    assert weaker > len(proof["prices"]) // 2


def test_proof_survives_its_file() -> None:
    problem, solution = solved()

    again = read_result(write_result(solution))

    assert again == solution
    assert check(problem, again).claim("shortfall_bound") == check(problem, solution).claim("shortfall_bound")


def test_floor_counts_for_nothing_where_everything_is_held() -> None:
    problem = replace(PATH, mode="all", slots=2, floor=3)
    solution = Solution("path", "unknown", {"ab": Meeting(1), "ac": Meeting(0), "bd": Meeting(0)})

    assert check(problem, solution).shortfall == 0
    assert Fraction(check(replace(problem, mode="choose"), solution).shortfall) == 6

"""All requests held, against brute force and the known optima of the shared cases."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pysat.solvers import Cadical153

from qiao.engines.timetabling.exact import find_timetable, formula_of, solve_all
from qiao.engines.timetabling.formats import read_problem
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.run import Progress, Run
from tests.support.instances import breaks_of, brute_force, is_legal, small_problems

# The fewest breaks of each shared case in the order below, None where there is no timetable.
VARIANTS = ("fixed020-Forb", "fixed040-Forb", "forb0003", "forb0007", "original", "prec15", "prec25")
OPTIMA: dict[str, tuple[int | None, ...]] = {
    "forum-13": (20, 49, 0, 0, 0, 0, None),
    "forum-13crafc": (20, 50, 1, 1, 1, 1, None),
    "forumt-14": (7, None, 0, None, 5, 5, 5),
    "forumt-14crafd": (9, None, None, None, 4, 4, 4),
    "tic-12": (1, None, None, None, 0, 0, 0),
    "tic-13": (2, 13, None, None, 0, 0, 0),
    "tic-13crafc": (6, 16, None, None, 4, 4, 4),
    "ticf-13crafa": (20, 49, 0, 0, 0, 0, None),
}
SLOW = {"forum-13", "forum-13crafc", "ticf-13crafa"}
CASES = [
    pytest.param(
        f"{family}.{variant}",
        optimum,
        marks=[pytest.mark.cases, *([pytest.mark.long] if is_slow else [])],
        id=f"{family}.{variant}",
    )
    for family, optima in OPTIMA.items()
    for variant, optimum in zip(VARIANTS, optima, strict=True)
    for is_slow in [
        (family in SLOW and variant in VARIANTS[:2])
        or (family == "forum-13crafc" and optimum is not None)
        or (family == "tic-13crafc" and variant != "original" and optimum is not None)
    ]
]


@pytest.mark.parametrize(("name", "optimum"), CASES)
def test_case_is_solved_to_its_known_optimum(cases: Path, name: str, optimum: int | None) -> None:
    problem = read_problem((cases / "timetabling" / f"{name}.json").read_bytes())

    solution = solve_all(problem, Run())

    schedule = {each: meeting.slot for each, meeting in solution.schedule.items()}
    if optimum is None:
        assert (solution.status, schedule) == ("infeasible", {})
    else:
        assert (solution.status, solution.breaks, solution.breaks_bound) == ("optimal", optimum, optimum)
        assert is_legal(problem, schedule)


@settings(deadline=None, max_examples=300)
@given(small_problems(modes=["all"]))
def test_search_finds_what_brute_force_finds(problem: Problem) -> None:
    best = brute_force(problem)

    solution = solve_all(problem, Run())

    schedule = {each: meeting.slot for each, meeting in solution.schedule.items()}
    if best is None:
        assert (solution.status, schedule) == ("infeasible", {})
    else:
        assert (solution.status, solution.breaks_bound) == ("optimal", best.breaks)
        assert is_legal(problem, schedule)
        assert sum(breaks_of(problem, schedule).values()) == best.breaks


@settings(deadline=None, max_examples=150)
@given(small_problems(modes=["all"], without=["days", "weights", "caps"]), st.integers(0, 3))
def test_decision_agrees_with_brute_force(problem: Problem, at_most: int) -> None:
    best = brute_force(problem)

    found = find_timetable(problem, range(len(problem.requests)), at_most, Run())

    assert (found is not None) == (best is not None and best.breaks <= at_most)


def test_decision_leaves_other_requests_alone() -> None:
    problem = triangle(slots=2)

    found = find_timetable(problem, [0, 2], 0, Run())

    assert isinstance(found, dict)
    assert sorted(found) == [0, 2]


def test_bound_of_the_participants_is_the_certificate_where_it_is_attained() -> None:
    participants = (Participant("a", unavailable=frozenset({1})), Participant("b"), Participant("c"))
    problem = Problem("", "all", 3, participants, (Request("ab", "a", "b"), Request("ac", "a", "c")))

    solution = solve_all(problem, Run())

    assert solution.certificate == {"kind": "runs-bound", "participants": {"a": 1, "b": 0, "c": 0}}
    assert solution.breaks == 1


def test_refutation_names_a_formula_that_another_solver_refutes() -> None:
    problem = triangle(slots=3)

    solution = solve_all(problem, Run())

    formula = formula_of(problem, range(3), 0)
    with Cadical153(bootstrap_with=formula.clauses) as solver:
        assert solver.solve() is False
    assert (solution.status, solution.breaks) == ("optimal", 1)
    assert solution.certificate == {
        "kind": "refutation",
        "solver": "CaDiCaL 1.5.3",
        "at_most": 0,
        "formula": formula.digest(),
        "clauses": len(formula.clauses),
        "variables": formula.variables,
    }


def test_same_seed_gives_the_same_timetable() -> None:
    problem = crowd(people=12, slots=9)

    one, other = (solve_all(problem, Run(seed=5)) for _ in range(2))

    assert one.schedule == other.schedule


def test_run_that_is_stopped_keeps_the_best_so_far() -> None:
    told: list[Progress] = []

    solution = solve_all(
        crowd(people=13, slots=13),
        Run(on_progress=told.append, should_stop=lambda: any(each.breaks is not None for each in told)),
    )

    assert (solution.status, len(solution.schedule)) == ("feasible", 78)
    assert solution.breaks_bound is not None
    assert solution.breaks_bound < solution.breaks


def test_run_without_time_gives_no_timetable_and_says_so() -> None:
    solution = solve_all(crowd(people=6, slots=6), Run(time_limit=0))

    assert (solution.status, solution.schedule) == ("unknown", {})


def test_empty_instance_is_solved() -> None:
    solution = solve_all(Problem("none", "all", 3, (), (), fairness=0), Run())

    assert (solution.status, solution.breaks, solution.schedule) == ("optimal", 0, {})


def triangle(slots: int, **values: Any) -> Problem:
    people = tuple(Participant(each) for each in "abc")
    requests = (Request("ab", "a", "b"), Request("bc", "b", "c"), Request("ca", "c", "a"))
    return Problem("triangle", "all", slots, people, requests, **values)


def crowd(people: int, slots: int) -> Problem:
    """Everyone meets everyone."""
    participants = tuple(Participant(f"p{number}") for number in range(people))
    requests = tuple(
        Request(f"{one.id}-{other.id}", one.id, other.id)
        for number, one in enumerate(participants)
        for other in participants[:number]
    )
    return Problem("crowd", "all", slots, participants, requests)

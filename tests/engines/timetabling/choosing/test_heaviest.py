"""The formula of the timetables of the greatest weight, against brute force."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from pysat.solvers import Glucose4

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import select, solve_choosing
from qiao.engines.timetabling.choosing.heaviest import Heaviest
from qiao.engines.timetabling.exact import Oracle
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run
from tests.support.instances import brute_force, small_problems

SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=120, deadline=None, suppress_health_check=SLOW)
@given(small_problems(modes=("choose",)))
def test_formula_can_be_met_from_the_fewest_breaks_of_brute_force_on(problem: Problem) -> None:
    assume(problem.fairness is None and not problem.has_floor)
    best, selection = brute_force(problem), select(problem)
    assume(best is not None and selection.is_integral and float(best.weight) == float(selection.bound))

    heaviest = Heaviest(problem, selection, best.breaks + 1)
    oracle, limits = Oracle(heaviest.formula), heaviest.breaks

    assert oracle.decide(Run(), [-each for each in limits[best.breaks :]]) is True
    slots = heaviest.slots_in(oracle.model)
    found = measure(problem, slots)
    assert found.weight == pytest.approx(float(best.weight))
    assert found.counted(problem) == best.breaks
    assert check(problem, stood(problem, slots)).is_valid
    assert not best.breaks or oracle.decide(Run(), [-limits[best.breaks - 1]]) is False


def test_certificate_names_a_formula_that_another_solver_refutes() -> None:
    """Three who all meet in three slots: one of them meets in the first and the last."""
    requests = tuple(Request(f"{a}{b}", a, b) for a, b in ("ab", "bc", "ca"))
    problem = Problem("triangle", "choose", 3, tuple(map(Participant, "abc")), requests)

    found = solve_choosing(problem, Run())

    formula = Heaviest(problem, select(problem), 1).with_at_most(0)
    with Glucose4(bootstrap_with=formula.clauses) as solver:
        assert solver.solve() is False
    assert (found.status, found.weight, found.breaks) == ("optimal", 3, 1)
    assert found.certificate["parts"][1] == {
        "kind": "refutation",
        "at_most": 0,
        "weight": 3,
        "solver": "CaDiCaL 1.5.3",
        "formula": formula.digest(),
        "clauses": len(formula.clauses),
        "variables": formula.variables,
    }


def stood(problem: Problem, slots: dict[int, int]) -> Solution:
    found = measure(problem, slots)
    schedule = {problem.requests[r].id: Meeting(slot) for r, slot in slots.items()}
    return Solution(
        problem.name,
        "feasible",
        schedule,
        weight=found.weight,
        breaks=found.breaks,
        waits=found.waits,
        idle=found.idle,
    )

"""The best plan, against every plan there is."""

import pytest
from hypothesis import given, settings

from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.problem import GroupProblem
from qiao.engines.timetabling.groups.solve import solve_groups
from tests.engines.timetabling.groups.brute import best_values, problems


@settings(max_examples=40, deadline=None)
@given(problems())
def test_solve_small_instance(problem: GroupProblem) -> None:
    best = best_values(problem)

    solution = solve_groups(problem)

    assert solution.status == ("infeasible" if best is None else "optimal")
    if best is not None:
        assert solution.values == best
        assert [each.bound for each in solution.tiers] == list(best)
        assert check_groups(problem, solution).broken == ()


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(problems())
def test_solve_many_small_instances(problem: GroupProblem) -> None:
    best = best_values(problem)

    solution = solve_groups(problem)

    assert (solution.values if solution.is_solved else None) == best

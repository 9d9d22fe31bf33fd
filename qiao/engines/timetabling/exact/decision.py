"""Is there a timetable of exactly these requests with at most so many breaks?"""

from collections.abc import Collection
from typing import Literal

from qiao.engines.timetabling.exact.counting import Counting
from qiao.engines.timetabling.exact.domains import narrow_domains
from qiao.engines.timetabling.exact.formula import Formula
from qiao.engines.timetabling.exact.oracle import Oracle
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.run import Run

Unknown = Literal["unknown"]


def find_timetable(
    problem: Problem, requests: Collection[int], at_most: int | None, run: Run
) -> dict[int, int] | Unknown | None:
    """The slots of a timetable that holds exactly the requests (indices) with at most so many breaks by the
    rule of the instance; None where it is proved that there is none, "unknown" when the run ends first.

    At most None is any number. `Problem.fairness` is kept; weights, `mandatory` and `previous` are not looked
    at. NP-complete (edge colouring; Even, Itai, Shamir 1976), so exponential at worst.
    """
    counting = _counting(problem, requests, at_most)
    if counting is None:
        return None
    oracle = Oracle(counting.formula, seed=run.seed)
    answer = oracle.decide(run)
    if answer is None:
        return "unknown"
    return counting.slots_in(oracle.model) if answer else None


def formula_of(problem: Problem, requests: Collection[int], at_most: int | None) -> Formula:
    """The formula that `find_timetable` decides, so that any other solver can verify a refutation.

    An unsatisfiable one, a lone empty clause, where the domains alone leave nothing.
    """
    counting = _counting(problem, requests, at_most)
    if counting is not None:
        return counting.formula
    formula = Formula()
    formula.add()
    return formula


def _counting(problem: Problem, requests: Collection[int], at_most: int | None) -> Counting | None:
    domains = narrow_domains(problem, sorted(requests))
    return None if domains is None else Counting(problem, domains, at_most)

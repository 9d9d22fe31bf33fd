"""The fewest breaks with which all requests are held."""

import dataclasses
import importlib
from collections.abc import Mapping
from typing import Any

from qiao.engines.timetabling.exact.conflict import find_conflict
from qiao.engines.timetabling.exact.decision import find_timetable, formula_of
from qiao.engines.timetabling.exact.domains import groups_of, narrow_domains
from qiao.engines.timetabling.exact.oracle import refuted
from qiao.engines.timetabling.exact.person import fewest_breaks, person_of
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run

MOST_PLACES = 200_000
"""Pairs of request and slot up to which the formula is built; beyond them the choosing kernel searches."""


def solve_all(problem: Problem, run: Run) -> Solution:
    """A timetable of all requests with the fewest breaks by the rule of the instance, and the proof.

    First any timetable, which is what is left when the time runs out; then those with at most as many breaks
    as each participant alone needs at least, and one more as long as that is refuted: refutations far from
    the optimum are cheap, and the first timetable found is the best one. Exponential at worst; the instances
    of Bofill et al. (JAIR 74, 2022) take seconds.

    The certificate is ``runs-bound``, the fewest breaks of each participant, where their sum is attained, and
    ``refutation`` otherwise: the formula of at most one break less is unsatisfiable (`formula_of`).
    """
    requests = range(len(problem.requests))
    domains = narrow_domains(problem, requests)
    needs = None if domains is None else _needs(problem, domains)
    if needs is None:
        return _infeasible(problem, run)
    bound = sum(needs.values())
    run.tell("bound", breaks_bound=bound)
    if sum(mask.bit_count() for mask in (domains or {}).values()) > MOST_PLACES:
        return _hand_to_choosing(problem, needs, run)
    found = find_timetable(problem, requests, None, run)
    if found is None:
        return _infeasible(problem, run)
    if found == "unknown":
        return _solution(problem, "unknown", run, breaks_bound=bound)
    best = found
    while _breaks(problem, best) > bound:
        run.tell("breaks", breaks=_breaks(problem, best), breaks_bound=bound)
        found = find_timetable(problem, requests, bound, run)
        if found == "unknown":
            return _held(problem, best, needs, bound, run)
        if found is None:
            bound += 1
        else:
            best = found
    run.tell("breaks", breaks=bound, breaks_bound=bound)
    return _held(problem, best, needs, bound, run)


def _needs(problem: Problem, domains: Mapping[int, int]) -> dict[str, int] | None:
    """The fewest breaks of each participant by id; None where one cannot hold its meetings at all."""
    needs = {}
    for number, group in groups_of(problem, domains).items():
        fewest = fewest_breaks(problem, person_of(problem, number, group, domains))
        if fewest is None:
            return None
        needs[problem.participants[number].id] = fewest
    return needs


def _breaks(problem: Problem, slots: Mapping[int, int]) -> int:
    return measure(problem, slots).counted(problem)


def _held(
    problem: Problem, slots: Mapping[int, int], needs: dict[str, int], bound: int, run: Run
) -> Solution:
    status = "optimal" if _breaks(problem, slots) == bound else "feasible"
    if bound == sum(needs.values()):
        certificate: dict[str, Any] = {"kind": "runs-bound", "participants": needs}
    else:
        certificate = _refutation(problem, bound - 1)
    measured = measure(problem, slots)
    return _solution(
        problem,
        status,
        run,
        schedule={problem.requests[each].id: Meeting(slot) for each, slot in sorted(slots.items())},
        weight=measured.weight,
        weight_bound=measured.weight,
        breaks=measured.breaks,
        waits=measured.waits,
        idle=measured.idle,
        breaks_bound=bound,
        certificate=certificate,
    )


def _refutation(problem: Problem, at_most: int | None) -> dict[str, Any]:
    formula = formula_of(problem, range(len(problem.requests)), at_most)
    return {"kind": "refutation", "at_most": at_most, **refuted(formula)}


def _infeasible(problem: Problem, run: Run) -> Solution:
    run.tell("conflict")
    conflict = find_conflict(problem, run)
    return _solution(problem, "infeasible", run, conflict=conflict, certificate=_refutation(problem, None))


def _solution(problem: Problem, status: Any, run: Run, **values: Any) -> Solution:
    return Solution(problem.name, status, seed=run.seed, seconds=run.seconds, **values)


def _hand_to_choosing(problem: Problem, needs: dict[str, int], run: Run) -> Solution:
    """The search of the mode ``choose`` with every request mandatory, for instances whose formula is too
    large; only the bound of the participants alone is proved."""
    choosing = importlib.import_module("qiao.engines.timetabling.choosing")
    requests = tuple(dataclasses.replace(each, mandatory=True) for each in problem.requests)
    solution: Solution = choosing.solve_choosing(
        dataclasses.replace(problem, mode="choose", requests=requests), run
    )
    if not solution.is_solved or len(solution.schedule) < len(requests):
        return solution
    bound = sum(needs.values())
    counted = solution.breaks if problem.break_rule == "gap" else solution.waits
    return dataclasses.replace(
        solution,
        status="optimal" if counted == bound else "feasible",
        weight_bound=solution.weight,
        breaks_bound=bound,
        certificate={"kind": "runs-bound", "participants": needs},
    )

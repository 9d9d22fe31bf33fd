"""Breaks as a linear expression, for CP-SAT."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ortools.sat.python import cp_model

from qiao.engines.timetabling.problem import Problem

Literal = cp_model.IntVar
Held = Mapping[int, Mapping[int, Literal]]
Busy = list[dict[int, list[Literal]]]


@dataclass(frozen=True)
class BreakCount:
    """Breaks of each participant by the instance's rule, and of all together."""

    of: tuple[cp_model.LinearExprT, ...]
    total: cp_model.LinearExprT


def add_breaks(model: cp_model.CpModel, problem: Problem, x: Held, busy: Busy) -> BreakCount:
    """Adds the counting, the walks that are too short, and fairness."""
    if any(problem.travel.values()):
        counts = [_with_walks(model, problem, x, p) for p in range(len(problem.participants))]
    else:
        counts = [_by_runs(model, problem, busy[p], p) for p in range(len(problem.participants))]
    if problem.fairness is not None and counts:
        fewest, most = (model.new_int_var(0, problem.slots, name) for name in ("fewest", "most"))
        model.add(most - fewest <= problem.fairness)
        for count in counts:
            model.add(count <= most)
            model.add(count >= fewest)
    return BreakCount(tuple(counts), sum(counts))


def _by_runs(
    model: cp_model.CpModel, problem: Problem, busy: dict[int, list[Literal]], p: int
) -> cp_model.LinearExprT:
    """Runs of a day less one, over the slots that count: by rule ``wait`` those in which it is available."""
    terms: list[cp_model.LinearExprT] = []
    for first, last in problem.day_list:
        counted = [
            t for t in range(first, last + 1) if problem.break_rule == "gap" or problem.available[p] >> t & 1
        ]
        if not any(t in busy for t in counted):
            continue
        here = [_is_busy(model, busy.get(t, [])) for t in counted]
        starts = [here[0]]
        for before, now in pairwise(here):
            start = model.new_bool_var("")
            model.add_bool_and([now, before.negated()]).only_enforce_if(start)
            model.add_bool_or([before, now.negated(), start])
            starts.append(start)
        anything = model.new_bool_var("")
        model.add_max_equality(anything, here)
        terms += [*starts, -anything]
    return sum(terms)


def _is_busy(model: cp_model.CpModel, literals: list[Literal]) -> Literal:
    here = model.new_bool_var("")
    model.add(here == sum(literals))
    return here


def _with_walks(model: cp_model.CpModel, problem: Problem, x: Held, p: int) -> cp_model.LinearExprT:
    """A literal for each pair of slots of a day that hold consecutive meetings in two zones."""
    mine: dict[int, dict[str | None, list[Literal]]] = {}
    for request, slots in x.items():
        if p in problem.pairs[request]:
            for slot, literal in slots.items():
                mine.setdefault(slot, {}).setdefault(problem.zones[request], []).append(literal)
    terms: list[cp_model.LinearExprT] = []
    for first, last in problem.day_list:
        today = [t for t in sorted(mine) if first <= t <= last]
        for early in today:
            for late in (t for t in today if t > early):
                terms += _between(model, problem, mine, p, early, late)
    return sum(terms)


def _between(
    model: cp_model.CpModel,
    problem: Problem,
    mine: dict[int, dict[str | None, list[Literal]]],
    p: int,
    early: int,
    late: int,
) -> list[cp_model.LinearExprT]:
    found: list[cp_model.LinearExprT] = []
    inside = [each for t in range(early + 1, late) for zone in mine.get(t, {}).values() for each in zone]
    for one, firsts in mine[early].items():
        for other, seconds in mine[late].items():
            walk = problem.walk(one, other)
            if late - early - 1 < walk:
                model.add(sum(firsts) + sum(seconds) <= 1 + sum(inside))  # a way round has another between
            elif _is_break(problem, p, early, late, walk):
                gap = model.new_bool_var("")
                both = _is_busy(model, firsts), _is_busy(model, seconds)
                model.add_bool_or([gap, both[0].negated(), both[1].negated(), *inside])
                for literal in both:
                    model.add_implication(gap, literal)
                for literal in inside:
                    model.add_implication(gap, literal.negated())
                found.append(gap)
    return found


def _is_break(problem: Problem, p: int, early: int, late: int, walk: int) -> bool:
    between = (1 << late) - (1 << early + 1)
    free = (problem.available[p] & between).bit_count()
    return (late - early - 1 if problem.break_rule == "gap" else free) > walk

"""Mode ``choose``: the floors of meetings first, then the weight held, the breaks, idle slots."""

from collections import Counter
from dataclasses import replace

from qiao.engines.shape.compiled import IS_COMPILED, WIDEST
from qiao.engines.timetabling.choosing.bound import Selection, select, unscaled
from qiao.engines.timetabling.choosing.grid import worths
from qiao.engines.timetabling.choosing.polish import AGAIN, HARD, ROUNDS, Cooling
from qiao.engines.timetabling.choosing.proof import Proof, prove
from qiao.engines.timetabling.choosing.tables import seat
from qiao.engines.timetabling.choosing.warming import warm
from qiao.engines.timetabling.exact import find_conflict
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Meeting, Solution
from qiao.engines.timetabling.run import Run

TINY = 600  # requests times slots up to which the exact search needs no timetable to begin with
SMALL = 6_000  # up to which it is tried
SHARE = 0.4  # of the time for annealing where the exact finish follows
FLOOR = 3  # greatest worths: what annealing adds to a meeting that a floor needs, for each of its two people


def solve_choosing(problem: Problem, run: Run) -> Solution:
    """Solves one instance of mode ``choose``; every request of mode ``all`` counts as mandatory.

    1. `bound.select`: a flow that misses the fewest meetings of the floors and then holds the most weight,
    with prices that prove both. 2.
    `polish.Cooling`: that selection is swept into slots and annealed over Kempe chains until nobody waits; if
    it has no place as a whole, all requests take part.
    3. `proof.prove`: small instances are finished exactly.

    With one thread and time enough the same seed gives the same timetable.
    """
    selection = select(problem)
    run.tell("bound", weight_bound=float(selection.bound))
    slots = anneal_selection(problem, selection, run)
    proof = Proof(slots or None)
    if _is_worth_proving(problem, selection, slots) and not run.is_over:
        found = prove(problem, selection, slots if _holds_due(problem, slots) else None, run)
        proof = replace(found, slots=found.slots if found.slots is not None else proof.slots)
    return _solution(problem, selection, proof, run)


def anneal_selection(problem: Problem, selection: Selection, run: Run) -> dict[int, int]:
    """The best timetable that annealing finds: the selection alone first, then with all requests."""
    size = len(problem.requests) * problem.slots
    if not selection.held or size <= TINY or (IS_COMPILED and problem.slots > WIDEST):
        return {}
    warm(run)
    is_small = size <= SMALL
    part = run if not is_small or run.time_limit is None else replace(run, time_limit=run.time_limit * SHARE)
    cooling = Cooling(problem, list(selection.held), 0, part, float(selection.bound))
    _hold_floors(cooling, selection)
    cooling.start()
    for number in range(2 if is_small else ROUNDS):
        if cooling.cool(AGAIN if number else 0) and selection.is_integral:
            return cooling.best[1] if cooling.best else {}
        if part.is_over or cooling.is_stuck:
            break
    best = cooling.best
    wide = _with_all(problem, selection, best[1] if best else {}, part)
    for _ in range(1 if is_small else ROUNDS):
        if part.is_over or wide.cool():
            break
    wide.keep()
    candidates = [each for each in (best, wide.best) if each is not None]
    return max(candidates, key=lambda each: each[0])[1]


def _with_all(problem: Problem, selection: Selection, slots: dict[int, int], run: Run) -> Cooling:
    """All requests that have a slot take part, from that timetable on."""
    chosen = set(selection.held)
    others = [r for r, mask in enumerate(problem.domains) if mask and r not in chosen]
    worth = worths(problem)
    good_enough = sum(worth[r] for r in others)
    cooling = Cooling(problem, [*selection.held, *others], good_enough, run, float(selection.bound), HARD)
    _hold_floors(cooling, selection)
    cooling.start_from(slots)
    return cooling


def _hold_floors(cooling: Cooling, selection: Selection) -> None:
    """Makes dear what the selection holds for somebody who has no more than the floor."""
    problem, worth = cooling.problem, cooling.grid.worth
    if not problem.has_floor:
        return
    optional = (int(worth[r]) for r, each in enumerate(problem.requests) if not problem.is_due(each))
    dear = FLOOR * max(optional, default=0)
    held = Counter(p for r in selection.held for p in problem.pairs[r])
    for r in selection.held:
        worth[r] += dear * sum(held[p] <= problem.floors[p] for p in problem.pairs[r])


def _holds_due(problem: Problem, slots: dict[int, int]) -> bool:
    return all(r in slots for r, each in enumerate(problem.requests) if problem.is_due(each))


def _is_worth_proving(problem: Problem, selection: Selection, slots: dict[int, int]) -> bool:
    if len(problem.requests) * problem.slots > SMALL:
        return False
    found = measure(problem, slots)
    return (
        not _holds_due(problem, slots)
        or problem.fairness is not None
        or found.counted(problem) > 0
        or found.shortfall > selection.shortfall_bound
        or found.weight < selection.bound
    )


def _solution(problem: Problem, selection: Selection, proof: Proof, run: Run) -> Solution:
    if proof.is_infeasible:
        conflict = find_conflict(only_due(problem), run)
        return Solution(problem.name, "infeasible", conflict=conflict, seed=run.seed, seconds=run.seconds)
    slots = proof.slots or {}
    if not _holds_due(problem, slots) or not _is_fair(problem, slots):
        any_bound = selection.without_floor.bound if problem.has_floor else selection.bound
        return Solution(problem.name, "unknown", weight_bound=any_bound, seed=run.seed, seconds=run.seconds)
    found = measure(problem, slots)
    scaled, certificate = selection.proved(found.shortfall)
    if proof.weight_bound is not None:
        scaled = min(scaled, proof.weight_bound)
    shortfall_bound = max(selection.shortfall_bound, proof.shortfall_bound)
    bound = unscaled(scaled, selection.scale)
    breaks_bound = max(proof.breaks_bound or 0, 0)
    is_heaviest = found.shortfall == shortfall_bound and abs(found.weight - bound) < 1e-9
    is_optimal = is_heaviest and found.counted(problem) == breaks_bound
    if proof.refutation is not None:
        certificate = {"kind": "several", "parts": [certificate, proof.refutation]}
    seats = seat(problem, slots)
    ids = [each.id for each in problem.requests]
    return Solution(
        problem.name,
        "optimal" if is_optimal else "feasible",
        {ids[r]: Meeting(slots[r], seats[r]) for r in sorted(slots)},
        weight=found.weight,
        breaks=found.breaks,
        waits=found.waits,
        idle=found.idle,
        weight_bound=bound,
        breaks_bound=breaks_bound,
        shortfall=found.shortfall if problem.has_floor else None,
        shortfall_bound=shortfall_bound if problem.has_floor else None,
        certificate=certificate,
        seed=run.seed,
        seconds=run.seconds,
    )


def only_due(problem: Problem) -> Problem:
    """What has to be held, alone: where there is no timetable for it there is none at all."""
    due = [each for each in problem.requests if problem.is_due(each)]
    names = {each.id for each in due}
    kept = tuple(replace(each, after=tuple(name for name in each.after if name in names)) for each in due)
    return replace(problem, mode="all", requests=kept, previous=None, max_moved=None)


def _is_fair(problem: Problem, slots: dict[int, int]) -> bool:
    counts = measure(problem, slots).per_participant
    return problem.fairness is None or not counts or max(counts) - min(counts) <= problem.fairness

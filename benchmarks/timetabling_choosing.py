"""Choosing among wishes, beside the published greedy rules and a straightforward CP-SAT model.

QIAO_BENCHMARK_PEOPLE names the sizes, QIAO_BENCHMARK_PEER_SECONDS what the model may take of CPU.
"""

import os
import time
from collections.abc import Callable, Iterator

from ortools.sat.python import cp_model

from benchmarks.timetabling_events import event, wishes_of
from benchmarks.timetabling_plain import solve_within
from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.timetabling.board import Board
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.measure import measure
from qiao.engines.timetabling.problem import Problem, slots_of
from qiao.engines.timetabling.run import Run

SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_PEOPLE", "50,200,1000,5000").split(",")))
PEER_SECONDS = float(os.environ.get("QIAO_BENCHMARK_PEER_SECONDS", "20"))
SECONDS = 60.0
LARGEST_MODEL = 1_000  # people; the model of more places nothing in its time


def run(say: Callable[[str], None]) -> None:
    say(f"Kernels compiled: {'yes' if IS_COMPILED else 'no'}. One thread, at most {SECONDS:.0f} s.\n")
    say("| event | method | meetings | weight | of the bound | waits | CPU seconds |")
    say("|---|---|---|---|---|---|---|")
    solve_choosing(event(50), Run(time_limit=1))  # compiled kernels are loaded
    for people in SIZES:
        for is_tight in (False, True):
            problem = event(people, tight=is_tight)
            for row in rows(problem, people):
                say(row)


def rows(problem: Problem, people: int) -> Iterator[str]:
    start = time.process_time()
    found = solve_choosing(problem, Run(time_limit=SECONDS))
    took = time.process_time() - start
    if not check(problem, found).is_valid:
        raise ArithmeticError(f"{problem.name}: the check refuses the timetable")
    bound = float(found.weight_bound or 1)
    proved = "proved" if found.status == "optimal" else "not proved"
    yield line(problem.name, f"Qiao, {proved}", len(found.schedule), found.weight, bound, found.waits, took)
    for name, rule in (("round robin by rank", round_robin), ("first come, first served", first_come)):
        start = time.process_time()
        slots = rule(problem)
        took, held = time.process_time() - start, measure(problem, slots)
        yield line(problem.name, name, len(slots), held.weight, bound, held.waits, took)
    if people <= LARGEST_MODEL:
        start = time.process_time()
        slots = straightforward(problem)
        took, held = time.process_time() - start, measure(problem, slots)
        yield line(problem.name, "CP-SAT, weight alone", len(slots), held.weight, bound, held.waits, took)


def line(
    event_name: str, method: str, held: int, weight: float, bound: float, waits: int, took: float
) -> str:
    return (
        f"| {event_name} | {method} | {held:,} | {weight:,} | {weight / bound:.2%} | {waits:,} | {took:.2f} |"
    )


def round_robin(problem: Problem) -> dict[int, int]:
    """One meeting a turn for each: its own best-ranked open request, in the first slot that suits both."""
    wishes = [mine[::-1] for mine in wishes_of(problem)]
    board = Board(problem)
    while any(wishes):
        for mine in wishes:
            while mine and not place_first(board, mine.pop()):
                pass
    return board.slots()


def first_come(problem: Problem) -> dict[int, int]:
    """The requests in their order, each in the first slot that suits both."""
    board = Board(problem)
    for request in range(len(problem.requests)):
        place_first(board, request)
    return board.slots()


def place_first(board: Board, request: int) -> bool:
    if board.is_held(request):
        return False
    for slot in slots_of(board.problem.domains[request]):
        if board.can_place(request, slot):
            board.place(request, slot)
            return True
    return False


def straightforward(problem: Problem) -> dict[int, int]:
    """A variable for each request and slot, and the weight as the only aim."""
    model = cp_model.CpModel()
    x = {(r, t): model.new_bool_var("") for r, mask in enumerate(problem.domains) for t in slots_of(mask)}
    of: dict[tuple[str, int, int], list[cp_model.IntVar]] = {}
    for (r, t), literal in x.items():
        of.setdefault(("request", r, 0), []).append(literal)
        of.setdefault(("slot", t, 0), []).append(literal)
        for p in problem.pairs[r]:
            of.setdefault(("busy", p, t), []).append(literal)
            of.setdefault(("person", p, 0), []).append(literal)
    for (kind, number, _), literals in of.items():
        if kind in {"request", "busy"}:
            model.add_at_most_one(literals)
        elif kind == "slot" and problem.capacity is not None:
            model.add(sum(literals) <= problem.capacity[number])
        elif kind == "person" and (most := problem.participants[number].max_meetings) is not None:
            model.add(sum(literals) <= most)
    model.maximize(sum(int(problem.requests[r].weight) * literal for (r, _), literal in x.items()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    if solve_within(solver, model, PEER_SECONDS) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return {}
    return {r: t for (r, t), literal in x.items() if solver.value(literal)}

"""A floor of meetings for everybody, and what it costs of the weight.

Events with plenty of tables and even popularity, where everybody gets some by weight alone, and events with
few tables and a popularity of exponent 1, where some are hardly asked for.
QIAO_BENCHMARK_PEOPLE names the sizes, QIAO_BENCHMARK_SECONDS what one solve may take of the clock.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks.timetabling_events import event
from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Run

SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_PEOPLE", "1000,5000").split(",")))
SECONDS = float(os.environ.get("QIAO_BENCHMARK_SECONDS", "60"))
FLOORS = (0, 1, 3)
STEEP = 1.0


def run(say: Callable[[str], None]) -> None:
    say(f"Kernels compiled: {'yes' if IS_COMPILED else 'no'}. One thread, at most {SECONDS:.0f} s.\n")
    say(
        "| event | floor | with no meeting | with one or two | missing | bound "
        "| weight | of the bound | cost | waits | CPU seconds |"
    )
    say("|---|---|---|---|---|---|---|---|---|---|---|")
    solve_choosing(event(50), Run(time_limit=1))  # compiled kernels are loaded
    for people in SIZES:
        for problem in (event(people), event(people, tight=True, skew=STEEP)):
            for row in rows(problem):
                say(row)


def rows(problem: Problem) -> Iterator[str]:
    without = 0.0
    for floor in FLOORS:
        asked = replace(problem, floor=floor)
        start = time.process_time()
        found = solve_choosing(asked, Run(time_limit=SECONDS))
        took = time.process_time() - start
        if floor:
            require_proof(asked, found)
        without = without or float(found.weight)
        yield line(asked, found, without, took)


def require_proof(problem: Problem, found: Solution) -> None:
    """
    Raises
    ------
    ArithmeticError : the check refuses the timetable, or does not find a bound proved.
    """
    claims = {each.name: each.state for each in check(problem, found).claims}
    wrong = {name for name, state in claims.items() if state == "wrong"}
    if wrong or {claims["shortfall_bound"], claims["weight_bound"]} != {"verified"}:
        raise ArithmeticError(f"{problem.name}: the check does not confirm it: {claims}")


def line(problem: Problem, found: Solution, without: float, took: float) -> str:
    met = Counter(who for name in found.schedule for who in name.split("-"))
    none, few = len(problem.participants) - len(met), sum(held < max(FLOORS) for held in met.values())
    missing, bound = found.shortfall or 0, found.shortfall_bound or 0
    share, cost = float(found.weight) / float(found.weight_bound or 1), 1 - float(found.weight) / without
    return (
        f"| {problem.name} | {problem.floor} | {none} | {few} | {missing} | {bound} "
        f"| {found.weight:,} | {share:.2%} | {cost:.3%} | {found.waits} | {took:.2f} |"
    )

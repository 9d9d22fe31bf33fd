"""Explaining refusals: the share explained and verified, and CPU seconds, at growing events.

QIAO_BENCHMARK_SIZES names other sizes: 200,1000. Every change has passed the check of what it touches; some
are also made in the whole instance, and the whole timetable is checked.
"""

import os
import time
from collections.abc import Callable

from benchmarks.timetabling_events import event
from qiao.engines.timetabling import Problem, Solution, check, explain, solve
from qiao.engines.timetabling.explain import Explanation

SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_SIZES", "200,1000,5000").split(",")))
COLUMNS = ("event", "refused", "explained", "one change", "of these with moves", "proved: none", "open")
CHECKED_WHOLE = 60


def run(say: Callable[[str], None]) -> None:
    columns = [*COLUMNS, "checked whole", "shares exact", "CPU s", "CPU ms each", "one alone, ms"]
    say(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for size in SIZES:
        for tight in (False, True):
            problem = event(size, tight=tight)
            solution = solve(problem)
            began = time.process_time()
            account = explain(problem, solution)
            took = time.process_time() - began
            cells = [*counts(problem, account), whole(problem, solution, account), exact(account)]
            each = 1000 * took / max(len(account.refusals), 1)
            cells += [f"{took:.1f}", f"{each:.1f}", f"{alone(problem, solution, account):.0f}"]
            say(f"| {' | '.join(cells)} |")


def counts(problem: Problem, account: Explanation) -> list[str]:
    refusals = account.refusals
    single = [each for each in refusals if each.single_changes]
    moved = [each for each in single if each.change is not None and each.change.moves]
    proved = [each for each in refusals if not each.single_changes and each.is_exhaustive]
    explained = sum(bool(each.reasons) for each in refusals) / max(len(refusals), 1)
    left = len(refusals) - len(single) - len(proved)
    return [
        problem.name,
        f"{len(refusals):,}",
        f"{explained:.0%}",
        f"{len(single):,}",
        f"{len(moved):,}",
        f"{len(proved):,}",
        f"{left:,}",
    ]


def whole(problem: Problem, solution: Solution, account: Explanation) -> str:
    """How many of some changes pass the check of the whole timetable."""
    changes = [change for each in account.refusals for change in each.changes]
    some = changes[:: max(len(changes) // CHECKED_WHOLE, 1)]
    valid = [each for each in some if check(each.problem(problem), each.solution(solution)).is_valid]
    return f"{len(valid)} of {len(some)}"


def exact(account: Explanation) -> str:
    return f"{sum(each.is_exact for each in account.shares) / max(len(account.shares), 1):.0%}"


def alone(problem: Problem, solution: Solution, account: Explanation) -> float:
    """CPU milliseconds for one request asked about by itself."""
    asked = [each.request for each in account.refusals[:: max(len(account.refusals) // 5, 1)]]
    began = time.process_time()
    for request in asked:
        explain(problem, solution, requests=[request])
    return 1000 * (time.process_time() - began) / max(len(asked), 1)

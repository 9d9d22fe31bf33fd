"""Mending a released plan: one change at 5,000 people, many at once at 600, and the front of moves and value.

QIAO_BENCHMARK_PEOPLE and QIAO_BENCHMARK_CHANGES name another size and number of the single changes,
QIAO_BENCHMARK_SEEDS the number of events of the many.
"""

import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.problem import Problem, Request
from qiao.engines.timetabling.repair import (
    Repairer,
    add_wish,
    arrive_late,
    cancel,
    front,
    leave_early,
    lose_tables,
    solve_repair,
    swap,
)
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Run

PEOPLE = int(os.environ.get("QIAO_BENCHMARK_PEOPLE", "5000"))
CHANGES = int(os.environ.get("QIAO_BENCHMARK_CHANGES", "20"))
SEEDS = int(os.environ.get("QIAO_BENCHMARK_SEEDS", "3"))
AT_ONCE, LIMIT = 0.1, 2.0  # seconds for one change, and for many
MOST_MOVED = 60
MANY_PEOPLE, LEAVING, HALVED, WISHES, TABLES = 600, 12, 18, 40, 10

Change = Callable[[Problem, random.Random], Problem]


def run(say: Callable[[str], None]) -> None:
    solve_choosing(event(50), Run(time_limit=1))  # compiled kernels are loaded
    for is_tight in (False, True):
        one_change(event(PEOPLE, tight=is_tight), say)
    say(f"{MANY_PEOPLE} people, {LEAVING} leave, {HALVED} lose half of the slots, {WISHES} new wishes,")
    say(f"{TABLES} tables lost; at most {LIMIT:g} s.\n")
    columns = ("event", "most moves", "weight", "bound", "of the bound", "moves", "at least", "given up")
    columns += ("added", "waits", "CPU s")
    say(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for is_tight in (False, True):
        for seed in range(1, SEEDS + 1):
            many_changes(event(MANY_PEOPLE, tight=is_tight, seed=seed), seed, say)
    say("\nThe front of the first of them, 10 s for all of it:\n")
    show_front(say)


# One change


@dataclass
class Figures:
    """Of the changes of one kind."""

    milliseconds: list[float] = field(default_factory=list)
    moved: list[int] = field(default_factory=list)
    proved: int = 0
    accepted: int = 0
    gap: float = 0.0

    def row(self, name: str) -> str:
        times, count = self.milliseconds, len(self.milliseconds)
        slow = sum(each > 1000 * AT_ONCE for each in times)
        cells = (
            *(name, f"{statistics.median(times):.0f}", f"{max(times):.0f}", str(slow)),
            *(f"{self.proved} of {count}", f"{self.accepted} of {count}"),
            *(f"{statistics.median(self.moved):g}", str(max(self.moved)), f"{self.gap / count:.4%}"),
        )
        return f"| {' | '.join(cells)} |"


def one_change(problem: Problem, say: Callable[[str], None]) -> None:
    plan = solve_choosing(problem, Run(time_limit=120))
    began = time.process_time()
    repairer = Repairer(problem, plan)
    prepared = time.process_time() - began
    say(f"{problem.name}: {len(plan.schedule):,} meetings, {plan.status}.")
    say(f"Prepared in {prepared:.2f} s of CPU.\n")
    columns = ("one change", "median ms", "worst ms", f"over {1000 * AT_ONCE:.0f} ms", "fewest moves proved")
    columns += ("certificate accepted", "moves, median", "most", "below the bound")
    say(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    for name, change in KINDS.items():
        dice, figures = random.Random(f"{problem.name} {name}"), Figures()
        for _ in range(CHANGES):
            mend_one(repairer, lambda known: change(known, dice), figures)  # noqa: B023 (called at once)
        say(figures.row(name))
    say(f"\nA late arrival without anything prepared: {from_scratch(repairer.problem):.2f} s of CPU.\n")


def mend_one(repairer: Repairer, change: Callable[[Problem], Problem], figures: Figures) -> None:
    """The change itself is timed as well."""
    began = time.process_time()
    changed = change(repairer.problem)
    mended = repairer.mend(changed, Run(time_limit=AT_ONCE))
    figures.milliseconds.append(1000 * (time.process_time() - began))
    states = states_of(changed, mended)
    figures.moved.append(mended.moved or 0)
    figures.proved += mended.moved == mended.moved_bound
    figures.accepted += states["moved_bound"] == "verified" and states["weight_bound"] == "verified"
    figures.gap += mended.gap or 0.0


def states_of(problem: Problem, mended: Solution) -> dict[str, str]:
    verdict = check(problem, mended)
    if not verdict.is_valid:
        raise ArithmeticError(f"{problem.name}: the check refuses the timetable")
    return {claim.name: claim.state for claim in verdict.claims}


def from_scratch(problem: Problem) -> float:
    changed = arrive_late(replace(problem), problem.participants[0].id, problem.slots // 4)
    began = time.process_time()
    solve_repair(changed, Run(time_limit=LIMIT))
    return time.process_time() - began


def anybody(problem: Problem, dice: random.Random) -> str:
    return dice.choice(problem.participants).id


def late(problem: Problem, dice: random.Random) -> Problem:
    return arrive_late(problem, anybody(problem, dice), dice.randint(1, problem.slots // 2))


def early(problem: Problem, dice: random.Random) -> Problem:
    return leave_early(problem, anybody(problem, dice), dice.randint(problem.slots // 2, problem.slots - 2))


def wish(problem: Problem, dice: random.Random) -> Problem:
    """Of a delegate and a host who have no request yet, as far as their names tell."""
    delegates = [each.id for each in problem.participants if each.side == "delegates"]
    hosts = [each.id for each in problem.participants if each.side == "hosts"]
    while True:
        one, other = dice.choice(delegates), dice.choice(hosts)
        name = f"{one}-{other}"
        if name not in problem.request_index and f"new {name}" not in problem.request_index:
            return add_wish(problem, Request(f"new {name}", one, other, weight=dice.randint(2, 10)))


def substitute(problem: Problem, dice: random.Random) -> Problem:
    """Another delegate takes over a meeting that is held."""
    old = problem.requests[problem.request_index[dice.choice(list(problem.previous or ()))]]
    delegates = [each.id for each in problem.participants if each.side == "delegates"]
    while True:
        name = f"{(one := dice.choice(delegates))}-{old.b}"
        if name not in problem.request_index:
            return swap(problem, old.id, Request(f"new {name}", one, old.b, weight=old.weight))


KINDS: dict[str, Change] = {
    "cancelled": lambda problem, dice: cancel(problem, anybody(problem, dice)),
    "late arrival": late,
    "early leaving": early,
    "lost table": lambda problem, dice: lose_tables(problem, dice.randrange(problem.slots), 1),
    "new wish": wish,
    "substitute": substitute,
}


# Many at once


def many(problem: Problem, dice: random.Random) -> Problem:
    people = [each.id for each in problem.participants]
    dice.shuffle(people)
    half = problem.slots // 2
    for name in people[:LEAVING]:
        problem = cancel(problem, name)
    for number, name in enumerate(people[LEAVING : LEAVING + HALVED]):
        problem = leave_early(problem, name, half - 1) if number % 2 else arrive_late(problem, name, half)
    for _ in range(WISHES):
        problem = wish(problem, dice)
    for _ in range(TABLES):
        problem = lose_tables(problem, dice.randrange(problem.slots), 1)
    return problem


def many_changes(problem: Problem, seed: int, say: Callable[[str], None]) -> None:
    repairer = Repairer(problem, solve_choosing(problem, Run(time_limit=60)))
    changed = many(repairer.problem, random.Random(seed))
    for limit in (0, MOST_MOVED, None):
        limited = replace(changed, max_moved=limit)
        began = time.process_time()
        mended = repairer.mend(limited, Run(time_limit=LIMIT))
        took = time.process_time() - began
        states_of(limited, mended)
        share = float(mended.weight) / float(mended.weight_bound or 1)
        cells = (
            *(problem.name, "no limit" if limit is None else str(limit)),
            *(f"{mended.weight:,}", f"{mended.weight_bound:,}", f"{share:.2%}", str(mended.moved)),
            *("" if limit is not None else str(mended.moved_bound), str(mended.dropped), str(mended.added)),
            *(str(mended.waits), f"{took:.2f}"),
        )
        say(f"| {' | '.join(cells)} |")


def show_front(say: Callable[[str], None]) -> None:
    problem = event(MANY_PEOPLE)
    repairer = Repairer(problem, solve_choosing(problem, Run(time_limit=60)))
    changed = many(repairer.problem, random.Random(1))
    began = time.process_time()
    points = front(changed, Run(time_limit=10))
    took = time.process_time() - began
    bound = float(points[0].solution.weight_bound or 1)
    say("| moves | weight | of the bound | waits |\n|---|---|---|---|")
    for each in points:
        say(f"| {each.moved} | {each.weight:,} | {float(each.weight) / bound:.2%} | {each.breaks} |")
    say(f"\n{took:.1f} s of CPU.")

"""Choosing under every rule at once: mandatory and fixed meetings, precedences, runs, caps of a day, zones.

QIAO_BENCHMARK_PEOPLE names the sizes, QIAO_BENCHMARK_SECONDS what a plan may take of the clock.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import select, solve_choosing
from qiao.engines.timetabling.choosing.warming import warm
from qiao.engines.timetabling.problem import Problem, Request, slots_of
from qiao.engines.timetabling.result import Solution
from qiao.engines.timetabling.run import Run

SIZES = tuple(map(int, os.environ.get("QIAO_BENCHMARK_PEOPLE", "200,1000").split(",")))
SECONDS = float(os.environ.get("QIAO_BENCHMARK_SECONDS", "10"))
MANDATORY, FIXED, LATER = 0.04, 0.02, 0.03  # of the requests that the best selection holds
LONGEST_RUN, MOST_A_DAY = 5, 8
ZONES = ("A", "B", "C")


def run(say: Callable[[str], None]) -> None:
    say(f"One thread, {SECONDS:.0f} s of the clock.\n")
    say("| event | rules | meetings | of the weight's bound | waits | forced | others in 100 | CPU seconds |")
    say("|---|---|---|---|---|---|---|---|")
    warm(Run())
    for people in SIZES:
        for name, problem in ruled_events(people).items():
            start = time.process_time()
            found = solve_choosing(problem, Run(time_limit=SECONDS))
            took = time.process_time() - start
            if not check(problem, found).is_valid:
                raise ArithmeticError(f"{problem.name}, {name}: the check refuses the timetable")
            held, bound = len(found.schedule), float(found.weight_bound or 1)
            waits, needed = found.waits or 0, forced(problem, found)
            cells = (problem.name, name, f"{held:,}", f"{found.weight / bound:.3%}", f"{waits:,}")
            more = 100 * max(0, waits - needed) / max(held, 1)
            say(f"| {' | '.join(cells)} | {needed:,} | {more:.2f} | {took:.2f} |")


def forced(problem: Problem, found: Solution) -> int:
    """Waits that nobody could spare who holds as many meetings on each day: the pauses after the runs. Walks
    are not taken off, so with zones it may be more than there are."""
    count = Counter[tuple[int, int]]()
    days = problem.day_masks
    for name, meeting in found.schedule.items():
        day = next(d for d, mask in enumerate(days) if mask >> meeting.slot & 1)
        count.update((p, day) for p in problem.pairs[problem.request_index[name]])
    return sum(
        fewest_waits(problem.available[p] & days[d], held, problem.participants[p].max_run or problem.slots)
        for (p, d), held in count.items()
    )


@cache
def fewest_waits(available: int, held: int, longest: int) -> int:
    """The fewest gaps with a free slot in them over all ways to hold so many meetings in these slots."""
    slots = slots_of(available)
    return min(
        sum(any(early < t < late for t in slots) for early, late in pairwise(chosen))
        for chosen in combinations(slots, held)
        if longest_run(chosen) <= longest
    )


def longest_run(slots: tuple[int, ...]) -> int:
    run = most = 1
    for early, late in pairwise(slots):
        run = run + 1 if late == early + 1 else 1
        most = max(most, run)
    return most


def ruled_events(people: int, seed: int = 1) -> dict[str, Problem]:
    """Each rule alone on a generated event, then all of them."""
    plain = event(people, seed=seed)
    rules = {
        "mandatory": with_mandatory,
        "fixed": with_fixed,
        "precedence": with_precedence,
        "runs and days": with_runs,
        "zones": with_zones,
    }
    found = {name: rule(plain) for name, rule in rules.items()}
    everything = plain
    for rule in rules.values():
        everything = rule(everything)
    return {"none": plain, **found, "all of them": everything}


def with_mandatory(problem: Problem) -> Problem:
    chosen = set(_some(problem, MANDATORY, 1))
    return _changed(problem, lambda number, each: replace(each, mandatory=each.mandatory or number in chosen))


def with_fixed(problem: Problem) -> Problem:
    """So many requests in a slot of their own: if they are held, there. Nobody has two in one slot."""
    dice, taken, slots = random.Random(2), set[tuple[int, int]](), dict[int, int]()
    for number in _some(problem, FIXED, 2):
        slot = dice.choice(slots_of(problem.domains[number]))
        booked = {(person, slot) for person in problem.pairs[number]}
        if not booked & taken:
            taken |= booked
            slots[number] = slot
    return _changed(problem, lambda number, each: replace(each, slot=slots.get(number, each.slot)))


def with_precedence(problem: Problem) -> Problem:
    """A meeting of a delegate after another one of the same delegate."""
    of: dict[str, list[Request]] = {}
    for number in select(problem).held:
        if (each := problem.requests[number]).slot is None:
            of.setdefault(each.a, []).append(each)
    dice = random.Random(3)
    pairs = [dice.sample(mine, 2) for mine in of.values() if len(mine) > 1]
    count = min(round(LATER * len(select(problem).held)), len(pairs))
    after = {late.id: early.id for early, late in dice.sample(pairs, count)}
    return _changed(
        problem, lambda _number, each: replace(each, after=(after[each.id],) if each.id in after else ())
    )


def with_runs(problem: Problem) -> Problem:
    """A pause after so many meetings, and so many on a day: hosts are pressed hardest."""
    people = tuple(
        replace(each, max_run=LONGEST_RUN, max_per_day=MOST_A_DAY) for each in problem.participants
    )
    return replace(problem, participants=people)


def with_zones(problem: Problem) -> Problem:
    """Each host sits in a zone, and from A to C one slot is walked."""
    hosts = [each.id for each in problem.participants if each.side == "hosts"]
    zone = {host: ZONES[number % len(ZONES)] for number, host in enumerate(hosts)}
    people = tuple(replace(each, zone=zone.get(each.id)) for each in problem.participants)
    return replace(
        _changed(
            replace(problem, participants=people), lambda _number, each: replace(each, zone=zone[each.b])
        ),
        travel={("A", "C"): 1},
    )


def _some(problem: Problem, share: float, seed: int) -> list[int]:
    held = list(select(problem).held)
    return random.Random(seed).sample(held, round(share * len(held)))


def _changed(problem: Problem, change: Callable[[int, Request], Request]) -> Problem:
    return replace(problem, requests=tuple(change(n, each) for n, each in enumerate(problem.requests)))

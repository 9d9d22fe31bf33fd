"""Projects with supervisors and ties: how many students are placed of those who could be at all.

The bound is a flow's: as many as capacities let in, stable or not. Seconds of the processor, all of `solve`:
the round is judged, hashed, bounded and solved; a second time in the process, when kernels are compiled.
"""

import time
from collections.abc import Callable

import numpy as np

from benchmarks.matching_ties import tied
from qiao.engines.matching import check, solve
from qiao.engines.matching.problem import Applicant, Programme, Round, Supervisor

LIMIT, SHARE = 1.4, 0.99
PATIENCE = 1.0  # by the clock, for the exact search of a round that is small enough for it
# Students, projects, supervisors; of a supervisor's and a student's list the share of neighbours that tie;
# places of projects and of supervisors for each student. The first is as in Cooper and Manlove (SEA 2018).
ROUNDS = (
    (10_000, 5_000, 2_000, 0.2, 0.2, 1.4, 1.2),
    (10_000, 5_000, 1_000, 0.85, 0.0, 1.0, 1.0),
    (10_000, 5_000, 1_000, 0.5, 0.3, 1.0, 1.0),
    (10_000, 2_000, 500, 0.85, 0.3, 1.0, 1.0),
)
LISTED = 5


def run(say: Callable[[str], None]) -> None:
    solve(supervised(50, 20, 5, 0.5, 0.5), objective="max-size")  # compiles the kernels
    share = f"share (at least {SHARE})"
    say(f"| students / projects / supervisors | ties | places | placed | bound | {share} | CPU s | limit |")
    say("|---|---|---|---|---|---|---|---|")
    for size in ROUNDS:
        students, projects, supervisors, ties, own, *room = size
        instance = supervised(*size)
        began = time.process_time()
        found = solve(instance, objective="max-size", time_limit=PATIENCE)
        took = time.process_time() - began
        if not check(instance, found).is_valid:
            raise ArithmeticError(f"{instance.id}: the check refuses the matching")
        bound = found.bound or 0
        name = f"{students:,} / {projects:,} / {supervisors:,}"
        cells = (
            name,
            f"{ties} / {own}",
            " / ".join(map(str, room)),
            f"{found.size:,}",
            f"{bound:,}",
            f"{found.size / bound:.4f}",
        )
        say(f"| {' | '.join(cells)} | {took:.2f} | {LIMIT} |")


def supervised(
    students: int,
    projects: int,
    supervisors: int,
    ties: float,
    own: float,
    room: float = 1.0,
    room_all: float = 1.0,
    seed: int = 1,
) -> Round:
    """Random lists; projects lie with the supervisors in turn."""
    draw = np.random.default_rng(seed)
    lists = [draw.choice(projects, LISTED, replace=False).tolist() for _ in range(students)]
    on: list[dict[int, None]] = [{} for _ in range(supervisors)]
    for student, listed in enumerate(lists):
        for project in listed:
            on[project % supervisors][student] = None
    people = tuple(
        Applicant(f"a{number}", tied([f"p{p}" for p in listed], draw.random(LISTED) < own))
        for number, listed in enumerate(lists)
    )
    offers = tuple(
        Programme(
            f"p{number}", max(1, round(room * students / projects)), supervisor=f"s{number % supervisors}"
        )
        for number in range(projects)
    )
    ranking = [draw.permutation([*each]).tolist() for each in on]
    who = tuple(
        Supervisor(
            f"s{number}",
            round(room_all * students / supervisors),
            tied([f"a{a}" for a in listed], draw.random(len(listed)) < ties),
        )
        for number, listed in enumerate(ranking)
    )
    return Round(f"supervised {students} {projects} {supervisors}", people, offers, who)

"""The largest weakly stable matching: what is placed, what is proved and in what time."""

import time
from collections.abc import Callable, Sequence

import numpy as np

from qiao.engines.matching.check import check
from qiao.engines.matching.columns import columns_of
from qiao.engines.matching.problem import Applicant, Programme, Round, Tiers
from qiao.engines.matching.result import Matching
from qiao.engines.matching.ties import Largest, kiraly, solve_largest
from qiao.engines.shape.compiled import IS_COMPILED
from qiao.engines.shape.run import Run

SECONDS = 60.0
LISTED = 5
HARD = (  # applicants, programmes, share of neighbours in the programmes' and the applicants' lists that tie
    (500, 500, 0.85, 0.0),
    (500, 250, 0.85, 0.0),
    (500, 250, 0.5, 0.0),
    (500, 100, 0.85, 0.3),
    (500, 50, 0.85, 0.0),
    (1_000, 1_000, 0.85, 0.0),
    (1_000, 500, 0.85, 0.3),
    (1_000, 500, 0.6, 0.0),
    (1_000, 500, 0.5, 0.0),
    (5_000, 5_000, 0.85, 0.0),
    (5_000, 2_500, 0.85, 0.0),
    (5_000, 1_000, 0.85, 0.3),
    (5_000, 5_000, 0.5, 0.0),
    (5_000, 2_500, 0.5, 0.0),
)
MASTER = ((5_000, 5_000, 0.85), (5_000, 1_000, 0.85), (5_000, 1_000, 0.99), (5_000, 100, 0.99))
LIMITS = {500: 10.0, 1_000: 60.0, 5_000: 60.0}


def run(say: Callable[[str], None]) -> None:
    solve_largest(columns_of(hard(20, 10, 0.5, 0.5)), Run())  # compiles, and loads the solvers
    say(f"Kernels compiled: {'yes' if IS_COMPILED else 'no'}. One thread, at most {SECONDS:.0f} s;")
    say(f"lists of {LISTED}, as many places as applicants; ties: of the programmes' and applicants' lists.\n")
    say("| round | ties | Király | placed | bound | gap | cover | CPU seconds | limit | Király, ms |")
    say("|---|---|---|---|---|---|---|---|---|---|")
    for n, k, ties, own in HARD:
        measure(say, f"{n:,} to {k:,}", f"{ties} / {own}", hard(n, k, ties, own), LIMITS[n])
    for n, k, ties in MASTER:
        measure(say, f"{n:,} to {k:,}, one list", f"{ties}", master(n, k, ties), 1.0)
    columns = columns_of(hard(100_000, 20_000, 0.85, 0.1))
    start = time.process_time()
    placed = np.count_nonzero(kiraly(columns) >= 0)
    took = time.process_time() - start
    say(f"\nKirály alone, 100,000 to 20,000: {placed:,} placed in {took:.2f} CPU seconds.")


def measure(say: Callable[[str], None], name: str, ties: str, instance: Round, limit: float) -> None:
    columns = columns_of(instance)
    start = time.process_time()
    first = int(np.count_nonzero(kiraly(columns) >= 0))
    middle = time.process_time()
    found = solve_largest(columns, Run(time_limit=SECONDS))
    took = time.process_time() - middle
    judge(instance, found)
    gap = (found.bound - found.size) / max(found.bound, 1)
    shown = "yes" if found.cover is not None else "no"
    cells = (name, ties, f"{first:,}", f"{found.size:,}", f"{found.bound:,}", f"{gap:.2%}", shown)
    say(f"| {' | '.join(cells)} | {took:.2f} | {limit:.0f} | {(middle - start) * 1000:.1f} |")


def judge(instance: Round, found: Largest) -> None:
    names = [each.id for each in instance.programmes]
    places = (names[at] if at >= 0 else None for at in found.place.tolist())
    match = dict(zip((each.id for each in instance.applicants), places, strict=True))
    verdict = check(instance, Matching(instance.id, "stable", match))
    if verdict.violations or verdict.blocking:
        raise ArithmeticError(f"{instance.id}: the check refuses the matching")


def hard(n: int, k: int, ties: float, own: float, seed: int = 1) -> Round:
    """Random lists; each programme ranks who lists it in a random order with ties."""
    draw = np.random.default_rng(seed)
    lists = [draw.choice(k, LISTED, replace=False).tolist() for _ in range(n)]
    on: list[list[int]] = [[] for _ in range(k)]
    for a, listed in enumerate(lists):
        for p in listed:
            on[p].append(a)
    people = tuple(
        Applicant(f"a{a}", tied([f"p{p}" for p in each], draw.random(LISTED) < own))
        for a, each in enumerate(lists)
    )
    ranked = [[on[p][at] for at in draw.permutation(len(on[p]))] for p in range(k)]
    return Round(
        f"hard {n} {k} {ties} {own}",
        people,
        tuple(
            Programme(f"p{p}", n // k, tied([f"a{a}" for a in each], draw.random(len(each)) < ties))
            for p, each in enumerate(ranked)
        ),
    )


def master(n: int, k: int, ties: float, seed: int = 1) -> Round:
    """All programmes rank by one list with ties."""
    draw = np.random.default_rng(seed)
    tier = np.cumsum(draw.random(n) >= ties)
    lists = [draw.choice(k, LISTED, replace=False).tolist() for _ in range(n)]
    on: list[list[int]] = [[] for _ in range(k)]
    for a, listed in enumerate(lists):
        for p in listed:
            on[p].append(a)
    return Round(
        f"master {n} {k} {ties}",
        tuple(Applicant(f"a{a}", tuple((f"p{p}",) for p in each)) for a, each in enumerate(lists)),
        tuple(
            Programme(f"p{p}", n // k, tied([f"a{a}" for a in each], np.diff(tier[each], prepend=-1) == 0))
            for p, each in enumerate(on)
        ),
    )


def tied(ids: Sequence[str], joins: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Tiers:
    """A list in which each that joins ties with the one before."""
    found: list[list[str]] = []
    for name, is_tied in zip(ids, joins.tolist(), strict=True):
        if found and is_tied:
            found[-1].append(name)
        else:
            found.append([name])
    return tuple(map(tuple, found))

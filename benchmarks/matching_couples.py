"""Couples who apply together: a pass at the size of a national match, and the exact decision where it fails.

Each size with the compiled kernels and without; QIAO_BENCHMARK_SIZES names others, as
applicants/couples/programmes.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import accumulate

from qiao.engines.matching.problem import Applicant, Couple, Programme, Round, strict
from qiao.engines.shape.run import Run

SIZES = tuple(
    tuple(map(int, size.split("/")))
    for size in os.environ.get("QIAO_BENCHMARK_SIZES", "47000/1250/4700,600/40/60,300/30/30,240/60/24").split(
        ","
    )
)
LIMIT = float(os.environ.get("QIAO_BENCHMARK_SECONDS", "60"))
SEEDS = 3
LISTED, PAIRS, ALONE = 10, 70, 3


def run(say: Callable[[str], None]) -> None:
    say(f"One thread, at most {LIMIT:.0f} s by the clock; the second time in each process.\n")
    columns = (
        "seed",
        "kernels",
        "result",
        "by",
        "blocking",
        "loading, CPU s",
        "all, CPU s",
        "the same match",
    )
    say(f"| applicants / couples / programmes | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}")
    for size in SIZES:
        for seed in range(SEEDS):
            both = [measured(size, seed, kernels) for kernels in ("compiled", "plain")]
            same = "yes" if both[0]["digest"] == both[1]["digest"] else "NO"
            for each in both:
                cells = [each[name] for name in ("kernels", "status", "algorithm", "blocking")]
                times = [f"{each[name]:.2f}" for name in ("loading", "all")]
                say(f"| {'/'.join(map(str, size))} | {' | '.join(map(str, [seed, *cells, *times, same]))} |")


def measured(size: tuple[int, ...], seed: int, kernels: str) -> dict[str, object]:
    """In a process of its own, where numba can be left out."""
    command = [sys.executable, "-m", "benchmarks.matching_couples", kernels, *map(str, (*size, seed))]
    found: dict[str, object] = json.loads(
        subprocess.run(command, capture_output=True, check=True, text=True).stdout
    )
    return found


def measure(applicants: int, couples: int, programmes: int, seed: int) -> dict[str, object]:
    from qiao.engines.matching.check import check
    from qiao.engines.matching.couples import solve_couples
    from qiao.engines.matching.couples.market import market_of

    instance = generate(applicants, couples, programmes, seed)
    solve_couples(instance, Run(time_limit=LIMIT))
    instance = generate(applicants, couples, programmes, seed)  # nothing that was read of it is kept
    start = time.process_time()
    market_of(instance)
    loading = time.process_time() - start
    instance = generate(applicants, couples, programmes, seed)
    start = time.process_time()
    found = solve_couples(instance, Run(time_limit=LIMIT))
    took = time.process_time() - start
    verdict = check(instance, found)
    if verdict.is_stable != (found.status == "stable") or len(verdict.blocking) != len(found.blocking):
        raise ArithmeticError("the check says otherwise")
    return {
        "kernels": sys.argv[1],
        "status": found.status,
        "algorithm": found.algorithm,
        "blocking": len(found.blocking),
        "loading": loading,
        "all": took,
        "digest": hashlib.sha256(json.dumps(dict(found.match)).encode()).hexdigest(),
    }


def generate(applicants: int, couples: int, programmes: int, seed: int) -> Round:
    """A market with more applicants than places: some programmes are sought after, lists are about 10 long,
    and programmes agree in part on whom they want. Half of the couples want to be near each other. Odd seeds
    have the rule ``mm``."""
    chance = random.Random(seed)
    weights = [chance.paretovariate(1.5) for _ in range(programmes)]
    total = list(accumulate(weights))
    quality = [chance.gauss(0, 1) for _ in range(applicants)]
    listing: list[list[int]] = [[] for _ in weights]

    def wishes(person: int, near: list[int]) -> list[int]:
        found = dict.fromkeys(near)
        while len(found) < min(LISTED, programmes):
            found[chance.choices(range(programmes), cum_weights=total)[0]] = None
        order = sorted(found, key=lambda place: -weights[place] * chance.uniform(0.3, 1.7))
        for place in order:
            listing[place].append(person)
        return order

    singles = applicants - 2 * couples
    people = [
        Applicant(f"a{one}", strict(*(f"p{place}" for place in wishes(one, [])))) for one in range(singles)
    ]
    pairs = []
    for number in range(couples):
        one, other = singles + 2 * number, singles + 2 * number + 1
        first = wishes(one, [])
        second = wishes(other, first[: len(first) // 2] if chance.random() < 0.5 else [])
        people += [Applicant(f"a{one}"), Applicant(f"a{other}")]
        pairs.append(Couple(f"c{number}", (f"a{one}", f"a{other}"), _joint(first, second, chance)))
    offers = []
    for number, listed in enumerate(listing):
        capacity = max(1, round(0.92 * applicants / programmes * chance.uniform(0.75, 1.25)))
        order = sorted(listed, key=lambda person: -quality[person] + chance.gauss(0, 1))
        offers.append(Programme(f"p{number}", capacity, strict(*(f"a{person}" for person in order))))
    rule = "mm" if seed % 2 else "choice"
    return Round("couples", tuple(people), tuple(offers), couples=tuple(pairs), couple_rule=rule)  # type: ignore[arg-type]


def _joint(
    first: list[int], second: list[int], chance: random.Random
) -> tuple[tuple[str | None, str | None], ...]:
    """The best pairs of two lists, and then a place for one of the two."""
    scored = sorted(
        (i + j + chance.uniform(0, 3), one, other)
        for i, one in enumerate(first)
        for j, other in enumerate(second)
    )
    both: list[tuple[str | None, str | None]] = [(f"p{one}", f"p{other}") for _, one, other in scored[:PAIRS]]
    both += [(f"p{one}", None) for one in first[:ALONE]]
    return (*both, *((None, f"p{other}") for other in second[:ALONE]))


if __name__ == "__main__":
    if sys.argv[1] == "plain":
        sys.modules["numba"] = None  # type: ignore[assignment]
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[2:6]))))

"""Deferred acceptance beside the library `matching` (Wilde, Knight, Gillard 2020) on the same dictionaries.

Four shapes: sparse lists, skewed ones (few programmes are popular), few large programmes, and complete lists.
The answers are compared. The limit of recursion is raised for the library, which copies its players deeply.
"""

import hashlib
import json
import random
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from qiao.engines.matching.check.lists import verify_lists
from qiao.engines.matching.columns import columns_of_lists
from qiao.engines.matching.deferred.hospitals import applicant_optimal
from qiao.engines.matching.entries import verify_entries
from qiao.engines.matching.lists import match_lists
from qiao.engines.shape.compiled import IS_COMPILED

Lists = tuple[dict[str, list[str]], dict[str, list[str]], dict[str, int]]
DEEPEST = 1_000_000  # of recursion, for the peer
STACK = 1 << 29
TARGETS = {"sparse": 150, "skewed": 500, "few": 500, "complete": 500}


def drawn(shape: str, applicants: int, seed: int = 1) -> Lists:
    """Lists of one shape; every programme ranks all who list it, places for all together."""
    dice = random.Random(seed)
    count = {"sparse": applicants // 10, "skewed": applicants // 10, "few": 20, "complete": 50}[shape]
    names = [f"p{number}" for number in range(count)]
    weights = [1 / (number + 1) for number in range(count)] if shape == "skewed" else [1.0] * count
    people = {
        f"a{number}": list(names) if shape == "complete" else _some(names, weights, dice)
        for number in range(applicants)
    }
    for wanted in people.values():
        if shape == "complete":
            dice.shuffle(wanted)
    rankings: dict[str, list[str]] = {name: [] for name in names}
    for person, wanted in people.items():
        for name in wanted:
            rankings[name].append(person)
    rankings = {name: ranking for name, ranking in rankings.items() if ranking}
    for ranking in rankings.values():
        dice.shuffle(ranking)
    places = max(1, applicants // count)
    return people, rankings, dict.fromkeys(rankings, places)


def _some(names: Sequence[str], weights: Sequence[float], dice: random.Random) -> list[str]:
    wanted: dict[str, None] = {}
    while len(wanted) < min(10, len(names)):
        wanted.update(dict.fromkeys(dice.choices(names, weights, k=10)))
    return list(wanted)[:10]


def run(say: Callable[[str], None]) -> None:
    say("| shape | applicants | library s | ours ms | faster | target | kernel ms | faster | equal |")
    say("|---|---|---|---|---|---|---|---|---|")
    for applicants in (5_000, 20_000):
        for shape in TARGETS if applicants == 5_000 else ("sparse",):
            _beside(say, shape, applicants)
    say("")
    _largest(say)
    _plain(say)


def _beside(say: Callable[[str], None], shape: str, applicants: int) -> None:
    people, rankings, places = drawn(shape, applicants)
    match_lists(people, rankings, places)
    ours, found = _median(lambda: match_lists(people, rankings, places))
    columns = columns_of_lists(people, rankings, places)
    kernel, _held = _median(lambda: applicant_optimal(columns))
    theirs, answer = _apart(lambda: _library(people, rankings, places))
    target = TARGETS[shape] if applicants == 5_000 else 1_000
    say(
        f"| {shape} | {applicants:,} | {theirs:.2f} | {ours * 1000:.1f} | {theirs / ours:,.0f} | {target} "
        f"| {kernel * 1000:.2f} | {theirs / kernel:,.0f} | {'yes' if answer == found else 'NO'} |"
    )


def _library(people: Any, rankings: Any, places: Any) -> dict[str, str | None]:
    from matching.games import HospitalResident

    game = HospitalResident.create_from_dictionaries(people, rankings, places)
    solved = game.solve(optimal="resident")
    match: dict[str, str | None] = dict.fromkeys(people)
    for programme, held in solved.items():
        match.update(dict.fromkeys((each.name for each in held), programme.name))
    return match


def _largest(say: Callable[[str], None]) -> None:
    """A million applicants with lists of ten: the kernel beside one stable sort of its column."""
    columns = _wide(1_000_000, 100_000)
    sorting, _order = _median(lambda: np.argsort(columns.programme, kind="stable"), 3)
    kernel, held = _median(lambda: applicant_optimal(columns), 3)
    say(
        f"1,000,000 applicants with lists of 10: kernel {kernel:.2f} s, one stable argsort of the column "
        f"{sorting:.2f} s, ratio {kernel / sorting:.2f} (limit 0.5); {int((held < 0).sum()):,} unplaced."
    )
    people, rankings, places = drawn("sparse", 100_000)
    solving, match = _median(lambda: match_lists(people, rankings, places), 3)
    verifying, _is_stable = _median(lambda: verify_lists(people, rankings, places, match), 3)
    columns = columns_of_lists(people, rankings, places)
    held = applicant_optimal(columns)
    judging, _is_stable = _median(lambda: verify_entries(columns, held), 3)
    say(
        f"100,000 applicants: solved in {solving * 1000:.0f} ms from dictionaries; verified on columns in "
        f"{judging * 1000:.0f} ms, ratio {judging / solving:.2f} (limit 0.1), and from dictionaries "
        f"read anew in {verifying * 1000:.0f} ms, ratio {verifying / solving:.2f}."
    )


def _plain(say: Callable[[str], None]) -> None:
    """As without the extra `fast`: a process that finds no numba; the answers are compared."""
    say("")
    say("| without numba | applicants | ms | limit ms | same bytes |")
    say("|---|---|---|---|---|")
    for shape, applicants, limit in [*((each, 5_000, 100) for each in TARGETS), ("sparse", 100_000, 1_500)]:
        taken, digest = _in_plain_python(shape, applicants)
        same = digest == digest_of(match_lists(*drawn(shape, applicants)))
        say(f"| {shape} | {applicants:,} | {taken * 1000:.0f} | {limit} | {'yes' if same else 'NO'} |")


def _in_plain_python(shape: str, applicants: int) -> tuple[float, str]:
    code = f"from benchmarks import matching; matching.tell_plain({shape!r}, {applicants})"
    blocked = f"import sys; sys.modules['numba'] = None; {code}"
    said = subprocess.run(
        [sys.executable, "-c", blocked], capture_output=True, text=True, check=True, timeout=600
    ).stdout
    taken, digest = said.split()
    return float(taken), digest


def tell_plain(shape: str, applicants: int) -> None:
    if IS_COMPILED:
        raise RuntimeError("numba is there: the run would say nothing of plain Python")
    lists = drawn(shape, applicants)
    taken, match = _median(lambda: match_lists(*lists), 3)
    print(taken, digest_of(match))


def digest_of(match: dict[str, str | None]) -> str:
    return hashlib.sha256(json.dumps(match).encode()).hexdigest()


def _wide(applicants: int, programmes: int) -> Any:
    from qiao.engines.matching.columns import Columns

    dice = np.random.Generator(np.random.PCG64(1))
    programme = dice.integers(0, programmes, (applicants, 10), np.int32)
    rank = np.empty(applicants * 10, np.int32)
    order = np.lexsort((dice.random(applicants * 10), programme.ravel()))
    counts = np.bincount(programme.ravel(), minlength=programmes)
    rank[order] = np.arange(applicants * 10) - np.repeat(np.cumsum(counts) - counts, counts)
    start = np.arange(0, applicants * 10 + 1, 10)
    capacity = np.full(programmes, applicants // programmes, np.int32)
    return Columns(start, programme.ravel(), None, rank, capacity)


def _median(act: Callable[[], Any], times: int = 7) -> tuple[float, Any]:
    """Seconds of the processor, and what came out."""
    found, taken = None, []
    for _ in range(times):
        began = time.process_time()
        found = act()
        taken.append(time.process_time() - began)
    return statistics.median(taken), found


def _apart(act: Callable[[], Any]) -> tuple[float, Any]:
    """In a thread with a stack for deep recursion."""
    box: list[Any] = []

    def go() -> None:
        sys.setrecursionlimit(DEEPEST)
        began = time.thread_time()
        found = act()
        box.extend([time.thread_time() - began, found])

    before = threading.stack_size(STACK)
    thread = threading.Thread(target=go)
    thread.start()
    thread.join()
    threading.stack_size(before)
    return box[0], box[1]

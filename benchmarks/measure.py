"""Timing that a noisy machine cannot spoil: medians, two things in turn, CPU time beside the clock's."""

import os
import statistics
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import connections

PER_MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024  # of what `ru_maxrss` counts


@dataclass(frozen=True)
class Spent:
    """What a process took. Of two in turn the times add up, and the greater memory stands."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    megabytes: float = 0.0

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(
            self.seconds + other.seconds,
            self.cpu_seconds + other.cpu_seconds,
            max(self.megabytes, other.megabytes),
        )


def milliseconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def median(act: Callable[[], Any], times: int = 15) -> float:
    act()
    return statistics.median(milliseconds(act) for _ in range(times))


def ratio(ours: Callable[[], Any], peer: Callable[[], Any], times: int = 25) -> tuple[float, float, float]:
    """Medians of both in milliseconds and the median of the ratios pair by pair, ours over the peer's."""
    ours(), peer()
    pairs = [(milliseconds(ours), milliseconds(peer)) for _ in range(times)]
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return mine, theirs, statistics.median(a / b for a, b in pairs)


def apart(act: Callable[[], Any]) -> Spent:
    """In a process of its own, so that its peak of memory is its own and nothing is warm from the one before.

    A database server's CPU time is not in it; SQLite's is.
    """
    connections.close_all()  # no connection may be shared by two processes
    sys.stdout.flush()
    start = time.perf_counter()
    child = os.fork()
    if not child:
        _act_and_leave(act)
    _child, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    if status:
        raise ChildProcessError(f"what was measured failed, see above (status {status})")
    return Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / PER_MEGABYTE)


def _act_and_leave(act: Callable[[], Any]) -> None:
    """Without the parent's clearing up: its temporary folders are still needed."""
    failed = 1
    try:
        act()
        failed = 0
    finally:
        if failed:
            traceback.print_exc()
        connections.close_all()
        sys.stderr.flush()
        os._exit(failed)

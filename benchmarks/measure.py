"""Timing that a noisy machine cannot spoil: medians, and two things in turn."""

import statistics
import time
from collections.abc import Callable
from typing import Any


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

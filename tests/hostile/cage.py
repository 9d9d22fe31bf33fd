"""Runs one judgement in a child process with limits, so that a bomb costs one test and not the run."""

import json
import os
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

MEGABYTE = 1024 * 1024
CANARY = Path("/dev/shm/qiao_canary")


def caged(judge: Callable[[], dict[str, Any]], *, seconds: int = 20, memory_mb: int = 600) -> dict[str, Any]:
    """What `judge` says, with the seconds and the megabytes that it took. Linux alone measures memory."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        os.close(reader)
        _work(judge, writer, seconds, memory_mb)
    os.close(writer)
    with os.fdopen(reader, "rb") as answers:
        said = answers.read()
    _pid, status = os.waitpid(child, 0)
    assert said, f"the child died: status {status}"
    verdict: dict[str, Any] = json.loads(said)
    return verdict


def _work(judge: Callable[[], dict[str, Any]], writer: int, seconds: int, memory_mb: int) -> None:
    try:
        before = _memory("VmRSS")
        Path("/proc/self/clear_refs").write_text("5")  # the peak is counted from here
        resource.setrlimit(resource.RLIMIT_AS, (_memory("VmSize") + memory_mb * MEGABYTE,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_FSIZE, (20 * MEGABYTE,) * 2)
        started = time.process_time()
        verdict = judge()
        verdict |= {
            "seconds": time.process_time() - started,
            "rss_mb": (_memory("VmHWM") - before) / MEGABYTE,
        }
    except BaseException as error:  # noqa: BLE001 (the parent is told whatever it was)
        verdict = {"crash": f"{type(error).__name__}: {error}"}
    os.write(writer, json.dumps(verdict).encode())
    os._exit(0)


def _memory(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))

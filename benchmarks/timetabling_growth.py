"""Time and memory of choosing from 100 to 100,000 requests, each size in a process of its own."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.timetabling_events import event
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.choosing import solve_choosing
from qiao.engines.timetabling.choosing.warming import warm
from qiao.engines.timetabling.run import Run

PEOPLE = (24, 133, 1_340, 13_300)  # about 100, 1,000, 10,000 and 100,000 requests
SECONDS = 60.0


def run(say: Callable[[str], None]) -> None:
    say(f"One thread, at most {SECONDS:.0f} s by the clock; every slot with tables to spare.\n")
    say("| people | requests | meetings | result | waits | CPU seconds | microseconds a request | peak MB |")
    say("|---|---|---|---|---|---|---|---|")
    for people in PEOPLE:
        command = [sys.executable, "-m", "benchmarks.timetabling_growth", str(people)]
        found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        each = found["seconds"] / found["requests"] * 1e6
        cells = (
            f"{people:,}",
            f"{found['requests']:,}",
            f"{found['held']:,}",
            found["status"],
            found["waits"],
        )
        say(f"| {' | '.join(map(str, cells))} | {found['seconds']:.2f} | {each:.0f} | {found['peak']:.0f} |")


def measure(people: int) -> dict[str, object]:
    problem = event(people)
    warm(Run())
    start = time.process_time()
    found = solve_choosing(problem, Run(time_limit=SECONDS))
    took = time.process_time() - start
    if not check(problem, found).is_valid:
        raise ArithmeticError(f"{problem.name}: the check refuses the timetable")
    return {
        "requests": len(problem.requests),
        "held": len(found.schedule),
        "status": found.status,
        "waits": found.waits,
        "seconds": took,
        "peak": peak(),
    }


def peak() -> float:
    """MB that this process held resident at most; what `getrusage` says begins with that of its parent."""
    said = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("utf-8"))
    return int(said[1]) / 1024 if said else 0.0


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]))))

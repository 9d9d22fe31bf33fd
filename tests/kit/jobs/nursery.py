"""Starts worker processes quickly: Django is loaded once, each worker is a fork and leads a process group.

    python -m tests.kit.jobs.nursery     reads one JSON object a line: {"log": ..., "options": {...}}

Each answer is the number of the process and of its group. Nothing is ever shared with the workers but code.
"""

import importlib
import json
import logging
import os
import signal
import sys
from pathlib import Path
from typing import Any

import django


def main() -> None:
    django.setup()
    for module in ("qiao.kit.jobs.worker", "tests.kit.jobs.bodies"):
        importlib.import_module(module)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    born = []
    for line in sys.stdin:
        born.append(bear(json.loads(line)))
        sys.stdout.write(f"{born[-1]}\n")
        sys.stdout.flush()
    for pid in born:  # the tests are over, or were killed: no worker may outlive them
        if is_ours(pid):
            os.killpg(pid, signal.SIGKILL)


def is_ours(pid: int) -> bool:
    """A number may belong to somebody else's process by now."""
    try:
        return os.waitpid(pid, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        return False


def bear(order: dict[str, Any]) -> int:
    """The number of a worker that leads its group already: no kill of the group comes too early."""
    ready, leads = os.pipe()
    if pid := os.fork():
        os.close(leads)
        os.read(ready, 1)
        os.close(ready)
        return pid
    os.setsid()
    os.close(ready)
    os.close(leads)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    log = os.open(Path(order["log"]), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    os._exit(work(order["options"]))


def work(options: dict[str, Any]) -> int:
    from qiao.kit.jobs.worker import run_worker

    try:
        return run_worker(**options)
    except Exception:
        logging.getLogger("qiao.jobs").exception("the worker ended")
        return 99


if __name__ == "__main__":
    main()

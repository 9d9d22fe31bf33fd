"""Real worker processes on the test's own database."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


def until(condition: Callable[[], Any], seconds: float = 30.0, pause: float = 0.02) -> Any:
    """What the condition gives when it is true at last."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"did not happen within {seconds} s")
        time.sleep(pause)
    return found


def database_url() -> str:
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    user = f"{given['USER']}:{given['PASSWORD']}" if given["PASSWORD"] else given["USER"]
    return f"postgres://{user}@{given['HOST'] or 'localhost'}:{given['PORT'] or 5432}/{given['NAME']}"


def runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _threads() -> Iterator[tuple[int, str]]:
    """Process group and state of every thread of the system, from /proc where there is one."""
    for stat in Path("/proc").glob("[0-9]*/task/[0-9]*/stat"):
        with suppress(FileNotFoundError, ProcessLookupError):
            state, _, group = stat.read_text().rpartition(")")[2].split()[:3]
            yield int(group), state


class WorkerProcess:
    """The parent of a worker; it leads its process group and is a child of the nursery."""

    def __init__(self, pid: int, mother: int, log: Path) -> None:
        self.pid = pid
        self._mother = mother
        self.log = log

    def send(self, number: int, *, group: bool = True) -> None:
        """Never to a number that has become somebody else's."""
        with suppress(ProcessLookupError):
            if self.is_alive:
                (os.killpg if group else os.kill)(self.pid, number)

    def kill(self) -> None:
        self.send(signal.SIGKILL)

    def stop(self) -> None:
        """As an init system stops it: the parent is told, not the group."""
        self.send(signal.SIGTERM, group=False)

    @property
    def is_alive(self) -> bool:
        if not Path("/proc/self/stat").exists():
            return runs(self.pid)
        with suppress(FileNotFoundError, ProcessLookupError):
            after_the_name = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2]
            return int(after_the_name.split()[1]) == self._mother
        return False

    @property
    def is_stopped(self) -> bool:
        """Whether no thread of its process group runs any more; true where that cannot be seen."""
        return all(state in "TtZX" for group, state in _threads() if group == self.pid)

    def said(self) -> str:
        return self.log.read_text() if self.log.exists() else ""


class Nursery:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._workers: list[WorkerProcess] = []
        environment = os.environ | {
            "DATABASE_URL": database_url(),
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        self._mother = subprocess.Popen(
            [sys.executable, "-m", "tests.kit.jobs.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, **options: Any) -> WorkerProcess:
        log = self._folder / f"worker-{len(self._workers)}.log"
        order = {"log": str(log), "options": {"idle": 0.05, "lease": 2.0, "schedules": False} | options}
        assert self._mother.stdin is not None
        assert self._mother.stdout is not None
        self._mother.stdin.write(json.dumps(order) + "\n")
        self._mother.stdin.flush()
        worker = WorkerProcess(int(self._mother.stdout.readline()), self._mother.pid, log)
        self._workers.append(worker)
        return worker

    def clear(self) -> None:
        """No worker of one test may eat the next one's queue."""
        for worker in self._workers:
            worker.send(signal.SIGCONT)
            worker.kill()
            print(worker.said())  # noqa: T201 (shown with the test where it fails)
        until(lambda: not any(worker.is_alive for worker in self._workers))
        self._workers.clear()

    def close(self) -> None:
        self.clear()
        assert self._mother.stdin is not None
        self._mother.stdin.close()
        self._mother.wait(10)
        assert self._mother.stdout is not None
        self._mother.stdout.close()

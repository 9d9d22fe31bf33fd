"""Task bodies of the tests. Worker processes import them too."""

import os
import signal
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.db import OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import record
from qiao.kit.errors import QiaoError
from qiao.kit.jobs.backport import TaskContext, task
from qiao.kit.jobs.errors import TryAgain
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task
from qiao.rooms.accounts.models import User


class BadFile(QiaoError):
    code = "bad-file"
    sentence = _("Nothing was found under %(name)s.")


class ServerBusy(Exception):
    pass


@job_task()
def greet(job_id: str, name: str = "world") -> dict[str, str]:
    return {"hello": name}


@job_task(queue="mail")
def greet_by_mail(job_id: str) -> str:
    return "not a dict"


@task
def plain(number: int) -> int:
    return number * 2


@task(takes_context=True)
def plain_with_context(context: TaskContext) -> int:
    return context.attempt


@task
def plain_failure() -> None:
    raise ValueError("no job, but a dead letter")


@job_task()
def count(job_id: str, steps: int = 3) -> dict[str, int]:
    with running(job_id) as job:
        for step in range(steps):
            job.progress(step + 1, steps, _("Row %(row)s"), row=step + 1)
    return {"steps": steps}


@job_task()
def count_until_told(job_id: str, gate: str) -> dict[str, str]:
    """Reports progress until it is stopped or the gate opens."""
    with running(job_id) as job:
        for step in range(10_000):
            job.progress(step, None, "counting")
            if Path(gate).exists():
                break
            time.sleep(0.02)
    return {"ended": "by the gate"}


@job_task(attempts=3)
def break_down(job_id: str) -> None:
    raise ValueError("a secret \x00 that nobody must read")


@job_task()
def refuse(job_id: str) -> None:
    raise BadFile(name="people.csv")


@job_task(attempts=3, transient=(ServerBusy,))
def stumble(job_id: str) -> None:
    raise ServerBusy


@job_task(attempts=2)
def stumble_by_name(job_id: str) -> None:
    raise TryAgain


@job_task()
def find_the_database_locked(job_id: str) -> None:
    raise OperationalError("database is locked")


@job_task()
def leave(job_id: str) -> None:
    raise SystemExit(3)


@job_task()
def return_no_json(job_id: str) -> object:
    return object()


@job_task()
def say_result(job_id: str) -> None:
    with running(job_id) as job:
        job.result = {"said": "early"}


@job_task(attempts=2)
def kill_the_worker(job_id: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@job_task(attempts=2, longest=timedelta(seconds=0.5))
def never_end(job_id: str) -> None:
    time.sleep(600)


@job_task()
def wait_for_gate(job_id: str, gate: str, mark: str) -> dict[str, int]:
    """Says that it began, then waits: no transaction is open meanwhile."""
    Path(f"{mark}.{os.getpid()}").touch()
    while not Path(gate).exists():
        time.sleep(0.02)
    return {"pid": os.getpid()}


@job_task(attempts=1000)
def write_in_batches(job_id: str, items: int, pause_ms: int) -> dict[str, int]:
    """Its effects are rows without any unique key: a batch written twice shows."""
    with running(job_id) as job:
        job.in_batches(range(items), lambda batch: _write(job.row, batch, pause_ms), size=2)
    return {"items": items}


def _write(job: Job, batch: Sequence[int], pause_ms: int) -> None:
    for item in batch:
        record(None, "jobs.job.started", job, changes={"item": [None, item]})
    time.sleep(pause_ms / 1000)


@job_task(attempts=1000)
def write_once(job_id: str, number: int, pause_ms: int) -> dict[str, int]:
    """Its effect has a unique key, so that a second attempt finds it."""
    time.sleep(pause_ms / 2000)
    with transaction.atomic():
        User.objects.get_or_create(email=f"effect-{number}@example.org")
    time.sleep(pause_ms / 2000)
    return {"number": number}

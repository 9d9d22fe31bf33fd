"""Taking a task: READY becomes RUNNING together with its lease, or not at all.

This is also the seam for a broker such as Celery with RabbitMQ: its message carries the task's id alone, and
its consumer claims that row with `only=`, performs it and settles it as every worker does. A message that
comes twice finds nothing to claim.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from qiao.kit.jobs.backport import DBTaskResult, StoredTask, TaskResultStatus, get_date_max
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.models import Attempt, Lease


@dataclass(frozen=True)
class Hold:
    """Names one lease. A worker that comes back late holds another attempt than the lease: nothing."""

    task_id: uuid.UUID
    worker: str
    attempt: int


@dataclass(frozen=True)
class Run:
    hold: Hold
    task: StoredTask


def ready(
    queues: Sequence[str] = (), *, only: uuid.UUID | None = None, now: datetime | None = None
) -> QuerySet[StoredTask]:
    """Tasks that may begin, most urgent first. The year 9999 in `run_after` means at once."""
    due = Q(run_after=get_date_max()) | Q(run_after__lte=now or database_now())
    tasks = DBTaskResult.objects.filter(due, status=TaskResultStatus.READY)
    if queues:
        tasks = tasks.filter(queue_name__in=queues)
    return tasks.filter(pk=only) if only else tasks


def claim(
    worker: str, queues: Sequence[str], lease: timedelta, *, only: uuid.UUID | None = None
) -> Run | None:
    if not ready(queues, only=only).exists():
        return None  # read first: an idle worker must not take SQLite's one write lock
    with transaction.atomic():
        task = ready(queues, only=only).select_for_update(skip_locked=True).first()
        return take(task, worker, lease) if task else None


def take(task: StoredTask, worker: str, lease: timedelta) -> Run | None:
    """Inside a transaction. None when another worker was faster."""
    now = database_now()
    workers = [*task.worker_ids, worker]
    if not DBTaskResult.objects.filter(pk=task.pk, status=TaskResultStatus.READY).update(
        status=TaskResultStatus.RUNNING, started_at=now, worker_ids=workers
    ):
        return None
    last = Attempt.objects.filter(task=task).aggregate(last=Max("number"))["last"] or 0
    Attempt.objects.create(task=task, number=last + 1, worker=worker, started_at=now)
    Lease.objects.create(task=task, worker=worker, attempt=last + 1, expires_at=now + lease)
    task.worker_ids = workers
    return Run(Hold(task.pk, worker, last + 1), task)


def leases_of(hold: Hold) -> QuerySet[Lease]:
    """One row while the hold stands, none afterwards."""
    return Lease.objects.filter(task_id=hold.task_id, worker=hold.worker, attempt=hold.attempt)


def renew(hold: Hold, lease: timedelta) -> bool:
    """False when the lease is somebody else's now, or nobody's."""
    return bool(leases_of(hold).update(expires_at=database_now() + lease))

"""Stopping a job: at once while it waits, at its next report of progress while it runs."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.errors import JobFinished
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.worker.settle import write_cancelled


@transaction.atomic
def cancel_job(job: Job, *, actor: Any) -> None:
    """Asking twice is asking once. A job that ended meanwhile raises JobFinished."""
    require(actor, "jobs.cancel_job", job)
    now = database_now()
    stopped = _take_from_the_queue(job)
    asked = Job.objects.filter(pk=job.pk, cancel_requested_at=None)
    if stopped or _is_running(job):
        if asked.update(cancel_requested_at=now, cancel_requested_by_id=actor.pk):
            record(actor, "jobs.job.cancellation_requested", job)
    else:
        raise JobFinished
    if stopped:
        write_cancelled(job.task_id, job, now)


def _take_from_the_queue(job: Job) -> bool:
    """The same row that a claim updates: of a cancellation and a claim, one wins."""
    waiting = DBTaskResult.objects.filter(pk=job.task_id, status=TaskResultStatus.READY)
    return bool(waiting.update(status=TaskResultStatus.FAILED))


def _is_running(job: Job) -> bool:
    return DBTaskResult.objects.filter(pk=job.task_id, status=TaskResultStatus.RUNNING).exists()

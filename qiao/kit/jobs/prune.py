"""Finished work leaves after a while: a site that sweeps its mail every minute makes 500,000 jobs a year."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from qiao.kit.jobs.backport import DBTaskResult, StoredTask, TaskResultStatus
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.models import DeadLetter, ScheduledRun
from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task

KEPT = timedelta(days=90)
KEPT_UNASKED = timedelta(days=7)  # what succeeded and nobody in person had asked for
SIZE = 200


@job_task(longest=timedelta(minutes=30))
def prune_jobs(job_id: str) -> dict[str, int]:
    with running(job_id) as job:
        job.walk(_step)
        return {"removed": int(job.position or 0)}


def _step(position: str) -> str | None:
    removed = prune(database_now())
    return str(int(position or 0) + removed) if removed else None


def prune(now: datetime, size: int = SIZE) -> int:
    """Removes some of what is old enough and says how much: nothing that waits for an operator."""
    runs = _replaced_runs(now).values_list("pk", flat=True)[:size]
    tasks = _old_tasks(now).values_list("pk", flat=True)[:size]
    removed = ScheduledRun.objects.filter(pk__in=list(runs)).delete()[0]
    gone = list(tasks)
    DBTaskResult.objects.filter(pk__in=gone).delete()
    return removed + len(gone)


def _replaced_runs(now: datetime) -> QuerySet[ScheduledRun]:
    """The last run of a schedule stays: it says what was due already."""
    later = ScheduledRun.objects.filter(schedule=OuterRef("schedule"), due_at__gt=OuterRef("due_at"))
    return ScheduledRun.objects.filter(Exists(later), due_at__lt=now - KEPT_UNASKED)


def _old_tasks(now: datetime) -> QuerySet[StoredTask]:
    undecided = DeadLetter.objects.undecided().filter(task=OuterRef("pk"))
    unasked = Q(status=TaskResultStatus.SUCCESSFUL, job__asked_by=None, finished_at__lt=now - KEPT_UNASKED)
    ended = Q(status__in=[TaskResultStatus.SUCCESSFUL, TaskResultStatus.FAILED], finished_at__lt=now - KEPT)
    return DBTaskResult.objects.filter(~Exists(undecided), unasked | ended)

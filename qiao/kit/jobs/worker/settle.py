"""Ending an attempt. Whoever deletes the lease writes the outcome, in one transaction; nobody else can."""

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max

from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus, get_date_max
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.enums import Decision, Outcome
from qiao.kit.jobs.errors import JobCancelled, OverLimit, WorkerLost
from qiao.kit.jobs.models import Attempt, DeadLetter, DeadLetterDecision, Job
from qiao.kit.jobs.progress import Progress
from qiao.kit.jobs.task import rules_of
from qiao.kit.jobs.worker.claim import Hold, leases_of
from qiao.kit.jobs.worker.failure import Failure, failure_of

logger = logging.getLogger("qiao.jobs")

FIRST_PAUSE = 10.0  # seconds
LONGEST_PAUSE = 3600.0


@dataclass(frozen=True)
class Verdict:
    outcome: Outcome
    value: Any = None
    failure: Failure | None = None
    progress: Progress | None = None


def lost(outcome: Outcome = Outcome.LOST) -> Verdict:
    error = OverLimit() if outcome is Outcome.OVER_LIMIT else WorkerLost()
    return Verdict(outcome, failure=failure_of(error))


@transaction.atomic
def settle(hold: Hold, verdict: Verdict, *, expired_at: datetime | None = None) -> bool:
    """False when the lease was not there any more: then nothing is written.

    `expired_at` is for a reaper, whose lease this is not: it must still be the one that it saw expired.
    """
    if not _let_go(hold, expired_at):
        return False
    now = database_now()
    _close_attempt(hold, verdict, now)
    job = Job.objects.filter(task_id=hold.task_id).first()
    if job and verdict.progress:
        Job.objects.filter(pk=job.pk).update(**verdict.progress.columns())
    _end(hold, verdict, job, now)
    return True


def _let_go(hold: Hold, expired_at: datetime | None) -> bool:
    lease = leases_of(hold)
    if expired_at is not None:
        lease = lease.filter(expires_at=expired_at)
    return lease.delete()[0] == 1


def _close_attempt(hold: Hold, verdict: Verdict, now: datetime) -> None:
    Attempt.objects.filter(task_id=hold.task_id, number=hold.attempt).update(
        ended_at=now, outcome=verdict.outcome, error_code=verdict.failure.code if verdict.failure else ""
    )


def _end(hold: Hold, verdict: Verdict, job: Job | None, now: datetime) -> None:
    match verdict.outcome:
        case Outcome.SUCCEEDED:
            _succeed(hold, verdict, job, now)
        case Outcome.FAILED:
            _bury(hold, verdict, job, now)
        case _ if verdict.outcome is Outcome.CANCELLED or (job and job.cancel_requested_at):
            write_cancelled(hold.task_id, job, now)
        case Outcome.HANDED_BACK:
            _make_ready(hold, get_date_max())
        case _ if _attempts_used(hold) >= rules_of(_path(hold)).attempts:
            _bury(hold, verdict, job, now)
        case Outcome.TRANSIENT:
            _make_ready(hold, now + pause_after(_attempts_used(hold)))
            _tell(job, verdict.failure)
        case _:
            _make_ready(hold, get_date_max())


def _succeed(hold: Hold, verdict: Verdict, job: Job | None, now: datetime) -> None:
    _running(hold).update(
        status=TaskResultStatus.SUCCESSFUL,
        finished_at=now,
        return_value=verdict.value,
        exception_class_path="",
        traceback="",
    )
    if job:
        result = {"result": verdict.value} if isinstance(verdict.value, dict) else {}
        Job.objects.filter(pk=job.pk).update(error_code="", error_text="", error_values={}, **result)


def _bury(hold: Hold, verdict: Verdict, job: Job | None, now: datetime) -> None:
    failure = verdict.failure or failure_of(WorkerLost())
    _running(hold).update(
        status=TaskResultStatus.FAILED,
        finished_at=now,
        exception_class_path=failure.exception_path,
        traceback=failure.trace,
    )
    DeadLetter.objects.create(task_id=hold.task_id, attempt=hold.attempt, **failure.columns())
    _tell(job, failure)
    logger.error("task %s failed for good after attempt %s: %s", hold.task_id, hold.attempt, failure.code)


def _make_ready(hold: Hold, run_after: datetime) -> None:
    _running(hold).update(status=TaskResultStatus.READY, run_after=run_after)


def write_cancelled(task_id: Any, job: Job | None, now: datetime) -> None:
    """A cancelled job gives its effect key free: the same thing may be asked for again."""
    failure = failure_of(JobCancelled())
    DBTaskResult.objects.filter(pk=task_id).update(
        status=TaskResultStatus.FAILED, finished_at=now, exception_class_path=failure.exception_path
    )
    if job:
        Job.objects.filter(pk=job.pk).update(effect_key=None, **failure.columns())


def _running(hold: Hold) -> Any:
    return DBTaskResult.objects.filter(pk=hold.task_id, status=TaskResultStatus.RUNNING)


def _tell(job: Job | None, failure: Failure | None) -> None:
    if job and failure:
        Job.objects.filter(pk=job.pk).update(**failure.columns())


def _path(hold: Hold) -> str:
    return DBTaskResult.objects.values_list("task_path", flat=True).get(pk=hold.task_id)


def _attempts_used(hold: Hold) -> int:
    """Attempts that count: not those handed back, nor those before an operator's last retry."""
    retried = DeadLetterDecision.objects.filter(
        dead_letter__task_id=hold.task_id, decision=Decision.RETRY
    ).aggregate(last=Max("dead_letter__attempt"))["last"]
    counted = Attempt.objects.filter(task_id=hold.task_id, number__gt=retried or 0)
    return counted.exclude(outcome=Outcome.HANDED_BACK).count()


def pause_after(attempts: int, chance: float | None = None) -> timedelta:
    """10 s, 20 s, 40 s … give or take a fifth, never more than an hour."""
    spread = 0.8 + 0.4 * (random.random() if chance is None else chance)  # noqa: S311 (no secret)
    return timedelta(seconds=min(FIRST_PAUSE * 2.0 ** min(attempts - 1, 20) * spread, LONGEST_PAUSE))

"""Running one body and settling what came of it."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DataError, IntegrityError, InterfaceError, OperationalError, connection
from django.utils import translation

from qiao.kit.activity.context import request_context
from qiao.kit.activity.enums import Channel
from qiao.kit.jobs.backport import StoredTask, TaskContext, normalize_json
from qiao.kit.jobs.enums import Outcome
from qiao.kit.jobs.errors import JobCancelled, LeaseLost
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.progress import Progress, Reporter, current_reporter
from qiao.kit.jobs.sentence import storable_json
from qiao.kit.jobs.task import rules_of
from qiao.kit.jobs.worker.claim import Run
from qiao.kit.jobs.worker.failure import failure_of
from qiao.kit.jobs.worker.settle import Verdict, settle

logger = logging.getLogger("qiao.jobs")

SETTLING_TRIES = 10
REFUSALS = (DataError, IntegrityError, OverflowError, TypeError, ValueError)


def perform(run: Run, reporter: Reporter) -> Verdict | None:
    """The verdict on one run, or None when the lease was lost under way and nothing may be written."""
    try:
        with _surroundings(run.task, reporter):
            return Verdict(Outcome.SUCCEEDED, value=storable_json(normalize_json(_call(run.task))))
    except JobCancelled:
        return Verdict(Outcome.CANCELLED)
    except LeaseLost:
        return None
    except (Exception, SystemExit) as error:  # noqa: BLE001 (the body is not ours; its error is the verdict)
        return _verdict_on(error, run.task)


def _call(task: StoredTask) -> Any:
    declared = task.task
    args, kwargs = task.args_kwargs["args"], task.args_kwargs["kwargs"]
    if declared.takes_context:
        args = [TaskContext(task_result=task.task_result), *args]  # type: ignore[arg-type]  # two kinds of one name
    return declared.call(*args, **kwargs)


def _verdict_on(error: BaseException, task: StoredTask) -> Verdict:
    """An import that fails may succeed on a worker of the next version: it counts as transient."""
    transient = (*rules_of(task.task_path).transient, ImportError)
    logger.warning("task %s (%s) failed", task.pk, task.task_path, exc_info=error)
    outcome = Outcome.TRANSIENT if isinstance(error, transient) else Outcome.FAILED
    return Verdict(outcome, failure=failure_of(error))


@contextmanager
def _surroundings(task: StoredTask, reporter: Reporter) -> Iterator[None]:
    """Activity rows of a body carry the id of its job; nothing of one body leaks into the next."""
    job = Job.objects.filter(task=task).first()
    if job and job.cancel_requested_at:
        raise JobCancelled  # asked in the moment in which another worker handed it back
    token = current_reporter.set(reporter)
    try:
        with (
            request_context(Channel.JOB, job.pk if job else None),
            translation.override(settings.LANGUAGE_CODE),
        ):
            yield
    finally:
        current_reporter.reset(token)


def conclude(run: Run, verdict: Verdict | None, progress: Progress | None = None) -> bool:
    """Writes the verdict while the lease is ours. False when the result was thrown away."""
    written = verdict is not None and _settle(run, verdict, progress)
    if not written:
        logger.warning(
            "task %s: attempt %s of worker %s lost its lease, its result is thrown away",
            run.hold.task_id,
            run.hold.attempt,
            run.hold.worker,
        )
    return written


def _settle(run: Run, verdict: Verdict, progress: Progress | None) -> bool:
    try:
        return _settle_patiently(run, Verdict(verdict.outcome, verdict.value, verdict.failure, progress))
    except REFUSALS as error:  # a result or a number that the database refuses
        return _settle_patiently(run, Verdict(Outcome.FAILED, failure=failure_of(error)))


def _settle_patiently(run: Run, verdict: Verdict) -> bool:
    """The body is done; a database that is busy for a while must not waste its work."""
    for left in reversed(range(SETTLING_TRIES)):
        try:
            return settle(run.hold, verdict)
        except (InterfaceError, OperationalError):
            if not left or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(0.5)
    raise AssertionError("unreachable")

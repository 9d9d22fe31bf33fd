"""What an operator decides about a task that failed for good."""

from typing import Any

from django.db import IntegrityError, transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus, get_date_max
from qiao.kit.jobs.enums import Decision
from qiao.kit.jobs.errors import AlreadyDecided
from qiao.kit.jobs.models import DeadLetter, DeadLetterDecision, Job


@transaction.atomic
def retry_dead_letter(dead_letter: DeadLetter, *, actor: Any) -> None:
    """The task waits again, with all its attempts before it; a job goes on where it stopped."""
    require(actor, "jobs.decide_dead_letter", dead_letter)
    _decide(dead_letter, Decision.RETRY, actor)
    DBTaskResult.objects.filter(pk=dead_letter.task_id, status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY,
        run_after=get_date_max(),
        finished_at=None,
        exception_class_path="",
        traceback="",
    )
    Job.objects.filter(task_id=dead_letter.task_id).update(
        error_code="", error_text="", error_values={}, cancel_requested_at=None, cancel_requested_by=None
    )
    record(
        actor, "jobs.dead_letter.retried", dead_letter, changes={"error_code": [dead_letter.error_code, ""]}
    )


@transaction.atomic
def discard_dead_letter(dead_letter: DeadLetter, *, actor: Any, reason: str) -> None:
    """The task stays failed. Its effect key is free again: the same thing may be asked for once more."""
    require(actor, "jobs.decide_dead_letter", dead_letter)
    _decide(dead_letter, Decision.DISCARD, actor, reason)
    Job.objects.filter(task_id=dead_letter.task_id).update(effect_key=None)
    record(actor, "jobs.dead_letter.discarded", dead_letter, changes={"reason": None})


def _decide(dead_letter: DeadLetter, decision: Decision, actor: Any, reason: str = "") -> None:
    row = DeadLetterDecision(
        dead_letter=dead_letter, decision=decision, reason=reason, decided_by_id=actor.pk
    )
    row.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise AlreadyDecided from None

"""What privacy needs to know of this app's rows."""

from typing import Any

from django.db.models import F, QuerySet

from qiao.kit.classification import DataSubject, classify
from qiao.kit.jobs.models import (
    Attempt,
    DeadLetter,
    DeadLetterDecision,
    Job,
    Lease,
    Schedule,
    ScheduledRun,
    WorkerPresence,
)


def register() -> None:
    classify(
        Job,
        plain=[
            *["title", "subject_type", "subject_id", "task", "queue", "effect_key", "position"],
            *["progress_done", "progress_total", "progress_note", "cancel_requested_at"],
            *["error_code", "error_text"],
        ],
        personal=[
            *["asked_by", "cancel_requested_by", "title_values"],
            *["progress_values", "result", "error_values"],
        ],
        find=_jobs_of,
        erase=_forget_who_asked,
    )
    classify(
        DeadLetterDecision,
        plain=["dead_letter", "decision"],
        personal=["reason", "decided_by"],
        find=_decisions_of,
        erase=_forget_who_decided,
    )
    classify(
        DeadLetter,
        plain=["task", "attempt", "error_code", "error_text"],
        personal=["error_values"],
        find=_dead_letters_of,
        erase=_forget_error_values,
    )
    classify(Lease, plain=["task", "worker", "attempt", "expires_at"])
    classify(Attempt, plain=["task", "number", "worker", "started_at", "ended_at", "outcome", "error_code"])
    classify(WorkerPresence, plain=["worker", "host", "pid", "queues", "seen_at", "expires_at"])
    classify(
        Schedule,
        plain=[
            *["name", "task_path", "arguments", "title", "every_seconds"],
            *["at", "weekdays", "zone", "starts_at"],
        ],
    )
    classify(ScheduledRun, plain=["schedule", "due_at", "job"])


def _jobs_of(subject: DataSubject) -> QuerySet[Any]:
    return _of(Job.objects.all(), "asked_by_id", subject)


def _decisions_of(subject: DataSubject) -> QuerySet[Any]:
    return _of(DeadLetterDecision.objects.all(), "decided_by_id", subject)


def _dead_letters_of(subject: DataSubject) -> QuerySet[Any]:
    return _of(DeadLetter.objects.all(), "task__job__asked_by_id", subject)


def _of(rows: QuerySet[Any], column: str, subject: DataSubject) -> QuerySet[Any]:
    return rows.filter(**{column: subject.user_id}) if subject.user_id else rows.none()


def _forget_who_asked(rows: QuerySet[Any]) -> int:
    """The work and its outcome stay on record, without who and without what was written about people."""
    rows.filter(cancel_requested_by=F("asked_by")).update(cancel_requested_by=None)
    return rows.update(asked_by=None, title_values={}, progress_values={}, result={}, error_values={})


def _forget_error_values(rows: QuerySet[Any]) -> int:
    return rows.update(error_values={})


def _forget_who_decided(rows: QuerySet[Any]) -> int:
    """The reason stays where it must stand, as a dash: a discard without one is refused by the database."""
    return rows.update(decided_by=None, reason="—")

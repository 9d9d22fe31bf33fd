"""What the pages show around a job: what it is about, how it was tried, whether somebody works."""

import uuid
from typing import Any

from django.utils.translation import gettext as _

from qiao.kit.activity.subjects import name_subjects
from qiao.kit.jobs.health import has_live_worker
from qiao.kit.jobs.models import Attempt, Job


def around(job: Job) -> dict[str, Any]:
    """The subject's title and address, the attempts, and whether a waiting job waits in vain for now."""
    waits = job.state == "waiting"
    return {
        "subject": subject(job),
        "attempts": attempts(job.task_id),
        "nobody_works": waits and not has_live_worker(job.queue),
    }


def subject(job: Job) -> tuple[str, str] | None:
    """None for a subject that is gone or that its room does not name."""
    if job.subject_id is None:
        return None
    key = (job.subject_type, job.subject_id)
    return name_subjects([key]).get(key)


def attempts(task_id: uuid.UUID) -> list[dict[str, Any]]:
    """Entries of a timeline, the last attempt first."""
    return [_entry(attempt) for attempt in Attempt.objects.filter(task_id=task_id).order_by("-number")[:20]]


def _entry(attempt: Attempt) -> dict[str, Any]:
    return {
        "when": attempt.started_at,
        "title": _("Attempt %(number)s: %(outcome)s")
        % {"number": attempt.number, "outcome": attempt.get_outcome_display()},
        "body": attempt.error_code,
    }

"""What privacy needs to know of activity rows."""

from typing import Any

from django.db.models import QuerySet

from qiao.kit.activity.models import Activity
from qiao.kit.classification import DataSubject, classify


def register() -> None:
    classify(
        Activity,
        plain=["action", "subject_type", "subject_id", "changes", "request_id", "channel"],
        personal=["actor"],
        find=_of,
        erase=_forget_actor,
    )


def _of(subject: DataSubject) -> QuerySet[Any]:
    if subject.user_id is None:
        return Activity.objects.none()
    return Activity.objects.filter(actor_id=subject.user_id)


def _forget_actor(rows: QuerySet[Any]) -> int:
    """What happened stays on record, without who."""
    return rows.update(actor=None)

"""Reviewers hear of what is due two days before, once."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.rooms.reviews.domain import mails
from qiao.rooms.reviews.models import Assignment, Reviewer

AHEAD = dt.timedelta(days=2)


def reviewers_to_remind() -> list[Any]:
    return list(_due().order_by().values_list("reviewer", flat=True).distinct())


@transaction.atomic
def remind_reviewer(reviewer_id: Any) -> int:
    reviewer = Reviewer.objects.select_related("opportunity__host", "user").get(pk=reviewer_id)
    rows: Sequence[Assignment] = list(_due().filter(reviewer=reviewer).select_for_update(of=("self",)))
    if not rows:
        return 0
    Assignment.objects.filter(pk__in=[row.pk for row in rows]).update(reminded_at=timezone.now())
    mails.tell_due(reviewer, rows)
    return len(rows)


def _due() -> Any:
    now = timezone.now()
    waiting = Assignment.objects.filter(reminded_at=None, due_at__gt=now, due_at__lte=now + AHEAD)
    return waiting.owed().filter(reviewer__left_at=None)

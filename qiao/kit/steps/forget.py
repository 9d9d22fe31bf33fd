"""How a person goes from the steps of what they were part of: that it changed, and when, stays."""

from typing import Any

from django.db.models import QuerySet

GONE = "–"


def forget_who_and_why(steps: QuerySet[Any]) -> int:
    steps.exclude(reason="").update(reason=GONE)
    return steps.update(actor=None)

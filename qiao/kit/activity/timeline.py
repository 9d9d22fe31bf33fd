"""The activity around one thing or by one person, newest first."""

from typing import Any

from django.db.models import Model

from qiao.kit.activity.models import Activity, ActivityQuerySet


def activity_of(subject: Model) -> ActivityQuerySet:
    return Activity.objects.of(subject)


def activity_by(actor: Any) -> ActivityQuerySet:
    return Activity.objects.by(actor)

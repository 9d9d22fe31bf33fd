"""One call writes one activity row. Domain functions call it inside their transaction."""

from typing import Any

from django.db import models
from django.utils.functional import Promise

from qiao.kit.activity.context import current
from qiao.kit.activity.enums import Channel
from qiao.kit.activity.models import Activity
from qiao.kit.registry import Registry

# Each room registers its actions in apps.ready(): name -> sentence shown in the timeline.
actions: Registry[str | Promise] = Registry("action")


def record(
    actor: Any, action: str, subject: models.Model, *, changes: dict[str, Any] | None = None
) -> Activity:
    """Write the row. `changes` maps field -> [old, new] for plain fields, field -> None for personal ones."""
    actions.get(action)
    context = current()
    return Activity.objects.create(
        actor=actor if getattr(actor, "is_authenticated", False) else None,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        changes=changes or {},
        request_id=context.id if context else None,
        channel=context.channel if context else Channel.COMMAND,
    )

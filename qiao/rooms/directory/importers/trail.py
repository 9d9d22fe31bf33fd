"""One activity row for each entry that an import wrote, many at a time."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Model

from qiao.kit.activity.context import current
from qiao.kit.activity.enums import Channel
from qiao.kit.activity.models import Activity
from qiao.kit.activity.record import actions

BATCH = 500


def record_many(actor: Any, action: str, told: Iterable[tuple[type[Model], Any, Mapping[str, Any]]]) -> None:
    """`told` holds model, id and changes of each entry."""
    actions.get(action)
    context = current()
    rows = [
        Activity(
            actor_id=getattr(actor, "pk", None),
            action=action,
            subject_type=model._meta.label_lower,
            subject_id=key,
            changes=dict(changes),
            request_id=context.id if context else None,
            channel=context.channel if context else Channel.COMMAND,
        )
        for model, key, changes in told
    ]
    Activity.objects.bulk_create(rows, batch_size=BATCH)

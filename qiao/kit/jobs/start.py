"""Starting a job: the row and the task are written in the caller's transaction, or not at all."""

import re
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, models, transaction

from qiao.kit.activity.record import record
from qiao.kit.jobs.backport import Task
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.sentence import Text, plain_values, source_text

_IDENTIFIER = re.compile(r"[\w.:/-]{1,200}")


def start_job(
    actor: Any,
    task: Task[..., Any],
    *,
    title: Text,
    title_values: Mapping[str, Any] | None = None,
    queue: str | None = None,
    args: Mapping[str, Any] | None = None,
    subject: models.Model | None = None,
    effect_key: str | None = None,
) -> Job:
    """The job, waiting. With an `effect_key` that a job has already, that job.

    `args` are ids, never objects or personal data. `queue` overrules the task's own. `title` may be lazy and
    hold %(name)s, filled from `title_values` in the language of each reader.
    """
    if effect_key and (known := Job.objects.filter(effect_key=effect_key).first()):
        return known
    job = Job(
        asked_by_id=actor.pk if getattr(actor, "is_authenticated", False) else None,
        title=source_text(title),
        title_values=plain_values(title_values or {}),
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        queue=queue or task.queue_name,
        effect_key=effect_key or None,
    )
    try:
        return _write(job, task, ids(args or {}), actor)
    except IntegrityError:
        if not effect_key:
            raise
        return Job.objects.get(effect_key=effect_key)  # somebody started it in the same moment


@transaction.atomic
def _write(job: Job, task: Task[..., Any], args: dict[str, Any], actor: Any) -> Job:
    queued = task.using(queue_name=job.queue).enqueue(str(job.pk), **args)
    job.task_id = uuid.UUID(queued.id)
    job.clean_fields(exclude={"task", "asked_by"})  # both were read a moment ago
    job.save(force_insert=True)
    if job.asked_by_id:
        record(actor, "jobs.job.started", job, changes={"queue": [None, job.queue]})
    return job


def ids(args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as plain ids. Anything that could be text about a person is refused."""
    return {name: _id(name, value) for name, value in args.items()}


def _id(name: str, value: Any) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, str) and _IDENTIFIER.fullmatch(value):
        return value
    raise ValueError(f"argument {name!r} of a job must be an id, got {type(value).__name__}")

"""Work that begins by itself. The unique row of a due time decides which of several workers starts it."""

import logging
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string

from qiao.kit.activity.record import record
from qiao.kit.jobs.backport import Task
from qiao.kit.jobs.clock import database_now
from qiao.kit.jobs.models import Schedule, ScheduledRun
from qiao.kit.jobs.sentence import Text, source_text
from qiao.kit.jobs.start import ids, start_job
from qiao.kit.jobs.timing import Every, Rule, latest_due
from qiao.kit.registry import Registry

logger = logging.getLogger("qiao.jobs")


@dataclass(frozen=True)
class StandingSchedule:
    """A schedule that belongs to the program: registered in `apps.ready()`, written when a worker starts."""

    task_path: str
    rule: Rule
    title: Text
    arguments: Mapping[str, Any] = field(default_factory=dict)


standing_schedules: Registry[StandingSchedule] = Registry("standing schedule")


@transaction.atomic
def keep_schedule(
    actor: Any,
    name: str,
    task: Task[..., Any],
    *,
    rule: Rule,
    title: Text,
    args: Mapping[str, Any] | None = None,
) -> Schedule:
    """Makes or changes the schedule of that name. The caller has asked for permission."""
    schedule = _write(name, task.module_path, rule, title, ids(args or {}))
    record(actor, "jobs.schedule.kept", schedule, changes={"name": [None, name]})
    return schedule


@transaction.atomic
def drop_schedule(actor: Any, name: str) -> None:
    for schedule in Schedule.objects.filter(name=name):
        record(actor, "jobs.schedule.dropped", schedule, changes={"name": [name, None]})
        schedule.delete()


def keep_standing_schedules() -> None:
    """Written only where something differs: every start of every worker comes here."""
    for name, standing in standing_schedules.items():
        with suppress(IntegrityError), transaction.atomic():  # another worker writes the same
            _write(name, standing.task_path, standing.rule, standing.title, ids(standing.arguments))


def _write(name: str, task_path: str, rule: Rule, title: Text, args: dict[str, Any]) -> Schedule:
    wanted = {"task_path": task_path, "title": source_text(title), "arguments": args} | _columns(rule)
    schedule = Schedule.objects.filter(name=name).first()
    if schedule and all(getattr(schedule, column) == value for column, value in wanted.items()):
        return schedule
    schedule = schedule or Schedule(name=name)
    for column, value in wanted.items():
        setattr(schedule, column, value)
    schedule.starts_at = database_now()  # what was due under another rule is not caught up
    schedule.full_clean(validate_unique=False)
    schedule.save()
    return schedule


def _columns(rule: Rule) -> dict[str, Any]:
    if isinstance(rule, Every):
        return {"every_seconds": rule.seconds, "at": None, "weekdays": [], "zone": "UTC"}
    return {"every_seconds": None, "at": rule.at, "weekdays": sorted(rule.weekdays), "zone": rule.zone}


def start_due(now: datetime | None = None) -> int:
    """Starts what is due and returns how many jobs. After an outage the latest missed time runs once."""
    now = now or database_now()
    return sum(_start(schedule, now) for schedule in Schedule.objects.all())


def _start(schedule: Schedule, now: datetime) -> bool:
    due = latest_due(schedule.rule, now)
    if due < schedule.starts_at or _has_run(schedule, due) or _is_still_at_it(schedule):
        return False
    try:
        _enqueue(schedule, due)
    except IntegrityError:
        return False  # another worker was faster
    except Exception:
        logger.exception("schedule %s could not start its task", schedule.name)
        return False  # the others must not wait for this one
    return True


def _has_run(schedule: Schedule, due: datetime) -> bool:
    return ScheduledRun.objects.filter(schedule=schedule, due_at__gte=due).exists()


def _is_still_at_it(schedule: Schedule) -> bool:
    """Where the queue stands still, jobs of one schedule must not pile up: the latest due time waits."""
    last = ScheduledRun.objects.filter(schedule=schedule).select_related("job__task").first()
    return last is not None and last.job is not None and not last.job.is_finished


@transaction.atomic
def _enqueue(schedule: Schedule, due: datetime) -> None:
    run = ScheduledRun.objects.create(schedule=schedule, due_at=due)
    task: Task[..., Any] = import_string(schedule.task_path)
    run.job = start_job(None, task, title=schedule.title, args=schedule.arguments, subject=schedule)
    run.save(update_fields=["job", "updated_at"])

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.models.job import Job
from qiao.kit.jobs.timing import At, Every, Rule, is_zone
from qiao.kit.records import Record
from qiao.kit.text import validate_line


def validate_zone(value: str) -> None:
    if not is_zone(value):
        raise ValidationError(_("This is not the name of a time zone."), code="unknown-zone")


class Schedule(Record):
    """When a task runs by itself: every so many seconds, or at a time of day in a named zone."""

    name = models.CharField(_("name"), max_length=100, unique=True, validators=[validate_line])
    task_path = models.CharField(_("task"), max_length=255)
    arguments: models.JSONField[dict[str, Any]] = models.JSONField(_("arguments"), default=dict, blank=True)
    title = models.CharField(_("title"), max_length=200, validators=[validate_line])
    every_seconds = models.PositiveIntegerField(_("every so many seconds"), null=True, blank=True)
    at = models.TimeField(_("time of day"), null=True, blank=True)
    weekdays: models.JSONField[list[int]] = models.JSONField(_("weekdays"), default=list, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    starts_at = models.DateTimeField(_("starts at"))

    class Meta:
        verbose_name = _("schedule")
        verbose_name_plural = _("schedules")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every_seconds__gt=0, at=None)
                | models.Q(every_seconds=None, at__isnull=False),
                name="jobs_schedule_one_rule",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def rule(self) -> Rule:
        if self.at is None:
            return Every(self.every_seconds or 1)
        return At(self.at, self.zone, frozenset(self.weekdays))


class ScheduledRun(Record):
    """One due time of one schedule. The insert that wins starts the job."""

    schedule = models.ForeignKey(
        Schedule, verbose_name=_("schedule"), on_delete=models.CASCADE, related_name="runs"
    )
    due_at = models.DateTimeField(_("due at"))
    job = models.OneToOneField(
        Job,
        verbose_name=_("background job"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="scheduled_run",
    )

    class Meta:
        verbose_name = _("scheduled run")
        verbose_name_plural = _("scheduled runs")
        ordering = ["-due_at"]
        constraints = [models.UniqueConstraint(fields=["schedule", "due_at"], name="jobs_run_once")]

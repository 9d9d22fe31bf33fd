from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.jobs.backport import DBTaskResult, TaskResultStatus, get_date_max
from qiao.kit.jobs.enums import JobState
from qiao.kit.jobs.sentence import say
from qiao.kit.records import Record
from qiao.kit.text import validate_line


class JobQuerySet(models.QuerySet["Job"]):
    def asked_by(self, actor: Any) -> "JobQuerySet":
        return self.filter(asked_by_id=actor.pk)

    def unfinished(self) -> "JobQuerySet":
        return self.filter(task__status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])


class Job(Record):
    """Work in the background: who asked for it, on what, how far it is, what came of it.

    Whether it waits, runs or ended is the task's status alone.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=200, validators=[validate_line])
    title_values: models.JSONField[dict[str, Any]] = models.JSONField(
        _("values of the title"), default=dict, blank=True
    )
    subject_type = models.CharField(_("kind"), max_length=100, blank=True)
    subject_id = models.UUIDField(_("on what"), null=True, blank=True)
    task = models.OneToOneField(
        DBTaskResult, verbose_name=_("task"), on_delete=models.CASCADE, related_name="job"
    )
    queue = models.CharField(_("queue"), max_length=32)
    effect_key = models.CharField(_("effect key"), max_length=200, null=True, blank=True, unique=True)

    progress_done = models.PositiveBigIntegerField(_("progress"), default=0)
    progress_total = models.PositiveBigIntegerField(pgettext_lazy("progress", "total"), null=True, blank=True)
    progress_note = models.CharField(pgettext_lazy("progress", "note"), max_length=300, blank=True)
    progress_values: models.JSONField[dict[str, Any]] = models.JSONField(
        _("values of the note"), default=dict, blank=True
    )
    position = models.CharField(pgettext_lazy("job", "position"), max_length=255, blank=True)

    cancel_requested_at = models.DateTimeField(_("cancellation asked at"), null=True, blank=True)
    cancel_requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("cancellation asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    result: models.JSONField[dict[str, Any]] = models.JSONField(_("result"), default=dict, blank=True)
    error_code = models.CharField(_("error code"), max_length=64, blank=True)
    error_text = models.CharField(_("error"), max_length=500, blank=True)
    error_values: models.JSONField[dict[str, Any]] = models.JSONField(
        _("values of the error"), default=dict, blank=True
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["asked_by", "-id"], name="jobs_job_asked_by"),
            models.Index(fields=["subject_type", "subject_id", "-id"], name="jobs_job_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(cancel_requested_by=None) | ~models.Q(cancel_requested_at=None),
                name="jobs_job_cancelled_at_some_time",
            ),
            models.CheckConstraint(condition=~models.Q(effect_key=""), name="jobs_job_effect_key_said"),
        ]

    def __str__(self) -> str:
        return say(self.title, self.title_values)

    @property
    def state(self) -> JobState:
        match self.task.status:
            case TaskResultStatus.SUCCESSFUL:
                return JobState.SUCCEEDED
            case TaskResultStatus.FAILED:
                return JobState.CANCELLED if self.error_code == "cancelled" else JobState.FAILED
            case TaskResultStatus.RUNNING:
                return JobState.STOPPING if self.cancel_requested_at else JobState.RUNNING
        return JobState.WAITING

    @property
    def is_finished(self) -> bool:
        return self.state.is_finished

    @property
    def can_be_cancelled(self) -> bool:
        return not self.is_finished and self.cancel_requested_at is None

    @property
    def runs_after(self) -> Any:
        """When a waiting job begins at the earliest, or None for at once."""
        return None if self.task.run_after == get_date_max() else self.task.run_after

    @property
    def percent(self) -> int | None:
        if self.state is JobState.SUCCEEDED:
            return 100
        if not self.progress_total:
            return None
        return min(100, self.progress_done * 100 // self.progress_total)

    @property
    def note(self) -> str:
        return say(self.progress_note, self.progress_values)

    @property
    def error(self) -> str:
        return say(self.error_text, self.error_values)

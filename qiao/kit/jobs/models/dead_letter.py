from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.backport import DBTaskResult
from qiao.kit.jobs.enums import Decision
from qiao.kit.jobs.models.job import Job
from qiao.kit.jobs.sentence import say
from qiao.kit.records import Record
from qiao.kit.text import validate_body


class DeadLetterQuerySet(models.QuerySet["DeadLetter"]):
    def undecided(self) -> "DeadLetterQuerySet":
        return self.filter(decision=None)

    def with_job(self) -> "DeadLetterQuerySet":
        return self.select_related("task__job__asked_by")


class DeadLetter(Record):
    """A task that failed for good and waits for an operator. A task that fails again makes another one."""

    task = models.ForeignKey(
        DBTaskResult, verbose_name=_("task"), on_delete=models.CASCADE, related_name="dead_letters"
    )
    attempt = models.PositiveIntegerField(_("attempt"))
    error_code = models.CharField(_("error code"), max_length=64)
    error_text = models.CharField(_("error"), max_length=500)
    error_values: models.JSONField[dict[str, str]] = models.JSONField(
        _("values of the error"), default=dict, blank=True
    )

    objects = DeadLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("dead letter")
        verbose_name_plural = _("dead letters")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["task", "attempt"], name="jobs_dead_letter_once")]

    def __str__(self) -> str:
        job = self.job
        return str(job) if job else self.task.task_path

    @property
    def job(self) -> Job | None:
        """A task that was enqueued without `start_job` has none."""
        return getattr(self.task, "job", None)

    @property
    def asked_by(self) -> Any:
        return self.job.asked_by if self.job else None

    @property
    def error(self) -> str:
        return say(self.error_text, self.error_values)


class DeadLetterDecision(Record):
    dead_letter = models.OneToOneField(
        DeadLetter, verbose_name=_("dead letter"), on_delete=models.CASCADE, related_name="decision"
    )
    decision = models.CharField(_("decision"), max_length=10, choices=Decision.choices)
    reason = models.CharField(_("reason"), max_length=1000, blank=True, validators=[validate_body])
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("decision about a dead letter")
        verbose_name_plural = _("decisions about dead letters")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(decision=Decision.DISCARD, reason=""),
                name="jobs_discard_has_a_reason",
            )
        ]

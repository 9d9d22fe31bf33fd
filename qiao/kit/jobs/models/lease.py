from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.backport import DBTaskResult
from qiao.kit.jobs.enums import Outcome
from qiao.kit.records import Record


class Lease(Record):
    """The right of one worker to finish one attempt of one task. Whoever deletes it writes the result."""

    task = models.OneToOneField(
        DBTaskResult, verbose_name=_("task"), on_delete=models.CASCADE, related_name="lease"
    )
    worker = models.CharField(_("worker"), max_length=64)
    attempt = models.PositiveIntegerField(_("attempt"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    class Meta:
        verbose_name = _("lease")
        verbose_name_plural = _("leases")


class Attempt(Record):
    task = models.ForeignKey(
        DBTaskResult, verbose_name=_("task"), on_delete=models.CASCADE, related_name="attempts"
    )
    number = models.PositiveIntegerField(_("attempt"))
    worker = models.CharField(_("worker"), max_length=64)
    started_at = models.DateTimeField(_("started at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    outcome = models.CharField(_("result"), max_length=16, choices=Outcome.choices, default=Outcome.RUNNING)
    error_code = models.CharField(_("error code"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="jobs_attempt_once"),
            models.CheckConstraint(
                condition=models.Q(outcome=Outcome.RUNNING, ended_at=None)
                | (~models.Q(outcome=Outcome.RUNNING) & ~models.Q(ended_at=None)),
                name="jobs_attempt_ended_with_outcome",
            ),
        ]


class WorkerPresenceQuerySet(models.QuerySet["WorkerPresence"]):
    def live(self, now: datetime) -> "WorkerPresenceQuerySet":
        return self.filter(expires_at__gt=now)


class WorkerPresence(Record):
    """A worker that says every few seconds that it lives; a clean stop deletes the row."""

    worker = models.CharField(_("worker"), max_length=64, unique=True)
    host = models.CharField(_("machine"), max_length=255)
    pid = models.PositiveIntegerField(_("number of the operating system"))
    queues: models.JSONField[list[str]] = models.JSONField(_("queues"), default=list, blank=True)
    seen_at = models.DateTimeField(_("last seen"))
    expires_at = models.DateTimeField(_("expires at"), db_index=True)

    objects = WorkerPresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")
        ordering = ["id"]

    def serves(self, queue: str) -> bool:
        """An empty list of queues means all of them."""
        return not self.queues or queue in self.queues

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.training.models.enrolment import Enrolment
from qiao.rooms.training.models.session import Appointment, TrainingSession


class SessionCall(Appointment):
    """A session as it stands in a participant's calendar: what the last mail about it said. A session that is
    removed leaves its call behind until the cancellation has been written."""

    enrolment = models.ForeignKey(
        Enrolment, verbose_name=_("enrolment"), on_delete=models.CASCADE, related_name="calls"
    )
    session = models.ForeignKey(
        TrainingSession,
        verbose_name=pgettext_lazy("training", "session"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="calls",
    )
    event = models.UUIDField(_("event"), editable=False)
    sequence = models.PositiveIntegerField(_("number of the change"), default=0)

    class Meta:
        verbose_name = _("call to a session")
        verbose_name_plural = _("calls to sessions")
        ordering = ["starts_at", "id"]
        constraints = [models.UniqueConstraint(fields=["enrolment", "event"], name="training_called_once")]

    def __str__(self) -> str:
        return f"{self.title} ({self.sequence})"


class TrainingFeedQuerySet(models.QuerySet["TrainingFeed"]):
    def standing(self) -> "TrainingFeedQuerySet":
        return self.filter(revoked_at=None)


class TrainingFeed(Record):
    """An address at which a calendar program reads the sessions of one person without signing in, until its
    owner makes it void."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose"),
        on_delete=models.CASCADE,
        related_name="training_feeds",
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True, editable=False)

    objects = TrainingFeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(revoked_at=None), name="training_feed_stands_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.created_at:%Y-%m-%d}"

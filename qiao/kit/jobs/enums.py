from django.db import models
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    WAITING = "waiting", _("queued")
    RUNNING = "running", _("running")
    STOPPING = "stopping", _("being cancelled")
    SUCCEEDED = "succeeded", _("done")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")

    @property
    def is_finished(self) -> bool:
        return self in {JobState.SUCCEEDED, JobState.CANCELLED, JobState.FAILED}


class Outcome(models.TextChoices):
    """How one attempt ended."""

    RUNNING = "running", _("running")
    SUCCEEDED = "succeeded", _("succeeded")
    FAILED = "failed", _("failed")
    TRANSIENT = "transient", _("failed for the moment")
    LOST = "lost", _("worker lost")
    OVER_LIMIT = "over-limit", _("took too long")
    CANCELLED = "cancelled", _("cancelled")
    HANDED_BACK = "handed-back", _("handed back by a stopping worker")


class Decision(models.TextChoices):
    RETRY = "retry", _("try again")
    DISCARD = "discard", _("discard")

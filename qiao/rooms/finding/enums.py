"""The values of finding."""

import datetime as dt

from django.db import models
from django.utils.translation import pgettext_lazy


class Frequency(models.TextChoices):
    """How often a saved search tells of what is new."""

    DAILY = "daily", pgettext_lazy("frequency", "Every day")
    WEEKLY = "weekly", pgettext_lazy("frequency", "Every week")
    OFF = "off", pgettext_lazy("frequency", "Never, I look myself")

    @property
    def pause(self) -> dt.timedelta:
        """The least time between two mails, an hour short of the round: the job runs every hour."""
        return _PAUSES[self]


_PAUSES = {
    Frequency.DAILY: dt.timedelta(hours=23),
    Frequency.WEEKLY: dt.timedelta(days=7, hours=-1),
}
TOLD = tuple(frequency.value for frequency in _PAUSES)


class When(models.TextChoices):
    """Which opportunities by their deadline. Without a choice: those whose deadline has not passed."""

    OPEN = "open", pgettext_lazy("deadline", "Open for applications now")
    WEEK = "7", pgettext_lazy("deadline", "Deadline within 7 days")
    MONTH = "30", pgettext_lazy("deadline", "Deadline within 30 days")
    QUARTER = "90", pgettext_lazy("deadline", "Deadline within 90 days")
    LATER = "later", pgettext_lazy("deadline", "Opens later")
    PAST = "past", pgettext_lazy("deadline", "Deadline passed")


class Order(models.TextChoices):
    RELEVANCE = "relevance", pgettext_lazy("order", "Best match first")
    DEADLINE = "deadline", pgettext_lazy("order", "Nearest deadline first")
    NEWEST = "newest", pgettext_lazy("order", "Newest first")
    FIT = "fit", pgettext_lazy("order", "Best fit to my profile first")

"""The kinds and states of this room, as values."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class IdentityDocument(models.TextChoices):
    NONE = "none", _("None needed")
    CARD = "card", _("Identity card or passport")
    PASSPORT = "passport", _("Passport")


class GuideLanguage(models.TextChoices):
    CHINESE = "zh", _("Chinese")
    ENGLISH = "en", pgettext_lazy("spoken", "English")
    JAPANESE = "ja", pgettext_lazy("spoken", "Japanese")
    KOREAN = "ko", pgettext_lazy("spoken", "Korean")
    GERMAN = "de", pgettext_lazy("spoken", "German")
    FRENCH = "fr", pgettext_lazy("spoken", "French")
    RUSSIAN = "ru", pgettext_lazy("spoken", "Russian")
    SPANISH = "es", pgettext_lazy("spoken", "Spanish")


class PlanState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("visit plan", "Being formed")
    CHECKED = "checked", pgettext_lazy("visit plan", "Checked")
    ACCEPTED = "accepted", pgettext_lazy("visit plan", "Accepted")
    SUPERSEDED = "superseded", pgettext_lazy("visit plan", "Superseded")
    FAILED = "failed", pgettext_lazy("visit plan", "No plan")


class SeatOrigin(models.TextChoices):
    FORMED = "formed", pgettext_lazy("place on a visit", "Formed")
    PINNED = "pinned", pgettext_lazy("place on a visit", "Set by the organiser")
    SIGNED_UP = "signed_up", pgettext_lazy("place on a visit", "Signed up")


class Tier(models.TextChoices):
    """The aims of a plan; each counts among the plans that are best in those before it."""

    PLACED = "placed", pgettext_lazy("aim of visit groups", "places on visits")
    WISHES = "wishes", pgettext_lazy("aim of visit groups", "wishes granted, by weight")
    UNITY = "unity", pgettext_lazy("aim of visit groups", "splits of delegations")
    BALANCE = "balance", pgettext_lazy("aim of visit groups", "largest less smallest group")

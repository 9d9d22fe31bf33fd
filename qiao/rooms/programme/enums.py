"""The kinds and states of this room, as values."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlaceKind(models.TextChoices):
    VENUE = "venue", _("Venue")
    ROOM = "room", _("Room")
    LABORATORY = "laboratory", _("Laboratory")
    DINING = "dining", _("Dining room")
    OUTDOORS = "outdoors", _("Outdoors")
    STOP = "stop", _("Stop or station")


class ItemKind(models.TextChoices):
    WELCOME = "welcome", _("Welcome")
    FILM = "film", _("Film")
    INTRODUCTION = "introduction", _("Introduction")
    PANEL = "panel", _("Panel")
    QUESTIONS = "questions", _("Questions and answers")
    VISIT = "visit", pgettext_lazy("session", "Visit")
    MEAL = "meal", _("Meal")
    TRANSFER = "transfer", pgettext_lazy("session", "Transfer")
    MEETING_BLOCK = "meeting_block", _("Block of meetings")
    BREAK = "break", pgettext_lazy("session", "Break")

    @property
    def is_frame(self) -> bool:
        """A frame is filled with what each person does in it; being in it is not being in two places."""
        return self.value in FRAMES


FRAMES = ("visit", "meeting_block")


class ItemState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("session", "Planned")
    CONFIRMED = "confirmed", pgettext_lazy("session", "Confirmed")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


class Audience(models.TextChoices):
    EVERYONE = "everyone", pgettext_lazy("session", "Everyone")
    DELEGATIONS = "delegations", _("All delegations")
    CHOSEN = "chosen", _("Those who are named")


class SpeakerRole(models.TextChoices):
    SPEAKER = "speaker", pgettext_lazy("session", "Speaker")
    MODERATOR = "moderator", pgettext_lazy("session", "Moderator")
    INTERPRETER = "interpreter", pgettext_lazy("session", "Interpreter")


class Language(models.TextChoices):
    """In which sessions are held or interpreted; any other code of two or three letters is kept too."""

    ZH = "zh", _("Chinese")
    EN = "en", _("English")
    JA = "ja", _("Japanese")
    KO = "ko", _("Korean")
    DE = "de", _("German")
    FR = "fr", _("French")
    RU = "ru", _("Russian")
    ES = "es", _("Spanish")
    PT = "pt", _("Portuguese")
    IT = "it", _("Italian")
    NL = "nl", _("Dutch")
    AR = "ar", _("Arabic")

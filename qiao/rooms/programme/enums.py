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


class MaterialKind(models.TextChoices):
    SLIDES = "slides", _("Slides")
    HANDOUT = "handout", _("Handout")
    FILM = "film", _("Film")
    LINK = "link", _("Link")


class MaterialAccess(models.TextChoices):
    PUBLIC = "public", _("Everyone")
    PARTICIPANTS = "participants", _("Those who take part")
    ORGANISERS = "organisers", _("The organisers only")


class Licence(models.TextChoices):
    RESERVED = "reserved", _("All rights reserved")
    CC_BY = "cc-by-4.0", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "cc-by-nc-4.0", "CC BY-NC 4.0"
    CC0 = "cc0-1.0", "CC0 1.0"


LICENCE_URLS = {
    "cc-by-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "cc-by-sa-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "cc-by-nc-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


class QuestionState(models.TextChoices):
    """`asked` waits for the organisers where they look at questions first; `shown` is on the page."""

    ASKED = "asked", pgettext_lazy("question", "Waiting")
    SHOWN = "shown", pgettext_lazy("question", "Shown")
    ANSWERED = "answered", pgettext_lazy("question", "Answered")
    HIDDEN = "hidden", pgettext_lazy("question", "Hidden")
    MERGED = "merged", pgettext_lazy("question", "Merged into another")
    WITHDRAWN = "withdrawn", pgettext_lazy("question", "Withdrawn")


QUESTIONS_SEEN = ("shown", "answered")
QUESTIONS_OPEN = ("asked", "shown", "answered", "hidden")


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

"""The states of a letter and the steps between them, as values."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class LetterState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("letter", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("letter", "Submitted")
    UNDER_REVIEW = "under_review", pgettext_lazy("letter", "Under review")
    SENT_BACK = "sent_back", pgettext_lazy("letter", "Sent back")
    ISSUED = "issued", pgettext_lazy("letter", "Issued")
    REFUSED = "refused", pgettext_lazy("letter", "Refused")
    REVOKED = "revoked", pgettext_lazy("letter", "Revoked")

    def can_become(self, target: Any) -> bool:
        return LetterState(target) in _STEPS[self]

    @property
    def is_with_the_asker(self) -> bool:
        return self.value in WITH_THE_ASKER


_S = LetterState
_STEPS: dict[LetterState, frozenset[LetterState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED}),
    _S.SUBMITTED: frozenset({_S.UNDER_REVIEW}),
    _S.UNDER_REVIEW: frozenset({_S.SUBMITTED, _S.SENT_BACK, _S.ISSUED, _S.REFUSED}),
    _S.SENT_BACK: frozenset({_S.SUBMITTED}),
    _S.ISSUED: frozenset({_S.REVOKED}),
    _S.REFUSED: frozenset(),
    _S.REVOKED: frozenset(),
}
WITH_THE_ASKER = ("draft", "sent_back")
WITH_THE_REVIEWERS = ("submitted", "under_review")
OVER = ("refused", "revoked")
NUMBERED = ("issued", "revoked")
WITH_REASON = ("sent_back", "refused", "revoked")


class Sex(models.TextChoices):
    """As passports print it (ICAO Doc 9303)."""

    FEMALE = "F", pgettext_lazy("passport", "F")
    MALE = "M", pgettext_lazy("passport", "M")
    OTHER = "X", pgettext_lazy("passport", "X")


class WipeCause(models.TextChoices):
    TIME = "time", _("the visit is over")
    ASKED = "asked", _("the person asked for it")


class Verdict(models.TextChoices):
    """All that the public page says."""

    VALID = "valid", pgettext_lazy("letter", "Valid")
    OVER = "over", pgettext_lazy("letter", "The visit is over")
    REVOKED = "revoked", pgettext_lazy("letter", "Revoked")
    UNKNOWN = "unknown", pgettext_lazy("letter", "Unknown")

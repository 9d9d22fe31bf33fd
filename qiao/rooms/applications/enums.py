"""The states of an application and the steps between them, as values."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ApplicationState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("application", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
    COMPLETE = "complete", pgettext_lazy("application", "Complete")
    UNDER_REVIEW = "under_review", pgettext_lazy("application", "Under review")
    INTERVIEW = "interview", pgettext_lazy("application", "Interview")
    RANKED = "ranked", pgettext_lazy("application", "Ranked")
    MATCHED = "matched", pgettext_lazy("application", "Matched")
    OFFERED = "offered", pgettext_lazy("application", "Offered a place")
    WAITING = "waiting", pgettext_lazy("application", "On the waiting list")
    ACCEPTED = "accepted", pgettext_lazy("application", "Accepted")
    DECLINED = "declined", pgettext_lazy("application", "Declined by the applicant")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")
    CLOSED = "closed", pgettext_lazy("application", "Closed")

    def can_become(self, target: Any) -> bool:
        return ApplicationState(target) in _STEPS[self]

    @property
    def is_over(self) -> bool:
        return self.value in OVER


_S = ApplicationState
_LATER = (_S.WITHDRAWN, _S.CLOSED)
_SELECTED = (_S.OFFERED, _S.WAITING, _S.MATCHED)
_STEPS: dict[ApplicationState, frozenset[ApplicationState]] = {
    _S.DRAFT: frozenset({_S.SUBMITTED, _S.WITHDRAWN, _S.CLOSED}),
    _S.SUBMITTED: frozenset({_S.DRAFT, _S.COMPLETE, *_LATER}),
    _S.COMPLETE: frozenset({_S.UNDER_REVIEW, _S.INTERVIEW, _S.RANKED, *_SELECTED, *_LATER}),
    _S.UNDER_REVIEW: frozenset({_S.INTERVIEW, _S.RANKED, *_SELECTED, *_LATER}),
    _S.INTERVIEW: frozenset({_S.UNDER_REVIEW, _S.RANKED, *_SELECTED, *_LATER}),
    _S.RANKED: frozenset({_S.UNDER_REVIEW, _S.INTERVIEW, *_SELECTED, *_LATER}),
    _S.WAITING: frozenset({_S.OFFERED, _S.RANKED, *_LATER}),
    _S.MATCHED: frozenset({_S.ACCEPTED, _S.DECLINED, *_LATER}),
    _S.OFFERED: frozenset({_S.ACCEPTED, _S.DECLINED, _S.WAITING, *_LATER}),
    _S.ACCEPTED: frozenset({_S.WITHDRAWN, _S.CLOSED}),
    _S.DECLINED: frozenset(),
    _S.WITHDRAWN: frozenset(),
    _S.CLOSED: frozenset(),
}
OVER = ("declined", "withdrawn", "closed")
WITH_THE_APPLICANT = ("draft",)
IN_SELECTION = ("complete", "under_review", "interview", "ranked")


class ClosingReason(models.TextChoices):
    """Why an application ended without a place; the applicant reads it."""

    NOT_ELIGIBLE = "not_eligible", _("The requirements are not met")
    INCOMPLETE = "incomplete", _("Documents or letters were missing at the deadline")
    NOT_SELECTED = "not_selected", _("Others were chosen")
    PLACES_TAKEN = "places_taken", _("All places are taken")
    OFFER_LAPSED = "offer_lapsed", _("The offer was not answered in time")
    INTAKE_CANCELLED = "intake_cancelled", _("The host called this intake off")
    PLACED_ELSEWHERE = "placed_elsewhere", _("A place elsewhere in the same round was accepted")
    OTHER = "other", pgettext_lazy("reason", "Another reason")

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
    _S.COMPLETE: frozenset({_S.DRAFT, _S.UNDER_REVIEW, _S.INTERVIEW, _S.RANKED, *_SELECTED, *_LATER}),
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
BEFORE_REVIEW = ("draft", "submitted")
IN_SELECTION = ("complete", "under_review", "interview", "ranked")
NAMED = ("matched", "offered", "accepted", "declined", "closed")  # blind reviewers see the name from here on


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


class ReferenceState(models.TextChoices):
    """Of a reference letter, from the first mail to the referee."""

    ASKED = "asked", pgettext_lazy("reference letter", "Asked for")
    REMINDED = "reminded", pgettext_lazy("reference letter", "Reminded")
    RECEIVED = "received", pgettext_lazy("reference letter", "Received")
    DECLINED = "declined", pgettext_lazy("reference letter", "Declined by the referee")
    CANCELLED = "cancelled", pgettext_lazy("reference letter", "Cancelled")

    def can_become(self, target: Any) -> bool:
        return ReferenceState(target) in _REFERENCE_STEPS[self]


_R = ReferenceState
_REFERENCE_STEPS: dict[ReferenceState, frozenset[ReferenceState]] = {
    _R.ASKED: frozenset({_R.REMINDED, _R.RECEIVED, _R.DECLINED, _R.CANCELLED}),
    _R.REMINDED: frozenset({_R.REMINDED, _R.RECEIVED, _R.DECLINED, _R.CANCELLED}),
    _R.RECEIVED: frozenset(),
    _R.DECLINED: frozenset(),
    _R.CANCELLED: frozenset(),
}
AWAITED = ("asked", "reminded")
COUNTED = ("asked", "reminded", "received")
ASKS_FOR_LETTERS = ("draft", "submitted", "complete")


class Relation(models.TextChoices):
    """How the referee knows the applicant."""

    SUPERVISOR = "supervisor", pgettext_lazy("referee", "Supervisor of studies or thesis")
    TEACHER = "teacher", pgettext_lazy("referee", "Teacher")
    EMPLOYER = "employer", pgettext_lazy("referee", "Employer")
    COLLEAGUE = "colleague", pgettext_lazy("referee", "Colleague or co-author")
    OTHER = "other", pgettext_lazy("referee", "Other")

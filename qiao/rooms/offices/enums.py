"""The states of what career offices decide, and the steps between them, as values."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class RegistrationState(models.TextChoices):
    """Of a student with their career office: claimed with consent by the student, confirmed by the office."""

    CLAIMED = "claimed", pgettext_lazy("student", "Waiting for the office")
    CONFIRMED = "confirmed", pgettext_lazy("student", "Confirmed")
    REFUSED = "refused", pgettext_lazy("student", "Refused")
    ENDED = "ended", pgettext_lazy("student", "Ended")

    def can_become(self, target: Any) -> bool:
        return RegistrationState(target) in _STEPS[self]


_R = RegistrationState
_STEPS: dict[RegistrationState, frozenset[RegistrationState]] = {
    _R.CLAIMED: frozenset({_R.CONFIRMED, _R.REFUSED, _R.ENDED}),
    _R.CONFIRMED: frozenset({_R.ENDED}),
    _R.REFUSED: frozenset(),
    _R.ENDED: frozenset(),
}
STANDING = ("claimed", "confirmed")


class ApprovalState(models.TextChoices):
    """Of a host or of a posting, at one university."""

    ASKED = "asked", pgettext_lazy("approval", "Asked for")
    APPROVED = "approved", pgettext_lazy("approval", "Approved")
    REFUSED = "refused", pgettext_lazy("approval", "Refused")
    REVOKED = "revoked", pgettext_lazy("approval", "Revoked")

    def can_become(self, target: Any) -> bool:
        return ApprovalState(target) in _APPROVAL_STEPS[self]


_A = ApprovalState
_APPROVAL_STEPS: dict[ApprovalState, frozenset[ApprovalState]] = {
    _A.ASKED: frozenset({_A.APPROVED, _A.REFUSED}),
    _A.APPROVED: frozenset({_A.REVOKED}),
    _A.REFUSED: frozenset({_A.ASKED, _A.APPROVED}),
    _A.REVOKED: frozenset({_A.ASKED, _A.APPROVED}),
}
DECISIONS = ("approved", "refused", "revoked")
DENIED = ("refused", "revoked")
WITH_REASON = ("refused", "revoked")

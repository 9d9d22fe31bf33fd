"""The states of an enrolment, the marks of attendance and the verdicts on a certificate, as values."""

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class EnrolmentState(models.TextChoices):
    ENROLLED = "enrolled", pgettext_lazy("enrolment", "Enrolled")
    COMPLETED = "completed", pgettext_lazy("enrolment", "Completed")
    LEFT = "left", pgettext_lazy("enrolment", "Left")
    REMOVED = "removed", pgettext_lazy("enrolment", "Removed")

    def can_become(self, target: Any) -> bool:
        return EnrolmentState(target) in _STEPS[self]


_E = EnrolmentState
_STEPS: dict[EnrolmentState, frozenset[EnrolmentState]] = {
    _E.ENROLLED: frozenset({_E.COMPLETED, _E.LEFT, _E.REMOVED}),
    _E.COMPLETED: frozenset(),
    _E.LEFT: frozenset(),
    _E.REMOVED: frozenset(),
}
STAYING = ("enrolled", "completed")


class AttendanceMark(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    LATE = "late", pgettext_lazy("attendance", "Late")
    EXCUSED = "excused", pgettext_lazy("attendance", "Excused")
    ABSENT = "absent", pgettext_lazy("attendance", "Absent")


THERE = ("present", "late")


class SessionNews(models.TextChoices):
    """What a mail says about a session."""

    ADDED = "added", pgettext_lazy("session", "New")
    MOVED = "moved", pgettext_lazy("session", "Changed")
    CANCELLED = "cancelled", pgettext_lazy("session", "Cancelled")


class CertificateVerdict(models.TextChoices):
    """All that the public page says."""

    VALID = "valid", pgettext_lazy("certificate", "Valid")
    REVOKED = "revoked", pgettext_lazy("certificate", "Revoked")
    UNKNOWN = "unknown", pgettext_lazy("certificate", "Unknown")

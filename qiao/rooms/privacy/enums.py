from django.db import models
from django.utils.translation import gettext_lazy as _


class PurposeKind(models.TextChoices):
    """Everything but GENERAL is a separate consent: asked by itself, never bundled."""

    GENERAL = "general", _("General")
    PROVIDE = "provide", _("Give to another organisation")
    PUBLISH = "publish", _("Publish")
    IMAGES = "images", _("Images and recordings")
    SENSITIVE = "sensitive", _("Sensitive data")
    ABROAD = "abroad", _("Give to a recipient abroad")

    @property
    def is_separate(self) -> bool:
        return self is not PurposeKind.GENERAL

    @property
    def names_recipient(self) -> bool:
        return self in {PurposeKind.PROVIDE, PurposeKind.ABROAD}


class Decision(models.TextChoices):
    GIVEN = "given", _("given")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RequestKind(models.TextChoices):
    ACCESS = "access", _("See and copy my data")
    CORRECTION = "correction", _("Correct my data")
    ERASURE = "erasure", _("Erase my data")
    RESTRICTION = "restriction", _("Restrict the use of my data")
    TRANSFER = "transfer", _("Transfer my data")
    EXPLANATION = "explanation", _("Explain how my data are used")


class RequestState(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("Waits for confirmation")
    OPEN = "open", _("Open")
    APPROVED = "approved", _("Approved")
    DONE = "done", _("Done")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def following(self) -> frozenset["RequestState"]:
        return _FOLLOWING[self]

    @property
    def is_running(self) -> bool:
        return bool(self.following)

    @classmethod
    def running(cls) -> list["RequestState"]:
        return [state for state in cls if state.is_running]


_FOLLOWING: dict[RequestState, frozenset[RequestState]] = {
    RequestState.UNCONFIRMED: frozenset({RequestState.OPEN}),
    RequestState.OPEN: frozenset({RequestState.APPROVED, RequestState.REFUSED, RequestState.WITHDRAWN}),
    RequestState.APPROVED: frozenset({RequestState.DONE}),
    RequestState.DONE: frozenset(),
    RequestState.REFUSED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}


class LegalBasis(models.TextChoices):
    CONSENT = "consent", _("consent")
    CONTRACT = "contract", _("necessary for what the person asked for")
    DUTY = "duty", _("legal duty")
    SECURITY = "security", _("security of the service")
    RECORD = "record", _("record of decisions")

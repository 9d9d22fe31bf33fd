"""The values of reviews and the steps between states."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AssessmentState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("assessment", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("assessment", "Submitted")


class Recommendation(models.TextChoices):
    STRONG = "strong", _("Recommended strongly")
    YES = "yes", _("Recommended")
    DOUBTFUL = "doubtful", _("Recommended with reservations")
    NO = "no", _("Not recommended")


class ConflictVerdict(models.TextChoices):
    NONE = "none", _("No conflict of interest")
    CONFLICT = "conflict", pgettext_lazy("declaration", "Conflict of interest")


class WithdrawalState(models.TextChoices):
    """Of a reviewer's wish to have a mistaken conflict of interest lifted."""

    OPEN = "open", pgettext_lazy("withdrawal", "To be decided")
    LIFTED = "lifted", pgettext_lazy("withdrawal", "Lifted")
    REFUSED = "refused", pgettext_lazy("withdrawal", "Refused")


class RankingState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("ranking", "Draft")
    CONFIRMED = "confirmed", pgettext_lazy("ranking", "Confirmed")


class SlotState(models.TextChoices):
    OFFERED = "offered", pgettext_lazy("interview", "Offered")
    CANCELLED = "cancelled", pgettext_lazy("interview", "Cancelled")


class Sharing(models.TextChoices):
    """How applications are given to the panel."""

    ALL = "all", _("Everybody reads every application")
    BALANCED = "balanced", _("So many reviewers for each application, with equal loads")


class Shift(models.TextChoices):
    """A move on the ranking that needs no dragging."""

    UP = "up", _("Move up")
    DOWN = "down", _("Move down")
    TIE = "tie", _("Tie with above")
    SPLIT = "split", _("Split from the tie")
    ADD = "add", _("Rank at the end")
    REMOVE = "remove", _("Leave unranked")

"""The states of a matching round and of what belongs to it, as values."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MatchingRoundState(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("matching round", "In preparation")
    OPEN = "open", pgettext_lazy("matching round", "Lists are made")
    CERTIFIED = "certified", pgettext_lazy("matching round", "Lists are sealed")
    RUN = "run", pgettext_lazy("matching round", "Result is checked")
    PUBLISHED = "published", pgettext_lazy("matching round", "Published")
    CONCLUDED = "concluded", pgettext_lazy("matching round", "Concluded")
    CANCELLED = "cancelled", pgettext_lazy("matching round", "Called off")

    def can_become(self, target: Any) -> bool:
        return MatchingRoundState(target) in _STEPS[self]

    @property
    def is_out(self) -> bool:
        return self.value in OUT


_S = MatchingRoundState
_STEPS: dict[MatchingRoundState, frozenset[MatchingRoundState]] = {
    _S.PREPARING: frozenset({_S.OPEN, _S.CANCELLED}),
    _S.OPEN: frozenset({_S.CERTIFIED, _S.CANCELLED}),
    _S.CERTIFIED: frozenset({_S.RUN, _S.CANCELLED}),
    _S.RUN: frozenset({_S.CERTIFIED, _S.PUBLISHED, _S.CANCELLED}),
    _S.PUBLISHED: frozenset({_S.CONCLUDED}),
    _S.CONCLUDED: frozenset(),
    _S.CANCELLED: frozenset(),
}
OUT = ("published", "concluded")
UNDER_WAY = ("open", "certified", "run")
LIVE = ("preparing", *UNDER_WAY)


class RoundSide(models.TextChoices):
    """For whom the result is the best of all stable ones; the words of the engine."""

    APPLICANTS = "applicants", pgettext_lazy("matching side", "Applicants")
    PROGRAMMES = "programmes", pgettext_lazy("matching side", "Posts")


class RoundObjective(models.TextChoices):
    """What is wanted of a stable matching, and thereby what becomes of ties; the words of the engine."""

    STABLE = "stable", _("Stable; ties are broken by a lottery with a published seed")
    MAX_SIZE = "max-size", _("Stable with the most people placed; ties stay ties")


class LowerQuotaRule(models.TextChoices):
    """The words of the engine."""

    REPORT = "report", _("A shortfall is listed in the result")
    MUST = "must", _("Every lower quota must be filled")
    CLOSE = "close", _("A post takes at least its lower quota or nobody")


class CoupleRule(models.TextChoices):
    """The words of the engine."""

    CHOICE = "choice", _("A post judges a pair by everybody it would then hold")
    MM = "mm", _("At one post both of a pair must stand above those they replace")


class ListState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("rank-order list", "Draft")
    CERTIFIED = "certified", pgettext_lazy("rank-order list", "Certified")


class PairState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("pair", "Waits for the other person")
    AGREED = "agreed", pgettext_lazy("pair", "Agreed")


class RunState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("run", "Waits for a second person")
    RUNNING = "running", pgettext_lazy("run", "Running")
    CHECKED = "checked", pgettext_lazy("run", "Checked")
    FAILED = "failed", pgettext_lazy("run", "Without a result")
    OUTDATED = "outdated", pgettext_lazy("run", "Outdated")


class RunStatus(models.TextChoices):
    """What is proved of a result; the words of the engine."""

    STABLE = "stable", pgettext_lazy("matching", "Stable: nobody has a reason to leave it")
    NONE = "none", pgettext_lazy("matching", "Proved: no stable matching exists; this is the nearest found")
    OPEN = "open", pgettext_lazy("matching", "Not decided in the time; this is the nearest found")


class AnswerState(models.TextChoices):
    UNPLACED = "unplaced", pgettext_lazy("placement", "Without a place")
    WAITING = "waiting", pgettext_lazy("placement", "Waits for an answer")
    ACCEPTED = "accepted", pgettext_lazy("placement", "Accepted")
    DECLINED = "declined", pgettext_lazy("placement", "Declined")
    LAPSED = "lapsed", pgettext_lazy("placement", "Not answered in time")

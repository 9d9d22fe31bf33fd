from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.jobs.models import Job
from qiao.kit.records import Record
from qiao.rooms.letters.sealing.fields import SealedBytesField
from qiao.rooms.placement.enums import AnswerState, RunState, RunStatus
from qiao.rooms.placement.models.listing import RankOrderList
from qiao.rooms.placement.models.post import RoundOption, RoundPost
from qiao.rooms.placement.models.round import MatchingRound

HELD = (AnswerState.WAITING, AnswerState.ACCEPTED)


def _who(label: Any) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


def _are_two(one: str, other: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{one: None}) | Q(**{other: None}) | ~Q(**{one: F(other)}),
        name=name,
        violation_error_message=_("This needs two different people."),
    )


class MatchingRunQuerySet(models.QuerySet["MatchingRun"]):
    def real(self) -> "MatchingRunQuerySet":
        return self.filter(is_practice=False)

    def light(self) -> "MatchingRunQuerySet":
        """Without the documents, which may be large."""
        return self.defer("instance", "result")


class MatchingRun(Record):
    """One solution of a round, asked for by two people; a practice run is on drawn lists and needs one.

    Instance and result are documents of the engine's formats, packed and sealed. There is none that the check
    has not passed.
    """

    round = models.ForeignKey(
        MatchingRound, verbose_name=_("matching round"), on_delete=models.CASCADE, related_name="runs"
    )
    number = models.PositiveIntegerField(pgettext_lazy("run", "number"))
    is_practice = models.BooleanField(_("practice with drawn lists"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.PROPOSED)
    proposed_by = _who(_("proposed by"))
    confirmed_by = _who(_("confirmed by"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    digest = models.CharField(_("digest of what is matched"), max_length=64)
    seed = models.PositiveIntegerField(_("seed of the lottery"))
    time_limit = models.PositiveIntegerField(_("seconds allowed"), default=60)
    job = models.ForeignKey(
        Job,
        verbose_name=_("background job"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    problem: "models.JSONField[dict[str, str]]" = models.JSONField(
        _("why there is no result"), default=dict, blank=True
    )
    status = models.CharField(_("what is proved"), max_length=10, choices=RunStatus.choices, blank=True)
    solved_at = models.DateTimeField(_("solved at"), null=True, blank=True)
    # Of the applications that are over: when it has changed, somebody left and the run must be done again.
    left_digest = models.CharField(_("digest of who left"), max_length=64, blank=True)
    input_hash = models.CharField(_("digest of the instance"), max_length=80, blank=True)
    people = models.PositiveIntegerField(_("people"), default=0)
    placed = models.PositiveIntegerField(_("people placed"), default=0)
    bound = models.PositiveIntegerField(_("most that any stable matching places"), null=True, blank=True)
    summary: "models.JSONField[dict[str, Any]]" = models.JSONField(_("figures"), default=dict, blank=True)
    instance = SealedBytesField(_("instance"), null=True, blank=True, editable=False)
    result = SealedBytesField(_("result"), null=True, blank=True, editable=False)
    first_yes = _who(_("publication approved by"))
    second_yes = _who(_("publication also approved by"))

    objects = MatchingRunQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("matching", "run")
        verbose_name_plural = pgettext_lazy("matching", "runs")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="placement_run_number_once"),
            models.UniqueConstraint(
                fields=["round"],
                condition=Q(is_practice=False, state__in=("proposed", "running", "checked")),
                name="placement_one_run_stands",
            ),
            _are_two("proposed_by", "confirmed_by", "placement_run_by_two"),
            _are_two("first_yes", "second_yes", "placement_yes_of_two"),
            models.CheckConstraint(
                condition=Q(is_practice=True)
                | Q(state__in=("proposed", "outdated"))
                | Q(confirmed_at__isnull=False),
                name="placement_run_is_confirmed",
            ),
            models.CheckConstraint(
                condition=~Q(state="checked") | (Q(solved_at__isnull=False) & ~Q(status="")),
                name="placement_checked_says_what",
            ),
        ]

    def __str__(self) -> str:
        return str(_("Run %(number)s")) % {"number": self.number}

    @property
    def is_stable(self) -> bool:
        return self.status == RunStatus.STABLE

    @property
    def may_be_published(self) -> bool:
        return self.is_stable or (self.first_yes_id is not None and self.second_yes_id is not None)


class PlacementQuerySet(models.QuerySet["Placement"]):
    def placed(self) -> "PlacementQuerySet":
        return self.filter(option__isnull=False)

    def told(self) -> "PlacementQuerySet":
        """With what a line about a placement names."""
        return self.defer("reasons").select_related(
            "entry__profile", "post__intake__opportunity__host", "option__supervisor"
        )


class Placement(Record):
    """Where one person goes by a run, or that there is no place, with the reasons, sealed.

    Of a large round all rows are written at once, and each index more would take as long as all sealing:
    run and entry have theirs in the constraint and the index below, and no page asks for a post or a choice
    alone.
    """

    run = models.ForeignKey(
        MatchingRun,
        verbose_name=pgettext_lazy("matching", "run"),
        on_delete=models.CASCADE,
        related_name="placements",
        db_index=False,
    )
    entry = models.ForeignKey(
        RankOrderList,
        verbose_name=_("rank-order list"),
        on_delete=models.CASCADE,
        related_name="placements",
        db_index=False,
    )
    post = models.ForeignKey(
        RoundPost,
        verbose_name=_("post"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements",
        db_index=False,
    )
    option = models.ForeignKey(
        RoundOption,
        verbose_name=_("choice in a round"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements",
        db_index=False,
    )
    state = models.CharField(
        _("state"), max_length=10, choices=AnswerState.choices, default=AnswerState.UNPLACED
    )
    reasons = SealedBytesField(_("reasons"), default=b"[]", editable=False)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement in a round")
        verbose_name_plural = _("placements in rounds")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "run"], name="placement_once_a_run"),
            models.CheckConstraint(
                condition=Q(state="unplaced", post=None, option=None)
                | ~Q(state="unplaced") & Q(post__isnull=False, option__isnull=False),
                name="placement_placed_somewhere",
            ),
        ]
        indexes = [models.Index(fields=["run", "post", "state"], name="placement_of_post")]

    def __str__(self) -> str:
        return f"{self.entry.code} – {self.option or self.get_state_display()}"

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.enums import RankingState


class Ranking(Record):
    """The order of the applications to one intake. `version` grows with every change of it."""

    intake = models.OneToOneField(
        Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="ranking"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=RankingState.choices, default=RankingState.DRAFT
    )
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("ranking", "confirmed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    confirmed_at = models.DateTimeField(
        pgettext_lazy("ranking", "confirmed at"), null=True, blank=True, editable=False
    )

    class Meta:
        verbose_name = pgettext_lazy("applications", "ranking")
        verbose_name_plural = pgettext_lazy("applications", "rankings")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", confirmed_at=None)
                | Q(state="confirmed", confirmed_at__isnull=False),
                name="reviews_confirmed_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.intake}"

    @property
    def is_confirmed(self) -> bool:
        return self.state == RankingState.CONFIRMED


class RankEntry(Record):
    """The tier of one application, the best first. Applications of one tier are tied."""

    intake = models.ForeignKey(
        Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="rank_entries"
    )
    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="rank_entry"
    )
    tier = models.PositiveIntegerField(pgettext_lazy("ranking", "tier"))

    class Meta:
        verbose_name = _("entry of a ranking")
        verbose_name_plural = _("entries of a ranking")
        ordering = ["intake", "tier", "id"]
        constraints = [models.CheckConstraint(condition=Q(tier__gte=1), name="reviews_tier_from_one")]
        indexes = [models.Index(fields=["intake", "tier", "id"], name="reviews_rank_order")]

    def __str__(self) -> str:
        return f"{self.tier}"


class RankingStep(Record):
    """One version of a ranking: who made it, when (`created_at`), and the ids of the applications by tier."""

    ranking = models.ForeignKey(
        Ranking,
        verbose_name=pgettext_lazy("applications", "ranking"),
        on_delete=models.CASCADE,
        related_name="steps",
    )
    number = models.PositiveIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=10, choices=RankingState.choices)
    tiers: models.JSONField[list[list[str]]] = models.JSONField(
        pgettext_lazy("ranking", "tiers"), default=list, blank=True
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("step of a ranking")
        verbose_name_plural = _("steps of rankings")
        ordering = ["ranking", "number"]
        constraints = [models.UniqueConstraint(fields=["ranking", "number"], name="reviews_step_once")]

    def __str__(self) -> str:
        return f"{self.ranking}: {self.number}"

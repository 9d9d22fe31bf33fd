from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.jobs.models import Job
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.enums import PlanState


class VisitPlan(Record):
    """Groups formed by the engine. `frame` is the instance without its people, `tiers` the value and bound of
    each aim, `checked_at` when the engine's independent check passed: without it nothing is shown."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="visit_plans"
    )
    number = models.PositiveIntegerField(_("number"), editable=False)
    state = models.CharField(_("state"), max_length=10, choices=PlanState.choices, default=PlanState.DRAFT)
    base = models.ForeignKey(
        "self",
        verbose_name=_("changed from"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    job = models.ForeignKey(
        Job,
        verbose_name=_("background job"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    frame: "models.JSONField[dict[str, Any]]" = models.JSONField(
        _("instance without people"), default=dict, blank=True
    )
    tiers: "models.JSONField[list[dict[str, Any]]]" = models.JSONField(_("aims"), default=list, blank=True)
    is_proven = models.BooleanField(_("proved best"), default=False)
    moved = models.PositiveIntegerField(_("people who change"), null=True, blank=True)
    least_moved = models.PositiveIntegerField(_("fewest changes, proved"), null=True, blank=True)
    input_hash = models.CharField(_("digest of the instance"), max_length=64, blank=True)
    seconds = models.FloatField(_("seconds"), default=0)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("accepted at"), null=True, blank=True)
    released_in = models.PositiveIntegerField(_("number of the release"), null=True, blank=True)
    refusal_zh, refusal_en = bilingual(_("why there is no plan"), max_length=4000, multiline=True)
    refusal = Bilingual("refusal")

    class Meta:
        verbose_name = _("plan of visit groups")
        verbose_name_plural = _("plans of visit groups")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["exchange", "number"], name="visits_plan_number"),
            models.UniqueConstraint(
                fields=["exchange"], condition=Q(state=PlanState.DRAFT), name="visits_one_plan_forming"
            ),
            models.UniqueConstraint(
                fields=["exchange"], condition=Q(state=PlanState.ACCEPTED), name="visits_one_plan_accepted"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PlanState.DRAFT, PlanState.FAILED]) | Q(checked_at__isnull=False),
                name="visits_nothing_unchecked",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exchange}: {self.number}"

    @property
    def is_shown(self) -> bool:
        return self.checked_at is not None


class PlanGuest(Record):
    """What the engine knew of a person when the plan was formed, and why a wish was not granted."""

    plan = models.ForeignKey(
        VisitPlan, verbose_name=_("plan of visit groups"), on_delete=models.CASCADE, related_name="guests"
    )
    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="plan_guests",
    )
    facts: "models.JSONField[dict[str, Any]]" = models.JSONField(_("facts"), default=dict, blank=True)
    account: "models.JSONField[dict[str, Any]]" = models.JSONField(
        pgettext_lazy("visit guest", "account"), default=dict, blank=True
    )
    lacks = models.PositiveSmallIntegerField(_("visits lacking"), default=0)

    class Meta:
        verbose_name = _("visit guest of a plan")
        verbose_name_plural = _("visit guests of plans")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "member"], name="visits_guest_once")]

    def __str__(self) -> str:
        return f"{self.plan}: {self.member}"

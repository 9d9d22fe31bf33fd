from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.enums import DecisionKind, DecisionState
from qiao.rooms.exchanges.models.exchange import Exchange


class Decision(Record):
    """A step that one or two of the owners must agree to. Rooms above decide on subjects of their own."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="decisions"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=DecisionKind.choices)
    subject_type = models.CharField(_("kind of subject"), max_length=100)
    subject_id = models.UUIDField(pgettext_lazy("decision", "subject"))
    details: models.JSONField[dict[str, Any]] = models.JSONField(_("details"), default=dict, blank=True)
    consents_needed = models.PositiveSmallIntegerField(_("consents needed"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("proposed for"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=DecisionState.choices, default=DecisionState.PROPOSED
    )
    expires_at = models.DateTimeField(_("lapses"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("joint decision")
        verbose_name_plural = _("joint decisions")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "kind", "subject_id"],
                condition=Q(state=DecisionState.PROPOSED),
                name="exchanges_decision_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.PROPOSED, closed_at=None)
                | (~Q(state=DecisionState.PROPOSED) & Q(closed_at__isnull=False)),
                name="exchanges_decision_closed_says_when",
            ),
            models.CheckConstraint(
                condition=Q(consents_needed__range=(1, 2)), name="exchanges_decision_one_or_two"
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="exchanges_decision_due")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.exchange}"


class PartnerConsent(Record):
    """What one organisation said, by whom. It stays when the organisation leaves the exchange."""

    decision = models.ForeignKey(
        Decision, verbose_name=_("joint decision"), on_delete=models.CASCADE, related_name="consents"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    agrees = models.BooleanField(_("agrees"))
    note = BodyField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("consent of a partner")
        verbose_name_plural = _("consents of partners")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "organisation"], name="exchanges_consent_once"),
            # Two consents by one hand are one: a person may act for several organisations.
            models.UniqueConstraint(fields=["decision", "user"], name="exchanges_consent_by_two_people"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.decision}"

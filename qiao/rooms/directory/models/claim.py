from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, BodyField, LineField, bilingual
from qiao.kit.records import Record
from qiao.rooms.directory.enums import ClaimState
from qiao.rooms.directory.models.organisation import Organisation


class AffiliationClaim(Record):
    """ "I belong to this organisation": a request that its owners, managers or the operator answer."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="affiliation_claims",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="claims"
    )
    claimed_name = LineField(_("your full name"), max_length=200)
    position_zh, position_en = bilingual(_("position"), max_length=200)
    position = Bilingual("position")
    matched_domain = models.CharField(_("matching domain"), max_length=253, blank=True)
    note = BodyField(_("note"), max_length=1000, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=ClaimState.choices, default=ClaimState.OPEN)
    decided_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = BodyField(_("reason"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("claim of an affiliation")
        verbose_name_plural = _("claims of affiliations")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation"],
                condition=models.Q(state=ClaimState.OPEN),
                name="directory_claim_one_open",
                violation_error_message=_("You have already asked; the answer is still to come."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ClaimState.REFUSED) | ~models.Q(reason=""),
                name="directory_claim_refused_with_reason",
                violation_error_message=_("Say why, so that the person knows what to do."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimed_name} – {self.organisation}"

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.enums import WithdrawalState
from qiao.rooms.reviews.models.panel import ConflictDeclaration


class ConflictWithdrawal(Record):
    """A reviewer says that a conflict of interest was declared by mistake; another person decides."""

    declaration = models.ForeignKey(
        ConflictDeclaration,
        verbose_name=_("declaration of interest"),
        on_delete=models.CASCADE,
        related_name="withdrawals",
    )
    reason = BodyField(_("reason"), max_length=1000)
    state = models.CharField(
        _("state"), max_length=10, choices=WithdrawalState.choices, default=WithdrawalState.OPEN
    )
    answer = BodyField(pgettext_lazy("withdrawal", "answer"), max_length=1000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("withdrawal of a conflict of interest")
        verbose_name_plural = _("withdrawals of conflicts of interest")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["declaration"], condition=Q(state="open"), name="reviews_withdrawal_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | ~Q(state="open") & Q(decided_at__isnull=False),
                name="reviews_withdrawal_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(answer=""), name="reviews_refusal_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name}: {self.get_state_display()}"

    @property
    def is_open(self) -> bool:
        return self.state == WithdrawalState.OPEN

    @property
    def opportunity(self) -> Opportunity:
        return self.declaration.opportunity

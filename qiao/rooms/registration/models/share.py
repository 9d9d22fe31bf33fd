import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.registration.enums import TotalsKind


def new_token() -> str:
    return secrets.token_urlsafe(32)


class SharedTotals(Record):
    """A link under which a caterer, driver or hotel sees counts: who made it, when, who took it back."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="shared_totals"
    )
    kind = models.CharField(_("what is shown"), max_length=8, choices=TotalsKind.choices)
    recipient = LineField(pgettext_lazy("totals", "for whom"), max_length=120)
    token = models.CharField(_("token"), max_length=60, unique=True, default=new_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    revoked_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("taken back by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("shared totals")
        verbose_name_plural = _("shared totals")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recipient}"

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.accounts.models.user import User


class Operatorship(Record):
    """Somebody runs this server, from when to when, and who decided so."""

    user = models.ForeignKey(
        User, verbose_name=_("operator"), on_delete=models.CASCADE, related_name="operatorships"
    )
    granted_by = models.ForeignKey(
        User, verbose_name=_("granted by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    granted_at = models.DateTimeField(pgettext_lazy("operatorship", "granted"))
    ended_at = models.DateTimeField(pgettext_lazy("operatorship", "ended"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, verbose_name=_("ended by"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("operatorship")
        verbose_name_plural = _("operatorships")
        ordering = ["-granted_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(ended_at=None), name="accounts_one_open_operatorship"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("granted_at")),
                name="accounts_operatorship_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)

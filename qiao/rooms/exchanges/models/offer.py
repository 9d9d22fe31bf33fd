from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.exchanges.enums import OfferState
from qiao.rooms.exchanges.models.delegation import Delegation


class SeatOfferQuerySet(models.QuerySet["SeatOffer"]):
    def overdue(self, now: datetime) -> "SeatOfferQuerySet":
        return self.filter(state=OfferState.OPEN, expires_at__lte=now)


class SeatOffer(Record):
    """Seats held for a whole waiting delegation until a moment."""

    delegation = models.ForeignKey(
        Delegation, verbose_name=_("delegation"), on_delete=models.CASCADE, related_name="offers"
    )
    seats = models.PositiveSmallIntegerField(_("seats"))
    expires_at = models.DateTimeField(_("to be answered until"))
    state = models.CharField(_("state"), max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = SeatOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("offer of seats")
        verbose_name_plural = _("offers of seats")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(state=OfferState.OPEN),
                name="exchanges_offer_one_open",
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="exchanges_offer_of_a_seat"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN, answered_at=None)
                | (~Q(state=OfferState.OPEN) & Q(answered_at__isnull=False)),
                name="exchanges_offer_closed_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="exchanges_offer_due")]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.seats}"

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, bilingual
from qiao.kit.records import Record
from qiao.kit.text import validate_line
from qiao.rooms.directory.models import Organisation
from qiao.rooms.directory.validators import validate_mail_host
from qiao.rooms.exchanges.enums import OWNING, PartnerRole
from qiao.rooms.exchanges.models.exchange import Exchange


class PartnerQuerySet(models.QuerySet["Partner"]):
    def owning(self) -> "PartnerQuerySet":
        return self.filter(role__in=OWNING)


class Partner(Record):
    """An organisation at an exchange: its role, its place among the logos, its seats, its mails."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="partners"
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="partnerships"
    )
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole.choices)
    position = models.PositiveSmallIntegerField(_("place among the logos"))
    seat_quota = models.PositiveIntegerField(
        _("seat quota"), null=True, blank=True, help_text=_("Left empty: shares the common seats.")
    )
    seats_held = models.PositiveIntegerField(_("seats held"), default=0, editable=False)
    approves = models.BooleanField(_("approves the delegations that it invited"), default=False)
    sender_name_zh, sender_name_en = bilingual(_("sender of its mails"), max_length=100)
    sender_name = Bilingual("sender_name")
    reply_to = models.EmailField(
        _("answers go to"), max_length=254, blank=True, validators=[validate_line, validate_mail_host]
    )

    objects = PartnerQuerySet.as_manager()

    class Meta:
        verbose_name = _("partner of an exchange")
        verbose_name_plural = _("partners of exchanges")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "organisation"],
                name="exchanges_partner_once",
                violation_error_message=_("This organisation already takes part."),
            ),
            models.UniqueConstraint(fields=["exchange", "position"], name="exchanges_logo_order"),
            models.CheckConstraint(
                condition=Q(seat_quota=None) | Q(seats_held__lte=F("seat_quota")),
                name="exchanges_partner_within_quota",
                violation_error_message=_("More seats are held than that."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} – {self.exchange}"

    @property
    def is_owning(self) -> bool:
        return self.role in OWNING

    @property
    def has_own_seats(self) -> bool:
        return self.seat_quota is not None

    @property
    def may_give_seats(self) -> bool:
        """A supporter only stands by, unless it was given seats of its own."""
        return self.role != PartnerRole.SUPPORTER or self.has_own_seats

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import Bilingual, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.enums import PlaceKind


class Place(Record):
    """Where something of an exchange happens: a venue, or a room within one."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="places"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PlaceKind.choices, default=PlaceKind.ROOM)
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    within = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rooms",
    )
    host = models.ForeignKey(
        Organisation,
        verbose_name=_("host"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    address_zh, address_en = bilingual(_("address"), max_length=300)
    address = Bilingual("address")
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("place of an exchange")
        verbose_name_plural = _("places of an exchange")
        ordering = ["position", "id"]
        constraints = [
            in_one_language("name", of="programme_place"),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1),
                name="programme_place_holds_somebody",
                violation_error_message=_("A place holds one person at least. Leave it empty if unknown."),
            ),
            models.CheckConstraint(
                condition=Q(within=None) | ~Q(within=F("id")), name="programme_place_not_within_itself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class TransferTime(Record):
    """How long the way between two places takes, in either direction."""

    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="transfer_times"
    )
    one = models.ForeignKey(
        Place,
        verbose_name=pgettext_lazy("way", "from"),
        on_delete=models.CASCADE,
        related_name="transfers_out",
    )
    other = models.ForeignKey(
        Place, verbose_name=pgettext_lazy("way", "to"), on_delete=models.CASCADE, related_name="transfers_in"
    )
    minutes = models.PositiveSmallIntegerField(_("minutes"))

    class Meta:
        verbose_name = _("transfer time")
        verbose_name_plural = _("transfer times")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="programme_transfer_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="programme_transfer_either_way"),
        ]

    def __str__(self) -> str:
        return f"{self.one} – {self.other}"

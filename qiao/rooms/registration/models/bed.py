import datetime as dt

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import Bilingual, LineField, bilingual, in_one_language
from qiao.kit.records import Record
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.registration.enums import RoomKind
from qiao.rooms.registration.models.answer import Registration

MOST_NIGHTS = 60


class Hotel(Record):
    exchange = models.ForeignKey(
        Exchange, verbose_name=_("exchange"), on_delete=models.CASCADE, related_name="hotels"
    )
    name_zh, name_en = bilingual(_("name"), max_length=200)
    name = Bilingual("name")
    address_zh, address_en = bilingual(_("address"), max_length=300)
    address = Bilingual("address")

    class Meta:
        verbose_name = _("hotel")
        verbose_name_plural = _("hotels")
        ordering = ["id"]
        constraints = [in_one_language("name", of="registration_hotel")]

    def __str__(self) -> str:
        return str(self.name)


class HotelRooms(Record):
    """How many rooms of a kind a hotel keeps for the exchange."""

    hotel = models.ForeignKey(Hotel, verbose_name=_("hotel"), on_delete=models.CASCADE, related_name="rooms")
    kind = models.CharField(_("kind of room"), max_length=8, choices=RoomKind.choices)
    number = models.PositiveSmallIntegerField(_("how many"))

    class Meta:
        verbose_name = _("rooms of a hotel")
        verbose_name_plural = _("rooms of hotels")
        ordering = ["kind"]
        constraints = [models.UniqueConstraint(fields=["hotel", "kind"], name="registration_rooms_once")]

    def __str__(self) -> str:
        return f"{self.hotel}: {self.get_kind_display()}"


class Stay(Record):
    """The nights of one person. The hotel is assigned by the organisers."""

    registration = models.OneToOneField(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="stay"
    )
    first_night = models.DateField(_("first night"))
    nights = models.PositiveSmallIntegerField(
        _("nights"), validators=[MinValueValidator(1), MaxValueValidator(MOST_NIGHTS)]
    )
    room_kind = models.CharField(
        _("kind of room"), max_length=8, choices=RoomKind.choices, default=RoomKind.SINGLE
    )
    shares_with = models.ForeignKey(
        DelegationMember,
        verbose_name=_("shares the room with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hotel = models.ForeignKey(
        Hotel, verbose_name=_("hotel"), null=True, blank=True, on_delete=models.PROTECT, related_name="stays"
    )
    note = LineField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("stay at a hotel")
        verbose_name_plural = _("stays at hotels")
        ordering = ["first_night", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nights__range=(1, MOST_NIGHTS)),
                name="registration_stay_has_nights",
                violation_error_message=_("A stay has one night at least and sixty at most."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration}: {self.first_night}"

    @property
    def all_nights(self) -> list[dt.date]:
        return [self.first_night + dt.timedelta(days=number) for number in range(self.nights)]

    @property
    def departs_on(self) -> dt.date:
        return self.first_night + dt.timedelta(days=self.nights)

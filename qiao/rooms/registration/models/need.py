from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import LineField
from qiao.kit.records import Record
from qiao.rooms.directory.validators import validate_time_zone
from qiao.rooms.registration.enums import Direction, NeedKind, Transport
from qiao.rooms.registration.models.answer import Registration


class Need(Record):
    """One need of one person, from a list, with words where the list does not say enough."""

    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="needs"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=NeedKind.choices)
    code = models.CharField(_("need"), max_length=20)
    note = LineField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        ordering = ["kind", "id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "kind", "code"], name="registration_need_once")
        ]
        indexes = [models.Index(fields=["kind", "code"], name="registration_need_by_code")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.code}"


class TravelLeg(Record):
    """How somebody comes, or leaves. The zone is that of the clock by which the time was given."""

    registration = models.ForeignKey(
        Registration, verbose_name=_("registration"), on_delete=models.CASCADE, related_name="legs"
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction.choices)
    at = models.DateTimeField(_("when"))
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[validate_time_zone])
    transport = models.CharField(_("by"), max_length=8, choices=Transport.choices, default=Transport.FLIGHT)
    number = LineField(_("flight or train number"), max_length=20, blank=True)
    port = LineField(_("airport or station"), max_length=120, blank=True)
    wants_pickup = models.BooleanField(_("wishes to be taken there or fetched"), default=False)

    class Meta:
        verbose_name = _("arrival or departure")
        verbose_name_plural = _("arrivals and departures")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "direction"], name="registration_leg_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.number}"

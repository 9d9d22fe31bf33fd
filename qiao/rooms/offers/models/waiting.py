from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.records import Record
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake

MOST_HOURS = 2160  # ninety days


class WaitingPlaceQuerySet(models.QuerySet["WaitingPlace"]):
    def standing(self) -> "WaitingPlaceQuerySet":
        """In the order in which places come; without those whose application went another way."""
        return self.filter(application__state=ApplicationState.WAITING).order_by("position")


class WaitingPlace(Record):
    """An application's place on the waiting list of its intake. Positions may have gaps; the order counts."""

    intake = models.ForeignKey(
        Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="waiting_places"
    )
    application = models.OneToOneField(
        Application, verbose_name=_("application"), on_delete=models.CASCADE, related_name="waiting_place"
    )
    position = models.PositiveIntegerField(_("position"))

    objects = WaitingPlaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("place on the waiting list")
        verbose_name_plural = _("places on the waiting list")
        ordering = ["intake", "position"]
        constraints = [
            models.UniqueConstraint(fields=["intake", "position"], name="offers_waiting_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} – {self.intake}"


class WaitingListSettings(Record):
    """How the waiting list of an intake moves: by itself or by hand, and how long the next has to answer."""

    intake = models.OneToOneField(
        Intake, verbose_name=_("intake"), on_delete=models.CASCADE, related_name="waiting_list_settings"
    )
    hours = models.PositiveSmallIntegerField(
        _("hours to answer"),
        default=72,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_HOURS)],
    )
    is_automatic = models.BooleanField(pgettext_lazy("waiting list", "moves by itself"), default=True)

    class Meta:
        verbose_name = _("settings of a waiting list")
        verbose_name_plural = _("settings of waiting lists")
        constraints = [
            models.CheckConstraint(
                condition=Q(hours__gte=1, hours__lte=MOST_HOURS), name="offers_hours_to_answer"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} – {self.intake}"

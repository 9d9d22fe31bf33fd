from django.db import models
from django.utils.translation import gettext_lazy as _

from qiao.kit.records import Record
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.visits.enums import SeatOrigin
from qiao.rooms.visits.models.plan import VisitPlan
from qiao.rooms.visits.models.visit import VisitRun


class VisitSeat(Record):
    """A person in a group of a plan."""

    plan = models.ForeignKey(
        VisitPlan, verbose_name=_("plan of visit groups"), on_delete=models.CASCADE, related_name="seats"
    )
    run = models.ForeignKey(
        VisitRun, verbose_name=_("run of a visit"), on_delete=models.RESTRICT, related_name="seats"
    )
    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="visit_seats",
    )
    origin = models.CharField(
        _("how it came"), max_length=10, choices=SeatOrigin.choices, default=SeatOrigin.FORMED
    )

    class Meta:
        verbose_name = _("place in a visit group")
        verbose_name_plural = _("places in visit groups")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["plan", "run", "member"], name="visits_seat_once")]

    def __str__(self) -> str:
        return f"{self.member} – {self.run}"


class VisitWaiting(Record):
    """Who waits for a free place in a group of the accepted plan, the first to come first."""

    run = models.ForeignKey(
        VisitRun, verbose_name=_("run of a visit"), on_delete=models.CASCADE, related_name="waiting"
    )
    member = models.ForeignKey(
        DelegationMember,
        verbose_name=_("member of a delegation"),
        on_delete=models.CASCADE,
        related_name="visits_waited_for",
    )

    class Meta:
        verbose_name = _("entry of a waiting list")
        verbose_name_plural = _("waiting lists of visits")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["run", "member"],
                name="visits_waiting_once",
                violation_error_message=_("You are on this waiting list already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.run}"

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.meetings.enums import HappeningKind, HappeningState
from qiao.rooms.meetings.models.party import MeetingParty
from qiao.rooms.meetings.models.round import MeetingRound, Table, TimeSlot
from qiao.rooms.meetings.models.timetable import Timetable


class Happening(Record):
    """A live change: what happened, who said so and when, and the timetable that mends it."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="happenings"
    )
    kind = models.CharField(_("what happened"), max_length=12, choices=HappeningKind.choices)
    state = models.CharField(
        _("state"), max_length=10, choices=HappeningState.choices, default=HappeningState.PROPOSED
    )
    party = models.ForeignKey(
        MeetingParty, verbose_name=_("who"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    other = models.ForeignKey(
        MeetingParty,
        verbose_name=_("whom"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    slot = models.ForeignKey(
        TimeSlot, verbose_name=_("slot"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    table = models.ForeignKey(
        Table, verbose_name=_("table"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = BodyField(_("note"), max_length=500, blank=True)
    timetable = models.OneToOneField(
        Timetable,
        verbose_name=_("timetable that mends it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="happening",
    )
    front: "models.JSONField[list[dict[str, int]]]" = models.JSONField(
        _("moves against weight"), default=list, blank=True
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("said by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("live change")
        verbose_name_plural = _("live changes")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=HappeningState.PROPOSED, settled_at=None)
                | (~Q(state=HappeningState.PROPOSED) & Q(settled_at__isnull=False)),
                name="meetings_happening_settled_says_when",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def exchange_id(self) -> UUID:
        return self.round.exchange_id

from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.meetings.enums import HappeningKind, HappeningState
from qiao.rooms.meetings.models.party import MeetingParty
from qiao.rooms.meetings.models.round import MeetingRound, Table, TimeSlot
from qiao.rooms.meetings.models.timetable import Timetable

SAID = ("party", "other", "slot", "other_slot", "table")


class HappeningQuerySet(models.QuerySet["Happening"]):
    def told(self) -> "HappeningQuerySet":
        """With everything that a line about a change names."""
        parties = [
            f"{party}__{of}__organisation" for party in ("party", "other") for of in ("delegation", "partner")
        ]
        return self.select_related(*parties, "round__exchange", "slot", "other_slot", "table__place")

    def open(self) -> "HappeningQuerySet":
        return self.filter(state=HappeningState.PROPOSED)


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
        MeetingParty,
        verbose_name=pgettext_lazy("live change", "who"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
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
    other_slot = models.ForeignKey(
        TimeSlot,
        verbose_name=_("other slot"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    table = models.ForeignKey(
        Table,
        verbose_name=pgettext_lazy("round of meetings", "table"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
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
        verbose_name=pgettext_lazy("meeting", "said by"),
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

    objects = HappeningQuerySet.as_manager()

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

    def clean(self) -> None:
        """Says what it has to, and nothing else."""
        kind = HappeningKind(self.kind) if self.kind in HappeningKind.values else None
        if kind is None:
            return
        missing = [name for name in kind.needs if getattr(self, name) is None]
        if missing:
            raise ValidationError(dict.fromkeys(missing, _("Say this too for what happened.")))
        for name in SAID:
            if name not in kind.needs + kind.takes:
                setattr(self, name, None)

    @property
    def status(self) -> HappeningState:
        return HappeningState(self.state)

    @property
    def is_open(self) -> bool:
        return self.state == HappeningState.PROPOSED

    @property
    def exchange_id(self) -> UUID:
        return self.round.exchange_id

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.bilingual.fields import BodyField
from qiao.kit.records import Record
from qiao.rooms.meetings.models.party import MeetingParty
from qiao.rooms.meetings.models.round import MeetingRound, Table, TimeSlot

NAMESPACE = uuid.UUID("6f0f3f0e-8d1c-5c51-9a6e-0d6b6e1d2b11")


def pair_id(guest_id: Any, host_id: Any) -> uuid.UUID:
    """Names the meeting of the two for good, whenever and wherever it is held."""
    return uuid.uuid5(NAMESPACE, f"{guest_id} {host_id}")


def guest(related_name: str) -> "models.ForeignKey[MeetingParty, MeetingParty]":
    return models.ForeignKey(
        MeetingParty, verbose_name=_("delegation"), on_delete=models.PROTECT, related_name=related_name
    )


def host(related_name: str) -> "models.ForeignKey[MeetingParty, MeetingParty]":
    return models.ForeignKey(
        MeetingParty, verbose_name=_("host"), on_delete=models.PROTECT, related_name=related_name
    )


class FixedMeeting(Record):
    """The organiser's word that two meet in a slot, whatever the wishes say."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="fixed_meetings"
    )
    guest = guest("fixed_as_guest")
    host = host("fixed_as_host")
    slot = models.ForeignKey(TimeSlot, verbose_name=_("slot"), on_delete=models.PROTECT, related_name="fixed")
    table = models.ForeignKey(
        Table,
        verbose_name=pgettext_lazy("round of meetings", "table"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="fixed",
    )

    class Meta:
        verbose_name = _("fixed meeting")
        verbose_name_plural = _("fixed meetings")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guest", "host"],
                name="meetings_fixed_once",
                violation_error_message=_("The meeting of these two is fixed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.guest} – {self.host}: {self.slot}"


class ForbiddenPair(Record):
    """Two that do not meet in this round, for a reason that only the organiser reads."""

    round = models.ForeignKey(
        MeetingRound, verbose_name=_("round"), on_delete=models.CASCADE, related_name="forbidden_pairs"
    )
    guest = guest("forbidden_as_guest")
    host = host("forbidden_as_host")
    reason = BodyField(_("reason"), max_length=500, blank=True)
    forbidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("forbidden by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("forbidden pair")
        verbose_name_plural = _("forbidden pairs")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["guest", "host"],
                name="meetings_forbidden_once",
                violation_error_message=_("These two are kept apart already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.guest} – {self.host}"

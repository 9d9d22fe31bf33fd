"""Where the pages of this room are, in the language of the request."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from qiao.rooms.meetings.models import Happening, MeetingParty, MeetingRound, Timetable


def rounds_path(exchange: Any) -> str:
    return reverse("meetings:rounds", args=[exchange.pk])


def workbook_path(exchange: Any) -> str:
    return reverse("meetings:workbook", args=[exchange.pk])


def round_path(meeting_round: MeetingRound) -> str:
    return reverse("meetings:round", args=[meeting_round.pk])


def party_path(party: MeetingParty) -> str:
    return reverse("meetings:party", args=[party.pk])


def encounter_path(pk: UUID) -> str:
    return reverse("meetings:encounter", args=[pk])


def timetable_path(timetable: Timetable) -> str:
    return reverse("meetings:timetable", args=[timetable.pk])


def change_path(happening: Happening) -> str:
    return reverse("meetings:change", args=[happening.pk])

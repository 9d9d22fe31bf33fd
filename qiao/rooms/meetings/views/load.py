"""Rows that the reader may see, or 404; each knows its round and its exchange."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.meetings.load import party_for, round_for
from qiao.rooms.meetings.models import (
    FixedMeeting,
    ForbiddenPair,
    Happening,
    MeetingRound,
    MeetingWish,
    Table,
    TimeSlot,
    Timetable,
)

__all__ = [
    "fixed_for",
    "forbidden_for",
    "organised_round",
    "party_for",
    "round_for",
    "slot_for",
    "table_for",
    "timetable_for",
    "wish_for",
]


def organised_round(request: HttpRequest, pk: UUID, change: str = "meetings.change_round") -> MeetingRound:
    """A page that the operator may read as well, and only the owners write."""
    return round_for(request, pk, "meetings.view_plan" if request.method in ("GET", "HEAD") else change)


def wish_for(request: HttpRequest, pk: UUID) -> MeetingWish:
    """By the party that is wished for."""
    rows = MeetingWish.objects.select_related(
        "asker__delegation__organisation",
        "asker__partner__organisation",
        "wanted__round__exchange",
        "wanted__delegation__organisation",
        "wanted__partner__organisation",
    )
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "meetings.speak_for_party", found.wanted)
    return found


def slot_for(request: HttpRequest, pk: UUID) -> TimeSlot:
    found = get_object_or_404(TimeSlot.objects.select_related("round__exchange"), pk=pk)
    require(request.user, "meetings.change_round", found.round)
    return found


def table_for(request: HttpRequest, pk: UUID) -> Table:
    found = get_object_or_404(Table.objects.select_related("round__exchange", "place"), pk=pk)
    require(request.user, "meetings.change_round", found.round)
    return found


def fixed_for(request: HttpRequest, pk: UUID) -> FixedMeeting:
    found = get_object_or_404(FixedMeeting.objects.select_related("round__exchange"), pk=pk)
    require(request.user, "meetings.change_round", found.round)
    return found


def forbidden_for(request: HttpRequest, pk: UUID) -> ForbiddenPair:
    found = get_object_or_404(ForbiddenPair.objects.select_related("round__exchange"), pk=pk)
    require(request.user, "meetings.change_round", found.round)
    return found


def timetable_for(request: HttpRequest, pk: UUID, permission: str = "meetings.view_plan") -> Timetable:
    rows = Timetable.objects.light().select_related("round__exchange", "job__task")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found.round)
    return found


def change_for(request: HttpRequest, pk: UUID, permission: str = "meetings.plan_round") -> Happening:
    rows = Happening.objects.told().select_related("timetable", "said_by__person", "settled_by__person")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found.round)
    return found

"""Rows that the reader may see, or 404; each knows its round and its exchange."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import require
from qiao.rooms.meetings.models import (
    Encounter,
    FixedMeeting,
    ForbiddenPair,
    MeetingNote,
    MeetingParty,
    MeetingRound,
    MeetingWish,
    NextStep,
    Table,
    TimeSlot,
    Timetable,
)
from qiao.rooms.meetings.models.pair import pair_id


def round_for(request: HttpRequest, pk: UUID, permission: str = "meetings.change_round") -> MeetingRound:
    found = get_object_or_404(MeetingRound.objects.select_related("exchange"), pk=pk)
    require(request.user, permission, found)
    return found


def organised_round(request: HttpRequest, pk: UUID, change: str = "meetings.change_round") -> MeetingRound:
    """A page that the operator may read as well, and only the owners write."""
    return round_for(request, pk, "meetings.view_plan" if request.method in ("GET", "HEAD") else change)


def party_for(request: HttpRequest, pk: UUID, permission: str = "meetings.view_party") -> MeetingParty:
    rows = MeetingParty.objects.named().select_related("round__exchange")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found)
    return found


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


def encounter_for(request: HttpRequest, pk: UUID, permission: str = "meetings.view_meeting") -> Encounter:
    rows = Encounter.objects.named().select_related("guest__round__exchange", "marked_by")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found)
    return found


def note_for(request: HttpRequest, pk: UUID) -> MeetingNote:
    """By its own side."""
    rows = MeetingNote.objects.select_related("author", "party__delegation", "party__partner", "party__round")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "meetings.change_note", found)
    return found


def step_for(request: HttpRequest, pk: UUID) -> tuple[Encounter, NextStep]:
    """By either side."""
    found = get_object_or_404(NextStep, pk=pk)
    return encounter_for(request, pair_id(found.guest_id, found.host_id), "meetings.agree_step"), found

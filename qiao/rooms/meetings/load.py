"""Rows that the reader may see on pages and in the API, or 404; each knows its round and its exchange."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty, MeetingRound, NextStep
from qiao.rooms.meetings.models.pair import pair_id


def round_for(request: HttpRequest, pk: UUID, permission: str = "meetings.change_round") -> MeetingRound:
    return found_for(request.user, MeetingRound.objects.select_related("exchange"), pk, permission)


def party_for(request: HttpRequest, pk: UUID, permission: str = "meetings.view_party") -> MeetingParty:
    rows = MeetingParty.objects.named().select_related("round__exchange")
    return found_for(request.user, rows, pk, permission)


def encounter_for(request: HttpRequest, pk: UUID, permission: str = "meetings.view_meeting") -> Encounter:
    rows = Encounter.objects.named().select_related("guest__round__exchange", "marked_by")
    return found_for(request.user, rows, pk, permission)


def note_for(request: HttpRequest, pk: UUID) -> MeetingNote:
    """By its own side."""
    rows = MeetingNote.objects.select_related("author", "party__delegation", "party__partner", "party__round")
    return found_for(request.user, rows, pk, "meetings.change_note")


def step_for(request: HttpRequest, pk: UUID) -> tuple[Encounter, NextStep]:
    """By either side."""
    found = get_object_or_404(NextStep, pk=pk)
    return encounter_for(request, pair_id(found.guest_id, found.host_id), "meetings.agree_step"), found

"""How the activity log calls our records, and where they are."""

from collections.abc import Sequence
from uuid import UUID

from qiao.rooms.meetings.addresses import encounter_path, party_path, round_path, timetable_path
from qiao.rooms.meetings.models import Encounter, MeetingParty, MeetingRound, Timetable

Titles = dict[UUID, tuple[str, str]]


def rounds(ids: Sequence[UUID]) -> Titles:
    return {row.pk: (str(row), round_path(row)) for row in MeetingRound.objects.filter(pk__in=ids)}


def parties(ids: Sequence[UUID]) -> Titles:
    return {row.pk: (str(row), party_path(row)) for row in MeetingParty.objects.filter(pk__in=ids).named()}


def encounters(ids: Sequence[UUID]) -> Titles:
    return {
        row.pk: (str(row), encounter_path(row.pk)) for row in Encounter.objects.filter(pk__in=ids).named()
    }


def timetables(ids: Sequence[UUID]) -> Titles:
    rows = Timetable.objects.light().filter(pk__in=ids).select_related("round")
    return {row.pk: (f"{row.round}: {row}", timetable_path(row)) for row in rows}

"""How the activity log calls our records; without an address until they have pages."""

from collections.abc import Sequence
from uuid import UUID

from qiao.rooms.meetings.models import MeetingParty, MeetingRound, Timetable

Titles = dict[UUID, tuple[str, str]]


def rounds(ids: Sequence[UUID]) -> Titles:
    return {row.pk: (str(row), "") for row in MeetingRound.objects.filter(pk__in=ids)}


def parties(ids: Sequence[UUID]) -> Titles:
    return {row.pk: (str(row), "") for row in MeetingParty.objects.filter(pk__in=ids).named()}


def timetables(ids: Sequence[UUID]) -> Titles:
    rows = Timetable.objects.light().filter(pk__in=ids).select_related("round")
    return {row.pk: (f"{row.round}: {row}", "") for row in rows}

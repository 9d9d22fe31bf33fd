"""A party's meetings as a calendar. An event is known by the exchange and by who meets."""

import uuid

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import CalendarEvent, calendar_bytes
from qiao.rooms.meetings.itinerary.words import other_name, tell_event, tell_name, tell_seat, tell_themes
from qiao.rooms.meetings.planning.plan import Plan
from qiao.rooms.meetings.planning.seating import Meeting
from qiao.rooms.meetings.workbook.event import Event, Party

NAMESPACE = uuid.UUID("6f0f3f0e-8d1c-5c51-9a6e-0d6b6e1d2b11")
DOMAIN = "plan.qiao"


def uid_of(event: Event, meeting: Meeting) -> str:
    """The same in every run and both languages: a calendar that takes the file again moves the event."""
    exchange = event.name.both or (event.slots[0].day.isoformat() if event.slots else "")
    said = "\n".join((exchange, meeting.pair.delegation.name.both, meeting.pair.host.name.both))
    return f"{uuid.uuid5(NAMESPACE, said)}@{DOMAIN}"


def itinerary_ics(plan: Plan, party: Party, language: str) -> bytes:
    with translation.override(language):
        events = [_event(plan, party, meeting) for meeting in plan.meetings_of(party)]
        return calendar_bytes(events, name=f"{tell_event(plan.event)} – {tell_name(party.name)}")


def _event(plan: Plan, party: Party, meeting: Meeting) -> CalendarEvent:
    other = meeting.pair.other(party)
    return CalendarEvent(
        uid=uid_of(plan.event, meeting),
        title=_("Meeting: %(name)s") % {"name": tell_name(other.name)},
        starts_at=meeting.slot.starts_at,
        ends_at=meeting.slot.ends_at,
        time_zone=plan.event.time_zone.key,
        description=_description(plan, party, meeting),
        location=tell_seat(meeting.seat),
        changed_at=timezone.now(),
    )


def _description(plan: Plan, party: Party, meeting: Meeting) -> str:
    other = meeting.pair.other(party)
    lines = [
        tell_name(other.name),
        other_name(other.name),
        tell_themes(meeting.pair.themes),
        tell_event(plan.event),
    ]
    return "\n".join(line for line in lines if line)

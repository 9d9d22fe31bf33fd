"""iCalendar (RFC 5545) files and invitations (RFC 5546)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from icalendar import Calendar, Event, Timezone, vCalAddress

from qiao.kit.documents.plain import line, lines, mail_address, web_address

PRODUCT = "-//Qiao//Exchange//EN"
CONTENT_TYPE = "text/calendar"


class Method(StrEnum):
    PUBLISH = "PUBLISH"  # for information
    REQUEST = "REQUEST"  # an invitation or its change: same uid, higher sequence
    CANCEL = "CANCEL"


@dataclass(frozen=True, kw_only=True)
class Participant:
    email: str
    name: str = ""
    is_required: bool = True
    answer_wanted: bool = True


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """Times are aware; they are written in `time_zone`, so that clocks which change keep the hour of the day.

    `sequence` grows with every change that the invited must hear of. What is cancelled may stand beside other
    events in a calendar that is published.
    """

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    sequence: int = 0
    description: str = ""
    location: str = ""
    url: str = ""
    organiser: Participant | None = None
    participants: Sequence[Participant] = ()
    changed_at: datetime | None = None
    is_cancelled: bool = False

    def __post_init__(self) -> None:
        if timezone.is_naive(self.starts_at) or timezone.is_naive(self.ends_at):
            raise ValueError(f"the times of event {self.uid!r} need a time zone")
        if self.ends_at < self.starts_at:
            raise ValueError(f"event {self.uid!r} ends before it starts")


def event_uid(kind: str, record_id: uuid.UUID) -> str:
    """The uid of a record's event: the same in every mail and file, for ever."""
    host = settings.BASE_URL.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    if not host:
        raise ImproperlyConfigured("QIAO_BASE_URL names no host")
    return f"{kind}-{record_id}@{host}"


def calendar_bytes(
    events: Sequence[CalendarEvent], method: Method = Method.PUBLISH, *, name: str = ""
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", line(name))
        calendar.add("name", line(name))
    for zone in dict.fromkeys(event.time_zone for event in events):
        if zone != "UTC":
            calendar.add_component(_rules_of(zone, _first_day(events), _last_day(events)))
    for event in events:
        calendar.add_component(_component(event, method))
    return bytes(calendar.to_ical())


@lru_cache(maxsize=64)
def _rules_of(zone: str, first: date, last: date) -> Timezone:
    """Looked up hour by hour: many calendars of one event share it."""
    return Timezone.from_tzid(zone, first_date=first, last_date=last)


def _component(event: CalendarEvent, method: Method) -> Event:
    zone = ZoneInfo(event.time_zone)
    component = Event()
    component.add("uid", line(event.uid))
    component.add("sequence", event.sequence)
    component.add("dtstamp", (event.changed_at or timezone.now()).astimezone(UTC))
    component.add("dtstart", event.starts_at.astimezone(zone))
    component.add("dtend", event.ends_at.astimezone(zone))
    is_cancelled = event.is_cancelled or method is Method.CANCEL
    component.add("status", "CANCELLED" if is_cancelled else "CONFIRMED")
    component.add("summary", line(event.title))
    _add_texts(component, event)
    _add_people(component, event, method)
    return component


def _add_texts(component: Event, event: CalendarEvent) -> None:
    if event.description:
        component.add("description", lines(event.description))
    if event.location:
        component.add("location", line(event.location))
    if event.url:
        component.add("url", web_address(event.url))


def _add_people(component: Event, event: CalendarEvent, method: Method) -> None:
    if method is not Method.PUBLISH and event.organiser is None:
        raise ValueError(f"a {method} of event {event.uid!r} needs an organiser")
    if event.organiser:
        component.add("organizer", _address(event.organiser))
    for participant in event.participants if method is not Method.PUBLISH else ():
        address = _address(participant)
        address.params["ROLE"] = "REQ-PARTICIPANT" if participant.is_required else "OPT-PARTICIPANT"
        address.params["PARTSTAT"] = "NEEDS-ACTION"
        address.params["RSVP"] = "TRUE" if participant.answer_wanted else "FALSE"
        component.add("attendee", address)


def _address(participant: Participant) -> vCalAddress:
    address = vCalAddress(f"mailto:{mail_address(participant.email)}")
    if participant.name:
        address.params["CN"] = line(participant.name)
    return address


def _first_day(events: Sequence[CalendarEvent]) -> date:
    return date(min(event.starts_at for event in events).year - 1, 1, 1)


def _last_day(events: Sequence[CalendarEvent]) -> date:
    return date(max(event.ends_at for event in events).year + 2, 1, 1)

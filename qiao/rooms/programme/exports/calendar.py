"""The current release for calendars: all of it, one place or one track. Moments are in UTC, so that no zone
has to be described; the lines are written here, for a library takes two milliseconds for each event."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import PRODUCT, event_uid
from qiao.kit.documents.plain import line, lines, web_address
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.exports.frab import guid_of
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.sessions import id_of, named_languages, one_of
from qiao.rooms.programme.public.structured import session_url

OCTETS = 73  # of a line before the break, of which a continued line has one more (RFC 5545, section 3.1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def programme_calendar(programme: Programme, entries: Iterable[AgendaEntry]) -> bytes:
    return b"".join(piece for text in _lines(programme, entries) for piece in _folded(text.encode()))


def _lines(programme: Programme, entries: Iterable[AgendaEntry]) -> Iterator[str]:
    name = _text(line(programme.exchange.name.text))
    yield from ("BEGIN:VCALENDAR", f"PRODID:{PRODUCT}", "VERSION:2.0", "METHOD:PUBLISH")
    yield from (f"X-WR-CALNAME:{name}", f"NAME:{name}")
    for entry in entries:
        yield from _event(programme, entry)
    yield "END:VCALENDAR"


def _event(programme: Programme, entry: AgendaEntry) -> Iterator[str]:
    release = programme.release
    kind, key = entry.key.partition(":")[0], uuid.UUID(guid_of(entry.key))
    yield "BEGIN:VEVENT"
    yield f"UID:{event_uid(kind, key)}"
    yield f"SEQUENCE:{release.number if release else 0}"
    yield f"DTSTAMP:{_moment(release.released_at if release else entry.starts_at)}"
    yield f"DTSTART:{_moment(entry.starts_at)}"
    yield f"DTEND:{_moment(entry.ends_at)}"
    yield "STATUS:CONFIRMED"
    yield f"SUMMARY:{_text(line(one_of(entry.title)))}"
    if description := _description(entry):
        yield f"DESCRIPTION:{_text(lines(description))}"
    if place := one_of(entry.place):
        yield f"LOCATION:{_text(line(place))}"
    yield f"URL:{web_address(session_url(programme.exchange, id_of(entry)))}"
    yield "END:VEVENT"


def _description(entry: AgendaEntry) -> str:
    details = entry.details
    spoken = named_languages(tuple(details.get("languages") or ()))
    told = [one_of(details.get("summary")), one_of(details.get("track"))]
    told += [_("Language: %(languages)s") % {"languages": spoken}] if spoken else []
    return "\n".join(each for each in told if each)


def _moment(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(text: bytes) -> Iterator[bytes]:
    """Never inside a character, which in Chinese takes three octets."""
    begin, mark = 0, b""
    while len(text) - begin > OCTETS:
        end = begin + OCTETS
        while text[end] & 0xC0 == 0x80:
            end -= 1
        yield mark + text[begin:end] + b"\r\n"
        begin, mark = end, b" "
    yield mark + text[begin:] + b"\r\n"

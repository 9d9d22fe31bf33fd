"""The current release for calendars: all of it, one place or one track."""

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import CalendarEvent, calendar_bytes, event_uid
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.exports.frab import guid_of
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.sessions import id_of, named_languages, one_of
from qiao.rooms.programme.public.structured import session_url


def programme_calendar(programme: Programme, entries: Iterable[AgendaEntry]) -> bytes:
    events = [_event(programme, entry) for entry in entries]
    return calendar_bytes(events, name=programme.exchange.name.text)


def _event(programme: Programme, entry: AgendaEntry) -> CalendarEvent:
    release = programme.release
    return CalendarEvent(
        uid=event_uid(entry.key.partition(":")[0], uuid.UUID(guid_of(entry.key))),
        title=one_of(entry.title),
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        time_zone=programme.exchange.time_zone,
        sequence=release.number if release else 0,
        changed_at=release.released_at if release else None,
        description=_description(entry),
        location=one_of(entry.place),
        url=session_url(programme.exchange, id_of(entry)),
    )


def _description(entry: AgendaEntry) -> str:
    details = entry.details
    spoken = named_languages(tuple(details.get("languages") or ()))
    lines = [one_of(details.get("summary")), one_of(details.get("track"))]
    lines += [_("Language: %(languages)s") % {"languages": spoken}] if spoken else []
    return "\n".join(line for line in lines if line)

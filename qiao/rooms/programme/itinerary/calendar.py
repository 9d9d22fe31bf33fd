"""Entries of a release as events of a calendar. An entry's key is its UID for good, so that a calendar that
reads it again moves the event; the number of the release says which word is the last."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import gettext as _

from qiao.kit.documents.calendar import CalendarEvent, calendar_bytes
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.itinerary.subjects import Subject
from qiao.rooms.programme.models import Release
from qiao.rooms.programme.releases.words import tell


def uid_of(key: str) -> str:
    """`programme.item:<id>` as a UID below the name of the server."""
    host = settings.BASE_URL.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
    return f"{key.replace(':', '-')}@{host}"


def calendar_of(
    release: Release,
    exchange: Exchange,
    entries: Iterable[AgendaEntry],
    *,
    gone: Iterable[AgendaEntry] = (),
    name: str = "",
    url: str = "",
) -> bytes:
    """In the active language. What is gone is told as cancelled."""
    events = [_event(entry, release, exchange, url, is_cancelled=False) for entry in entries]
    events += [_event(entry, release, exchange, url, is_cancelled=True) for entry in gone]
    return calendar_bytes(events, name=name or str(exchange.name))


def itinerary_calendar(subject: Subject) -> bytes:
    """What has just gone stays for one release as cancelled."""
    release = subject.release or Release(number=0)
    gone = [change.before for change in subject.itinerary.changes if change.before and change.is_gone]
    return calendar_of(release, subject.exchange, subject.itinerary.entries, gone=gone, name=subject.title)


def _event(
    entry: AgendaEntry, release: Release, exchange: Exchange, url: str, *, is_cancelled: bool
) -> CalendarEvent:
    return CalendarEvent(
        uid=uid_of(entry.key),
        title=tell(entry.title),
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        time_zone=exchange.time_zone,
        sequence=release.number,
        description=_description(entry, release, exchange),
        location=tell(entry.place),
        url=url,
        changed_at=release.released_at,
        is_cancelled=is_cancelled,
    )


def _description(entry: AgendaEntry, release: Release, exchange: Exchange) -> str:
    told = _("%(exchange)s, release %(number)s of the programme")
    source = told % {"exchange": exchange.name, "number": release.number}
    return "\n".join([*(tell(note) for note in entry.notes), source])

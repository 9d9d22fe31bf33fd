"""The released programme as the public page shows it, in one language and zone."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from qiao.kit.bilingual.localized import Localized, localized
from qiao.rooms.programme.agenda import AgendaEntry, Both
from qiao.rooms.programme.enums import Language
from qiao.rooms.programme.models import Release

LANGUAGES = dict(Language.choices)


@dataclass(frozen=True, slots=True)
class Session:
    """`id` is the part of its address, `spoken` the names of its languages, `line` what a list says of it."""

    id: str
    entry: AgendaEntry
    title: Localized
    place: str
    track: str
    spoken: str
    interpreted: str
    line: str

    @property
    def details(self) -> Mapping[str, Any]:
        return self.entry.details

    @property
    def lang(self) -> str:
        """Of a title that stands in for the page's language."""
        return self.title.lang if self.title.is_fallback else ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Sessions that begin and end together; `reader` is the same time where the reader is."""

    utc: str
    begins: str
    ends: str
    reader: str
    sessions: list[Session]


@dataclass(frozen=True, slots=True)
class Day:
    id: str
    name: str
    slots: list[Slot] = field(default_factory=list)


def public_entries(release: Release | None) -> list[AgendaEntry]:
    return [entry for entry in release.agenda if entry.is_public] if release else []


def id_of(entry: AgendaEntry) -> str:
    return entry.key.rpartition(":")[2]


def session_of(entry: AgendaEntry) -> Session:
    details = entry.details
    place, track = one_of(entry.place), one_of(details.get("track"))
    spoken = named_languages(tuple(details.get("languages") or ()))
    parts = (place, track, spoken)
    return Session(
        id=id_of(entry),
        entry=entry,
        title=localized(entry.title.zh, entry.title.en),
        place=place,
        track=track,
        spoken=spoken,
        interpreted=named_languages(tuple(details.get("interpretation") or ())),
        line=" · ".join(filter(None, parts)),
    )


def one_of(both: Both | Mapping[str, str] | None) -> str:
    """In the language of the page, or else in the other."""
    if both is None:
        return ""
    if isinstance(both, Both):
        return localized(both.zh, both.en).text
    return localized(both.get("zh", ""), both.get("en", "")).text


def named_languages(codes: tuple[str, ...]) -> str:
    return " / ".join(str(LANGUAGES.get(code, code)) for code in codes)


def by_day(entries: Iterable[AgendaEntry], zone: ZoneInfo, reader: ZoneInfo | None = None) -> list[Day]:
    """In the order of time, which is the order of the entries."""
    days: list[Day] = []
    for (starts_at, ends_at), together in groupby(
        entries, key=lambda entry: (entry.starts_at, entry.ends_at)
    ):
        begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
        if not days or days[-1].id != f"{begins:%Y-%m-%d}":
            days.append(Day(f"{begins:%Y-%m-%d}", _named(begins.date())))
        slot = Slot(
            utc=f"{starts_at:%Y-%m-%dT%H:%MZ}",
            begins=f"{begins:%H:%M}",
            ends=f"{ends:%H:%M}",
            reader=elsewhere(starts_at, ends_at, begins.date(), reader),
            sessions=[session_of(entry) for entry in together],
        )
        days[-1].slots.append(slot)
    return days


def elsewhere(starts_at: dt.datetime, ends_at: dt.datetime, day: dt.date, reader: ZoneInfo | None) -> str:
    """The reader's own time, with the day where it is another one."""
    if reader is None:
        return ""
    begins, ends = starts_at.astimezone(reader), ends_at.astimezone(reader)
    other_day = "" if begins.date() == day else f"{date_format(begins.date(), 'SHORT_DATE_FORMAT')} "
    return f"{other_day}{begins:%H:%M}–{ends:%H:%M}"


def _named(day: dt.date) -> str:
    return f"{date_format(day, 'DATE_FORMAT')} {date_format(day, 'l')}"

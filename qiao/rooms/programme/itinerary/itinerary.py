"""One party's days from the current release, with what changed since the one before. Nothing here asks a
database."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID
from zoneinfo import ZoneInfo

from qiao.rooms.programme.agenda import AgendaEntry, path_of
from qiao.rooms.programme.releases.difference import Agenda, Change, Party, changes_of, day_of, shown
from qiao.rooms.programme.releases.words import (
    tell,
    tell_change,
    tell_hours,
    tell_weekday,
    tell_when,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a day in words; `own_hours` by the reader's clock where it shows another hour, `path` where
    more is told about it."""

    entry: AgendaEntry
    hours: str
    own_hours: str
    title: str
    place: str
    notes: tuple[str, ...]
    who: str
    is_new: bool
    change: str
    path: str


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Itinerary:
    """`entries` are those that are shown. `has_moved` says that anything differs from the release before."""

    party: Party
    entries: tuple[AgendaEntry, ...]
    changes: tuple[Change, ...]
    is_known: bool

    def days(
        self, zone: ZoneInfo, own_zone: ZoneInfo | None = None, names: Mapping[UUID, str] | None = None
    ) -> list[Day]:
        """In the active language. `names` are those of single members, for a delegation's itinerary."""
        changes = {change.entry.key: change for change in self.changes}
        rows = [_row(e, changes.get(e.key), zone, own_zone or zone, names or {}) for e in self.entries]
        by_day = groupby(rows, lambda row: row.entry.starts_at.astimezone(zone).date())
        return [Day(day, tell_weekday(day), tuple(of_day)) for day, of_day in by_day]

    def news(self, zone: ZoneInfo) -> list[str]:
        return [tell_change(change, zone) for change in self.changes]


def itinerary_of(party: Party, current: Agenda, previous: Agenda | None) -> Itinerary:
    """Of the first release nothing is marked as new: all of it is."""
    entries = sorted(shown(day_of(party, current)), key=lambda entry: (entry.starts_at, entry.ends_at))
    changes = changes_of(party, previous, current) if previous else []
    return Itinerary(party, tuple(entries), tuple(changes), current.people.has(party.id))


def _row(
    entry: AgendaEntry,
    change: Change | None,
    zone: ZoneInfo,
    own_zone: ZoneInfo,
    names: Mapping[UUID, str],
) -> Row:
    is_same_clock = _clock(entry, zone) == _clock(entry, own_zone)
    return Row(
        entry=entry,
        hours=tell_hours(entry, zone),
        own_hours="" if is_same_clock else tell_when(entry, own_zone),
        title=tell(entry.title),
        place=tell(entry.place),
        notes=tuple(text for note in entry.notes if (text := tell(note))),
        who=_who(entry, names),
        is_new=bool(change and change.is_new),
        change=tell_change(change, zone) if change and not change.is_new else "",
        path=path_of(entry),
    )


def _clock(entry: AgendaEntry, zone: ZoneInfo) -> tuple[dt.timedelta | None, dt.timedelta | None]:
    return entry.starts_at.astimezone(zone).utcoffset(), entry.ends_at.astimezone(zone).utcoffset()


def _who(entry: AgendaEntry, names: Mapping[UUID, str]) -> str:
    """Who of the delegation, where the entry names only some."""
    named: Iterable[UUID] = sorted(entry.members & names.keys(), key=lambda key: names[key])
    return " · ".join(names[key] for key in named)

"""What happens to whom at an exchange, told by every room in one shape.

Rooms that put something into people's days (sessions here, visits and meetings above) register a source in
`apps.ready()`. A release freezes what all sources give at that moment; itineraries, calendars, the public
page and the mails about changes are made from releases alone.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from qiao.kit.registry import Registry
from qiao.rooms.exchanges.models import Exchange


@dataclass(frozen=True, slots=True)
class Both:
    """A text in both languages; one of the two may be empty."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One thing that happens, and to whom.

    `key` names it for good (`programme.item:<id>`): it is the calendar's UID, and by it two releases are
    compared. It is for everyone, for whole delegations, for single members of delegations (their ids), and
    for partners of the exchange (hosts; their ids). A frame (a block of meetings or visits) is on the
    programme, but being in it is not being in two places. Times are aware, in UTC. `details` holds what JSON
    can. A release keeps entries for good: a person is named only in `details`, in an object that has the
    `person_id` of the directory beside the `name`; an erasure empties it.
    """

    key: str
    kind: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    title: Both
    place: Both = Both()
    place_id: UUID | None = None
    notes: tuple[Both, ...] = ()
    for_everyone: bool = False
    delegations: frozenset[UUID] = frozenset()
    members: frozenset[UUID] = frozenset()
    partners: frozenset[UUID] = frozenset()
    is_frame: bool = False
    is_public: bool = False
    capacity: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """`entries` reads what stands now. `may_release` raises a QiaoError where a release must not happen yet
    (a plan that is being solved). `released` is told, in the transaction, that it went out. `path` is where
    those who have a part in an entry find more about it."""

    entries: Callable[[Exchange], Iterable[AgendaEntry]]
    may_release: Callable[[Exchange], None] | None = None
    released: Callable[[Exchange, int], None] | None = None
    path: Callable[[AgendaEntry], str] | None = None


agenda_sources: Registry[Source] = Registry("source of the agenda")


def path_of(entry: AgendaEntry) -> str:
    """By the source that the first word of the key names; empty where it has no page."""
    name = entry.key.partition(".")[0]
    path = agenda_sources.get(name).path if name in agenda_sources else None
    return path(entry) if path else ""


def agenda(exchange: Exchange) -> list[AgendaEntry]:
    """Everything that stands now, in the order of time; a key is given once."""
    entries = [entry for source in agenda_sources for entry in source.entries(exchange)]
    return sorted(entries, key=lambda entry: (entry.starts_at, entry.ends_at, entry.key))

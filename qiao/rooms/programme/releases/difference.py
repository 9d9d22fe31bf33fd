"""What differs between two agendas, and whose own day it changes. Nothing here asks a database.

A day is when, where and what: a person's day changes when something enters or leaves it, moves, goes to
another place or is called otherwise. Who else takes part, and notes, are part of the difference of two
releases, not of anybody's day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from qiao.rooms.programme.agenda import AgendaEntry, Both
from qiao.rooms.programme.releases.frozen import People


class Facet(StrEnum):
    TIME = "time"
    PLACE = "place"
    TITLE = "title"
    PEOPLE = "people"
    NOTES = "notes"


OF_A_DAY = frozenset({Facet.TIME, Facet.PLACE, Facet.TITLE})


class PartyKind(StrEnum):
    MEMBER = "member"
    DELEGATION = "delegation"
    PARTNER = "partner"


class Party(NamedTuple):
    """Whose day: a member of a delegation, a delegation as a whole, a host or partner."""

    kind: PartyKind
    id: UUID


@dataclass(frozen=True, slots=True)
class Agenda:
    """What happens, and who takes part at that moment."""

    entries: tuple[AgendaEntry, ...] = ()
    people: People = field(default_factory=People)


@dataclass(frozen=True, slots=True)
class Change:
    """`before` or `after` is None where the entry was not there, or not in this day. `stands` says that it
    goes on without, or went on before, the one whose day it is."""

    before: AgendaEntry | None
    after: AgendaEntry | None
    facets: frozenset[Facet] = frozenset()
    stands: bool = False

    @property
    def entry(self) -> AgendaEntry:
        entry = self.after or self.before
        assert entry is not None  # noqa: S101 (one of the two is there)
        return entry

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_gone(self) -> bool:
        return self.after is None


Days = dict[Party, dict[str, AgendaEntry]]


def difference(before: Iterable[AgendaEntry], after: Iterable[AgendaEntry]) -> list[Change]:
    """Everything that differs, in the order of time."""
    old, new = _by_key(before), _by_key(after)
    return in_order(_between(old, new, frozenset(Facet)))


def own_changes(before: Agenda, after: Agenda) -> dict[Party, list[Change]]:
    """For everybody who takes part after: what changed in their own day. Who has no change is not there."""
    old, new = days(before), days(after)
    known = (_by_key(before.entries), _by_key(after.entries))
    told: dict[tuple[frozenset[str], frozenset[str]], list[Change]] = {}  # many have the same day
    found = {}
    for party, own in new.items():
        was = old.get(party, {})
        both = (frozenset(was), frozenset(own))
        if both not in told:
            told[both] = _own(was, own, known)
        found[party] = told[both]
    return {party: changes for party, changes in found.items() if changes}


def changes_of(party: Party, before: Agenda, after: Agenda) -> list[Change]:
    """What changed in one day."""
    known = (_by_key(before.entries), _by_key(after.entries))
    return _own(day_of(party, before), day_of(party, after), known)


def days(agenda: Agenda) -> Days:
    """The day of everybody who takes part, frames included."""
    found: Days = {party: {} for party in parties(agenda.people)}
    delegation_of = agenda.people.delegation_of()
    for entry in agenda.entries:
        for party in found if entry.for_everyone else _named(entry, agenda.people, delegation_of):
            if party in found:
                found[party][entry.key] = entry
    return found


def day_of(party: Party, agenda: Agenda) -> dict[str, AgendaEntry]:
    """Empty for who does not take part."""
    if not agenda.people.has(party.id):
        return {}
    delegation_of = agenda.people.delegation_of()
    return {
        entry.key: entry
        for entry in agenda.entries
        if entry.for_everyone or party in _named(entry, agenda.people, delegation_of)
    }


def shown(day: Mapping[str, AgendaEntry]) -> list[AgendaEntry]:
    """A frame is shown only where nothing inside it is the person's own."""
    own = [entry for entry in day.values() if not entry.is_frame]
    return [entry for entry in day.values() if not entry.is_frame or not _is_filled(entry, own)]


def parties(people: People) -> list[Party]:
    members = [member for members in people.delegations.values() for member in members]
    return [
        *(Party(PartyKind.MEMBER, key) for key in members),
        *(Party(PartyKind.DELEGATION, key) for key in people.delegations),
        *(Party(PartyKind.PARTNER, key) for key in people.partners),
    ]


def texts_differ(old: Both, new: Both) -> bool:
    """A translation that is added, or taken away, changes nothing for those who read the other text."""
    both = [(a, b) for a, b in ((old.zh, new.zh), (old.en, new.en)) if a and b]
    return any(a != b for a, b in both) if both else old != new


def in_order(changes: Iterable[Change]) -> list[Change]:
    return sorted(changes, key=lambda change: (change.entry.starts_at, change.entry.key))


def _named(entry: AgendaEntry, people: People, delegation_of: Mapping[UUID, UUID]) -> set[Party]:
    """Whom an entry names, also through their delegation or one of its members."""
    through = {member for key in entry.delegations for member in people.delegations.get(key, ())}
    single = {delegation_of[member] for member in entry.members if member in delegation_of}
    return {
        *(Party(PartyKind.MEMBER, key) for key in entry.members | through),
        *(Party(PartyKind.DELEGATION, key) for key in entry.delegations | single),
        *(Party(PartyKind.PARTNER, key) for key in entry.partners),
    }


def _is_filled(frame: AgendaEntry, own: Iterable[AgendaEntry]) -> bool:
    return any(entry.starts_at < frame.ends_at and frame.starts_at < entry.ends_at for entry in own)


def _own(
    old: Mapping[str, AgendaEntry],
    new: Mapping[str, AgendaEntry],
    known: tuple[Mapping[str, AgendaEntry], Mapping[str, AgendaEntry]],
) -> list[Change]:
    """Frames count where they are shown; that one is filled, or empty again, is told by what fills it."""
    seen = {entry.key for entry in [*shown(old), *shown(new)]}
    before, after = known
    return in_order(
        Change(change.before, change.after, change.facets, stands=_stands(change, before, after))
        for change in _between(old, new, OF_A_DAY)
        if change.entry.key in seen
    )


def _stands(change: Change, before: Mapping[str, AgendaEntry], after: Mapping[str, AgendaEntry]) -> bool:
    key = change.entry.key
    return (change.is_new and key in before) or (change.is_gone and key in after)


def _between(
    old: Mapping[str, AgendaEntry], new: Mapping[str, AgendaEntry], wanted: frozenset[Facet]
) -> Iterable[Change]:
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        if before is None or after is None:
            yield Change(before, after)
        elif before is not after and (facets := _facets(before, after) & wanted):
            yield Change(before, after, facets)


def _facets(old: AgendaEntry, new: AgendaEntry) -> frozenset[Facet]:
    differs = {
        Facet.TIME: (old.starts_at, old.ends_at) != (new.starts_at, new.ends_at),
        Facet.PLACE: texts_differ(old.place, new.place),
        Facet.TITLE: texts_differ(old.title, new.title),
        Facet.PEOPLE: _audience(old) != _audience(new),
        Facet.NOTES: old.notes != new.notes,
    }
    return frozenset(facet for facet, is_so in differs.items() if is_so)


def _audience(entry: AgendaEntry) -> tuple[object, ...]:
    return (entry.for_everyone, entry.delegations, entry.members, entry.partners)


def _by_key(entries: Iterable[AgendaEntry]) -> dict[str, AgendaEntry]:
    return {entry.key: entry for entry in entries}

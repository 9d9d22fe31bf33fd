"""Whether an agenda can be lived: nobody in two places, no place too full, no way too short.

Nothing here asks a database. What is for everyone at one time only, such as a welcome, binds everybody; of
several such things at the same time each person chooses one. Partners are organisations: they may be in
several places at once.
"""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise, product
from uuid import UUID

from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.releases.difference import Agenda, PartyKind, days


class FaultKind(StrEnum):
    TWO_PLACES = "two_places"
    TOO_SHORT = "too_short"
    TOO_FULL = "too_full"


@dataclass(frozen=True, slots=True)
class Fault:
    """`needed` and `there` are minutes of a way, or people and seats."""

    kind: FaultKind
    first: AgendaEntry
    second: AgendaEntry | None = None
    members: frozenset[UUID] = frozenset()
    needed: int = 0
    there: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """Minutes between two places in either direction, what each place is within, and how many it holds. A way
    between two venues is the way between their rooms, unless the rooms say otherwise."""

    minutes: Mapping[frozenset[UUID], int] = field(default_factory=dict)
    within: Mapping[UUID, UUID] = field(default_factory=dict)
    capacities: Mapping[UUID, int] = field(default_factory=dict)

    def way(self, one: UUID, other: UUID) -> int:
        for a, b in product(self._chain(one), self._chain(other)):
            if a == b:
                return 0
            if (known := self.minutes.get(frozenset((a, b)))) is not None:
                return known
        return 0

    def _chain(self, place: UUID) -> list[UUID]:
        chain = [place]
        while (place := self.within.get(place, place)) not in chain:
            chain.append(place)
        return chain


def faults(agenda: Agenda, places: Map) -> list[Fault]:
    """In the order of time; people who share a fault share one row."""
    found = [*_of_people(agenda, places), *_too_full(agenda, places)]
    return sorted(found, key=lambda fault: (fault.first.starts_at, fault.kind, fault.first.key))


def digest_of(found: Iterable[Fault]) -> str:
    """Says which faults a person was shown; empty where there are none."""
    told = [
        "|".join((fault.kind, fault.first.key, fault.second.key if fault.second else "", *_sorted(fault)))
        for fault in found
    ]
    return hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest() if told else ""


def _sorted(fault: Fault) -> list[str]:
    return [str(fault.needed), str(fault.there), *sorted(str(member) for member in fault.members)]


def _of_people(agenda: Agenda, places: Map) -> Iterator[Fault]:
    chosen = _choices(agenda.entries)
    shared: dict[tuple[str, str], set[UUID]] = defaultdict(set)
    entries = {entry.key: entry for entry in agenda.entries}
    for party, day in days(agenda).items():
        if party.kind is PartyKind.MEMBER:
            own = [entry for entry in day.values() if not entry.is_frame and entry.key not in chosen]
            for pair in _close_pairs(own, places):
                shared[pair].add(party.id)
    for (one, other), members in shared.items():
        yield _fault(entries[one], entries[other], frozenset(members), places)


def _choices(entries: Iterable[AgendaEntry]) -> set[str]:
    """What is for everyone beside something else that is for everyone."""
    open_to_all = sorted((e for e in entries if e.for_everyone and not e.is_frame), key=_start)
    return {key for one, other in _overlapping(open_to_all) for key in (one.key, other.key)}


def _overlapping(entries: list[AgendaEntry]) -> Iterator[tuple[AgendaEntry, AgendaEntry]]:
    for index, one in enumerate(entries):
        for other in entries[index + 1 :]:
            if other.starts_at >= one.ends_at:
                break
            yield one, other


def _close_pairs(own: list[AgendaEntry], places: Map) -> Iterator[tuple[str, str]]:
    own.sort(key=_start)
    yield from ((one.key, other.key) for one, other in _overlapping(own))
    for one, other in pairwise(own):
        if one.ends_at <= other.starts_at and _gap(one, other) < _way(one, other, places):
            yield one.key, other.key


def _fault(one: AgendaEntry, other: AgendaEntry, members: frozenset[UUID], places: Map) -> Fault:
    if other.starts_at < one.ends_at:
        return Fault(FaultKind.TWO_PLACES, one, other, members)
    return Fault(
        FaultKind.TOO_SHORT, one, other, members, needed=_way(one, other, places), there=_gap(one, other)
    )


def _gap(one: AgendaEntry, other: AgendaEntry) -> int:
    return (other.starts_at - one.ends_at) // dt.timedelta(minutes=1)


def _way(one: AgendaEntry, other: AgendaEntry, places: Map) -> int:
    start = _end_of(one)
    return places.way(start, other.place_id) if start and other.place_id else 0


def _end_of(entry: AgendaEntry) -> UUID | None:
    """Where an entry leaves its people: a transfer leads somewhere else."""
    destination = entry.details.get("destination_id")
    return UUID(str(destination)) if destination else entry.place_id


def _too_full(agenda: Agenda, places: Map) -> Iterator[Fault]:
    guests = _guests(agenda)
    for entry in agenda.entries:
        if entry.capacity is not None and not entry.is_frame:
            yield from _over(entry, guests[entry.key], entry.capacity)
    for place, held in _by_place(agenda.entries, places):
        yield from _over_together(held, guests, places.capacities[place])


def _guests(agenda: Agenda) -> dict[str, frozenset[UUID]]:
    """Who comes to each entry. Of several things for everyone at once nobody knows who comes to which."""
    found: dict[str, set[UUID]] = defaultdict(set)
    chosen = _choices(agenda.entries)
    for party, day in days(agenda).items():
        if party.kind is PartyKind.MEMBER:
            for key in day.keys() - chosen:
                found[key].add(party.id)
    return defaultdict(frozenset, {key: frozenset(members) for key, members in found.items()})


def _over(entry: AgendaEntry, members: frozenset[UUID], capacity: int) -> Iterator[Fault]:
    if len(members) > capacity:
        yield Fault(FaultKind.TOO_FULL, entry, None, members, needed=len(members), there=capacity)


def _by_place(entries: Iterable[AgendaEntry], places: Map) -> Iterator[tuple[UUID, list[AgendaEntry]]]:
    held: dict[UUID, list[AgendaEntry]] = defaultdict(list)
    for entry in entries:
        place = entry.place_id
        if place is not None and place in places.capacities and not entry.is_frame:
            held[place].append(entry)
    yield from held.items()


def _over_together(
    held: list[AgendaEntry], guests: Mapping[str, frozenset[UUID]], capacity: int
) -> Iterator[Fault]:
    """At the start of each entry: it is the moment at which a place gets fuller."""
    held.sort(key=_start)
    for index, entry in enumerate(held):
        beside = [other for other in held[:index] if other.ends_at > entry.starts_at]
        members = frozenset().union(guests[entry.key], *(guests[other.key] for other in beside))
        if len(members) > capacity and (beside or entry.capacity is None or entry.capacity > capacity):
            yield Fault(FaultKind.TOO_FULL, entry, None, members, needed=len(members), there=capacity)


def _start(entry: AgendaEntry) -> tuple[dt.datetime, dt.datetime, str]:
    return entry.starts_at, entry.ends_at, entry.key

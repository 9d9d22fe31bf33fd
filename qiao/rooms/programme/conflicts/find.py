"""All conflicts of a programme, each resource in one sweep: n log n over sessions and whom they name."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from qiao.rooms.programme.conflicts.audience import Audience
from qiao.rooms.programme.conflicts.problem import Conflict, Kind, Programme, Session
from qiao.rooms.programme.conflicts.sweep import crossings, in_order, overlaps
from qiao.rooms.programme.conflicts.ways import Ways


def find(programme: Programme) -> list[Conflict]:
    """In the order of the sessions that begin too soon."""
    sessions = in_order(programme.sessions)
    ways = Ways(programme)
    found = [
        *_outside(programme),
        *_places(programme, sessions, ways),
        *_people(sessions),
        *_shared(sessions, Kind.HOST, lambda each: None if each.is_frame else each.host),
        *_shared(sessions, Kind.VEHICLE, lambda each: each.vehicle.casefold() or None),
        *_rides(programme, ways),
        *Audience(programme, ways).conflicts(),
    ]
    order = {session.id: place for place, session in enumerate(sessions)}
    kinds = {kind: place for place, kind in enumerate(Kind)}
    return sorted(found, key=lambda each: (order[each.session], kinds[each.kind], str(each.resource)))


def _outside(programme: Programme) -> Iterator[Conflict]:
    for session in programme.sessions:
        if session.starts < programme.first or session.ends > programme.last:
            yield Conflict(Kind.OUTSIDE, session.id)


def _places(programme: Programme, sessions: list[Session], ways: Ways) -> Iterator[Conflict]:
    held: dict[Hashable, list[Session]] = defaultdict(list)
    below: dict[Hashable, list[Session]] = defaultdict(list)
    venues = {spot.within for spot in programme.places.values()}
    for session in sessions:
        if session.place is None or not _takes(programme, session, venues):
            continue
        held[session.place].append(session)
        for outer in list(ways.around(session.place))[1:]:
            below[outer].append(session)
    for place, own in held.items():
        for running, session in overlaps(own):
            yield Conflict(Kind.PLACE, session.id, running.id, place)
        for running, session in crossings(own, below[place]):
            yield Conflict(Kind.WITHIN, session.id, running.id, place)
    yield from _too_small(programme)


def _takes(programme: Programme, session: Session, venues: set[Hashable | None]) -> bool:
    """Whoever leaves a place does not hold it; the groups of a frame spread over the rooms of a venue."""
    spot = programme.places.get(session.place) if session.place is not None else None
    if spot is None or spot.is_shared or session.destination is not None:
        return False
    return not (session.is_frame and session.place in venues)


def _too_small(programme: Programme) -> Iterator[Conflict]:
    for session in programme.sessions:
        spot = programme.places.get(session.place) if session.place is not None else None
        if spot and spot.capacity is not None and (session.capacity or 0) > spot.capacity:
            wanted = session.capacity or 0
            yield Conflict(Kind.SMALL_FOR_SESSION, session.id, None, session.place, wanted, spot.capacity)


def _people(sessions: list[Session]) -> Iterator[Conflict]:
    busy: dict[Hashable, list[Session]] = defaultdict(list)
    for session in sessions:
        if session.needs_interpreter and not session.interpreters:
            yield Conflict(Kind.NO_INTERPRETER, session.id)
        for person in () if session.is_frame else session.speakers | session.interpreters:
            busy[person].append(session)
    for person, own in busy.items():
        for running, session in overlaps(own):
            interprets = person in running.interpreters or person in session.interpreters
            kind = Kind.INTERPRETER if interprets else Kind.PERSON
            yield Conflict(kind, session.id, running.id, person)


def _shared(
    sessions: Iterable[Session], kind: Kind, resource: Callable[[Session], Hashable | None]
) -> Iterator[Conflict]:
    held: dict[Hashable, list[Session]] = defaultdict(list)
    for session in sessions:
        if (wanted := resource(session)) is not None:
            held[wanted].append(session)
    for wanted, own in held.items():
        for running, session in overlaps(own):
            yield Conflict(kind, session.id, running.id, wanted)


def _rides(programme: Programme, ways: Ways) -> Iterator[Conflict]:
    for session in programme.sessions:
        needed = ways.minutes(session.place, session.destination) if session.destination is not None else None
        if needed is not None and session.minutes < needed:
            yield Conflict(Kind.RIDE, session.id, None, session.destination, needed, session.minutes)

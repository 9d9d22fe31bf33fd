"""What `find` must say, by looking at every pair: quadratic, and sharing nothing with it but the values."""

from collections.abc import Callable, Iterator
from typing import Any

from qiao.rooms.programme.conflicts import Kind, Programme, Session

Named = set[tuple[Any, ...]]


def named(programme: Programme) -> Named:
    """(kind, the session that begins too soon, the resource), without whom it collides with."""
    return {
        *_alone(programme),
        *_in_places(programme),
        *_of_people(programme),
        *_pairs(programme, Kind.HOST, lambda s: {s.host} - {None} if not s.is_frame else set()),
        *_pairs(programme, Kind.VEHICLE, lambda s: {s.vehicle.lower()} - {""}),
        *_pairs(programme, Kind.DELEGATION, lambda s: set(s.audience or ()) if not s.is_frame else set()),
    }


def overlap(a: Session, b: Session) -> bool:
    return a.starts < b.ends and b.starts < a.ends


def comes_before(a: Session, b: Session) -> bool:
    return (a.starts, a.ends, str(a.id)) < (b.starts, b.ends, str(b.id))


def minutes(programme: Programme, a: Any, b: Any) -> int | None:
    """The told way with the fewest steps outwards; rooms of one venue are beside each other."""
    if a is None or b is None or a == b:
        return None if a is None or b is None else 0
    told = {**programme.ways, **{(y, x): told for (x, y), told in programme.ways.items()}}
    outer_a, outer_b = _outwards(programme, a), _outwards(programme, b)
    for steps in range(len(outer_a) + len(outer_b)):
        for i, x in enumerate(outer_a):
            for j, y in enumerate(outer_b):
                if i + j == steps and x != y and (x, y) in told:
                    return told[x, y]
    return 0 if outer_a[-1] == outer_b[-1] else None


def _outwards(programme: Programme, place: Any) -> list[Any]:
    found = [place]
    while (outer := programme.places[found[-1]].within) is not None:
        found.append(outer)
    return found


def _alone(programme: Programme) -> Iterator[tuple[Any, ...]]:
    for s in programme.sessions:
        if s.starts < programme.first or s.ends > programme.last:
            yield Kind.OUTSIDE, s.id, None
        if s.needs_interpreter and not s.interpreters:
            yield Kind.NO_INTERPRETER, s.id, None
        ride = minutes(programme, s.place, s.destination)
        if ride is not None and (s.ends - s.starts).seconds // 60 < ride:
            yield Kind.RIDE, s.id, s.destination
        room = programme.places[s.place].capacity if s.place is not None else None
        if room is None:
            continue
        if s.capacity is not None and s.capacity > room:
            yield Kind.SMALL_FOR_SESSION, s.id, s.place
        stays = not s.is_frame and s.destination is None
        if s.capacity is None and stays and _expected(programme, s) > room:
            yield Kind.SMALL_FOR_AUDIENCE, s.id, s.place


def _expected(programme: Programme, s: Session) -> int:
    if s.audience is not None:
        return sum(programme.sizes[each] for each in s.audience)
    beside = [t for t in programme.sessions if t.audience is None and t.id != s.id and overlap(s, t)]
    return 0 if beside else sum(programme.sizes.values())


def _in_places(programme: Programme) -> Iterator[tuple[Any, ...]]:
    holding = [s for s in programme.sessions if _holds(programme, s)]
    for late in holding:
        for early in (s for s in holding if comes_before(s, late) and overlap(s, late)):
            if early.place == late.place:
                yield Kind.PLACE, late.id, late.place
            elif early.place in _outwards(programme, late.place):
                yield Kind.WITHIN, late.id, early.place
            elif late.place in _outwards(programme, early.place):
                yield Kind.WITHIN, late.id, late.place


def _holds(programme: Programme, s: Session) -> bool:
    has_rooms = any(spot.within == s.place for spot in programme.places.values())
    return bool(
        s.place is not None
        and not programme.places[s.place].is_shared
        and s.destination is None
        and not (s.is_frame and has_rooms)
    )


def _of_people(programme: Programme) -> Iterator[tuple[Any, ...]]:
    """Whether it is as interpreter depends on which of several is named; both are one kind here."""
    for _kind, late, person in _pairs(
        programme, Kind.PERSON, lambda s: set() if s.is_frame else s.speakers | s.interpreters
    ):
        yield Kind.PERSON, late, person


def _pairs(programme: Programme, kind: Kind, wants: Callable[[Session], Any]) -> Iterator[tuple[Any, ...]]:
    for late in programme.sessions:
        for early in programme.sessions:
            if comes_before(early, late) and overlap(early, late):
                for each in wants(early) & wants(late):
                    yield kind, late.id, each

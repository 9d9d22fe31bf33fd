"""Which table each meeting is held at: a host stays where it is as long as it can."""

from collections.abc import Iterable
from dataclasses import dataclass

from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.workbook.event import Event, Place, Slot


@dataclass(frozen=True, slots=True)
class Seat:
    """A table of a place, numbered from 1."""

    place: Place
    table: int


@dataclass(frozen=True, slots=True)
class Meeting:
    pair: Pair
    slot: Slot
    seat: Seat


def seat(event: Event, held: Iterable[tuple[Pair, Slot]]) -> tuple[Meeting, ...]:
    """By time, then in the order of the hosts. The engine has counted the tables of each slot, and at a place
    no more hosts sit than it holds: everybody finds a table."""
    order = {party.key: number for number, party in enumerate(event.parties)}
    ranked = sorted(held, key=lambda each: (each[1].starts_at, order[each[0].host.key]))
    seats = [seat for place in event.places for seat in _tables(place, len(event.hosts))]
    usual = _own(event, seats)
    own = set(usual)
    taken: set[tuple[str, Seat]] = set()
    found: dict[tuple[Pair, Slot], Seat] = {}
    for pair, slot in ranked:
        if pair.pin_place:
            found[pair, slot] = next(each for each in seats if each.place.key == pair.pin_place)
            taken.add((slot.code, found[pair, slot]))
    free_to_sit = [each for each in ranked if each not in found]
    for pair, slot in sorted(free_to_sit, key=lambda each: each[0].host.key not in own):
        free = [
            each for each in seats if (slot.code, each) not in taken and event.is_free(each.place.key, slot)
        ]
        found[pair, slot] = _best(free, usual, pair.host.key, is_fixed=pair.host.key in own)
        taken.add((slot.code, found[pair, slot]))
        usual[pair.host.key] = found[pair, slot]
    return tuple(Meeting(pair, slot, found[pair, slot]) for pair, slot in ranked)


def _tables(place: Place, hosts: int) -> list[Seat]:
    """No more than there are hosts: each is at one table."""
    return [Seat(place, table) for table in range(1, min(place.capacity, hosts) + 1)]


def _own(event: Event, seats: list[Seat]) -> dict[str, Seat]:
    """The table of each host that has a place."""
    left = list(seats)
    found = {}
    for host in event.hosts:
        if host.place is not None:
            found[host.organisation] = next(each for each in left if each.place.key == host.place)
            left.remove(found[host.organisation])
    return found


def _best(free: list[Seat], usual: dict[str, Seat], host: str, *, is_fixed: bool) -> Seat:
    """The usual table; else one that nobody else is used to."""
    if host in usual and usual[host] in free:
        return usual[host]
    if is_fixed:
        raise ValueError(f"the table of {host!r} is taken")
    others = {each for name, each in usual.items() if name != host}
    return min(free, key=lambda each: (each in others, free.index(each)))

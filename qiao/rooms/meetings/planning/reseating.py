"""Tables for a timetable that was mended: whoever stays in its slot stays at its table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from qiao.rooms.meetings.planning.pairs import Pair
from qiao.rooms.meetings.planning.seating import Meeting, Seat
from qiao.rooms.meetings.workbook.event import Event, Place, Slot

Held = tuple[Pair, Slot]
Seats = Mapping[tuple[str, str], tuple[str, str]]  # of a pair: the code of its slot, the key of its table


def reseat(event: Event, held: Iterable[Held], before: Seats) -> tuple[Meeting, ...]:
    """By time. Each place is one table, as those of a round are."""
    hall = _Hall(event, before)
    ranked = sorted(held, key=lambda each: (each[1].starts_at, event.number[each[0].host.key]))
    staying = [each for each in ranked if hall.may_stay(*each)]
    for pair, slot in staying:
        hall.take(pair, slot, hall.place[before[key_of(pair)][1]])
    new = [each for each in ranked if each not in staying]
    for pair, slot in sorted(new, key=lambda each: each[0].host.place is None and not each[0].pin_place):
        hall.take(pair, slot, hall.best(pair, slot))
    return tuple(hall.found[key_of(pair)] for pair, _slot in ranked)


def key_of(pair: Pair) -> tuple[str, str]:
    return pair.delegation.key, pair.host.key


@dataclass
class _Hall:
    event: Event
    before: Seats
    taken: set[tuple[str, str]] = field(default_factory=set)
    found: dict[tuple[str, str], Meeting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.place = {each.key: each for each in self.event.places}
        self.own = {each.place: each.key for each in self.event.parties if each.place}
        self.usual: dict[str, Counter[str]] = {}
        for (_guest, host), (_slot, table) in self.before.items():
            self.usual.setdefault(host, Counter())[table] += 1

    def may_stay(self, pair: Pair, slot: Slot) -> bool:
        code, table = self.before.get(key_of(pair), ("", ""))
        if code != slot.code or table not in self.place or (pair.pin_place or table) != table:
            return False
        return self.is_for(pair, table) and self.event.is_free(table, slot)

    def is_for(self, pair: Pair, table: str) -> bool:
        """A host with a table of its own sits there, and nobody else does."""
        return self.own.get(table, pair.host.key) == pair.host.key and pair.host.place in (None, table)

    def take(self, pair: Pair, slot: Slot, place: Place) -> None:
        self.taken.add((slot.code, place.key))
        self.found[key_of(pair)] = Meeting(pair, slot, Seat(place, 1))

    def best(self, pair: Pair, slot: Slot) -> Place:
        """The one that is fixed, its own, the usual one, or one that is nobody's; the check judges it."""
        free = [each for each in self.event.places if self.is_open(each, slot)]
        usual = self.usual.get(pair.host.key, Counter())
        wanted = pair.pin_place or pair.host.place
        return min(
            free or self.event.places,
            key=lambda each: (each.key != wanted, not self.is_for(pair, each.key), -usual[each.key]),
        )

    def is_open(self, place: Place, slot: Slot) -> bool:
        return (slot.code, place.key) not in self.taken and self.event.is_free(place.key, slot)

"""Wishes joined to pairs: one meeting is asked for by one party, or by both."""

from collections.abc import Iterable
from dataclasses import dataclass

from qiao.rooms.meetings.enums import Side, Theme
from qiao.rooms.meetings.workbook.event import Event, Party, Wish

BEST = 10
MUTUAL = 10


@dataclass(frozen=True, slots=True)
class Pair:
    """A delegation and a host of whom at least one wishes to meet the other; `id` is for the engine."""

    id: str
    delegation: Party
    host: Party
    wishes: tuple[Wish, ...]

    @property
    def weight(self) -> int:
        return weight_of(self.wishes)

    @property
    def pin(self) -> str | None:
        return next((wish.pin for wish in self.wishes if wish.pin), None)

    @property
    def pin_place(self) -> str | None:
        return next((wish.pin_place for wish in self.wishes if wish.pin_place), None)

    @property
    def themes(self) -> tuple[Theme, ...]:
        return tuple(dict.fromkeys(theme for wish in self.wishes for theme in wish.themes))

    def has(self, party: Party) -> bool:
        return party in (self.delegation, self.host)

    def other(self, party: Party) -> Party:
        return self.host if party == self.delegation else self.delegation

    def wish_of(self, party: Party) -> Wish | None:
        return next((wish for wish in self.wishes if wish.asker == party.key), None)


def worth(rank: int | None) -> int:
    """10 for the first wish, one less for each further one, 1 from the tenth on and without a rank.

    >>> [worth(rank) for rank in (1, 2, 9, 10, 30, None)]
    [10, 9, 2, 1, 1, 1]
    """
    return 1 if rank is None else max(1, BEST + 1 - rank)


def weight_of(wishes: Iterable[Wish]) -> int:
    """The worth to each who asks, and 10 more where both do: no wish of one side alone weighs as much."""
    values = [worth(wish.rank) for wish in wishes]
    return sum(values) + (MUTUAL if len(values) > 1 else 0)


def pairs_of(event: Event) -> tuple[Pair, ...]:
    """In the order of the sheet of wishes."""
    found: dict[frozenset[str], list[Wish]] = {}
    for wish in event.wishes:
        found.setdefault(frozenset((wish.asker, wish.wanted)), []).append(wish)
    return tuple(_pair(event, number, wishes) for number, wishes in enumerate(found.values(), 1))


def _pair(event: Event, number: int, wishes: list[Wish]) -> Pair:
    one, other = event.party[wishes[0].asker], event.party[wishes[0].wanted]
    delegation, host = (one, other) if one.side == Side.DELEGATION else (other, one)
    return Pair(f"w{number}", delegation, host, tuple(wishes))

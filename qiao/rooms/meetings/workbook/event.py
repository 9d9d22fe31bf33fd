"""What an organiser's workbook tells: who comes, where and when one can meet, and who wishes to meet whom."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import groupby
from zoneinfo import ZoneInfo

from qiao.kit.bilingual.localized import Localized, localized
from qiao.rooms.meetings.enums import Answer, Side, Theme


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both languages; either may be empty, not both."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def shown(self, language: str = "") -> Localized:
        return localized(self.zh, self.en, language)

    @property
    def both(self) -> str:
        """Both names, Chinese first, or the only one there is."""
        return " ".join(dict.fromkeys(each for each in (self.zh, self.en) if each))

    def __str__(self) -> str:
        return self.shown().text


@dataclass(frozen=True, slots=True)
class Source:
    """Where in the workbook something stands."""

    sheet: str
    row: int
    column: str = ""

    def __str__(self) -> str:
        return f"{self.sheet}!{self.column}{self.row}"


@dataclass(frozen=True, slots=True)
class Organisation:
    """`key` is its code or, without one, a name: how other sheets may call it. Caps of None are no caps.
    `country` and `kind` are codes of the directory, empty where the workbook says none."""

    key: str
    name: Name
    max_meetings: int | None = None
    max_per_day: int | None = None
    max_run: int | None = None
    country: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Delegate:
    organisation: str
    name: Name
    position: Name


@dataclass(frozen=True, slots=True)
class Host:
    """`place` is where the host sits; None where any place will do."""

    organisation: str
    place: str | None
    represented_by: Name


@dataclass(frozen=True, slots=True)
class Place:
    """`capacity`: meetings held there at once, at tables numbered from 1."""

    key: str
    name: Name
    capacity: int
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    code: str
    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        return self.starts_at.date()


@dataclass(frozen=True, slots=True)
class Period:
    """That an organisation or a place, by its key, can be had between two moments, or cannot."""

    of: str
    starts_at: datetime
    ends_at: datetime
    is_free: bool
    source: Source | None = field(default=None, compare=False)

    def covers(self, slot: Slot) -> bool:
        return self.starts_at <= slot.starts_at and slot.ends_at <= self.ends_at

    def touches(self, slot: Slot) -> bool:
        return self.starts_at < slot.ends_at and slot.starts_at < self.ends_at


@dataclass(frozen=True, slots=True)
class Wish:
    """`asker` wishes to meet `wanted`, most of all where `rank` is 1. `pin` is the slot it has to lie in, and
    `pin_place` the place, where one is said. `source` is None for what stands in no workbook; `answer` is
    what `wanted` says to it."""

    asker: str
    wanted: str
    rank: int | None
    themes: tuple[Theme, ...]
    pin: str | None
    source: Source | None = None
    pin_place: str | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A delegation or a host: what is in one meeting at a time."""

    organisation: Organisation
    side: Side
    people: tuple[Delegate, ...] = ()
    place: str | None = None
    represented_by: Name = field(default_factory=Name)

    @property
    def key(self) -> str:
        return self.organisation.key

    @property
    def name(self) -> Name:
        return self.organisation.name


@dataclass(frozen=True)
class Event:
    """`walk_slots`: free slots that a way between two zones takes. `floor`: meetings that everybody should
    get at least. Slots are in order of time and do not overlap."""

    name: Name
    organisers: Name
    time_zone: ZoneInfo
    walk_slots: int
    floor: int
    organisations: tuple[Organisation, ...]
    delegates: tuple[Delegate, ...]
    hosts: tuple[Host, ...]
    places: tuple[Place, ...]
    slots: tuple[Slot, ...]
    periods: tuple[Period, ...]
    wishes: tuple[Wish, ...]

    @cached_property
    def parties(self) -> tuple[Party, ...]:
        """Delegations, then hosts, each in the order of the sheet of organisations."""
        return (*self._delegations(), *self._receiving())

    @cached_property
    def party(self) -> dict[str, Party]:
        return {each.key: each for each in self.parties}

    @cached_property
    def number(self) -> dict[str, int]:
        """The place of each party among the parties, from 0."""
        return {each.key: number for number, each in enumerate(self.parties)}

    @cached_property
    def days(self) -> dict[date, tuple[Slot, ...]]:
        return {day: tuple(slots) for day, slots in groupby(self.slots, key=lambda slot: slot.day)}

    @cached_property
    def _periods_of(self) -> dict[str, list[Period]]:
        found: dict[str, list[Period]] = {}
        for period in self.periods:
            found.setdefault(period.of, []).append(period)
        return found

    def is_free(self, key: str, slot: Slot) -> bool:
        """Whoever says when it is free is free only then; what is said to be taken is taken."""
        periods = self._periods_of.get(key, [])
        free = [period for period in periods if period.is_free]
        if any(period.touches(slot) for period in periods if not period.is_free):
            return False
        return not free or any(period.covers(slot) for period in free)

    def is_there(self, party: Party, slot: Slot) -> bool:
        """Whether it can meet: a host that has a place is there only while the place is open."""
        return self.is_free(party.key, slot) and (party.place is None or self.is_free(party.place, slot))

    def _delegations(self) -> Iterator[Party]:
        for organisation in self.organisations:
            people = tuple(each for each in self.delegates if each.organisation == organisation.key)
            if people:
                yield Party(organisation, Side.DELEGATION, people)

    def _receiving(self) -> Iterator[Party]:
        hosts = {host.organisation: host for host in self.hosts}
        for organisation in self.organisations:
            if host := hosts.get(organisation.key):
                yield Party(organisation, Side.HOST, place=host.place, represented_by=host.represented_by)

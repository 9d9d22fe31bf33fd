"""A round as the workbook that would bring it in: reading it again changes nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.name import folded
from qiao.rooms.directory.importers.lookup import names_in
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, OWNING
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.meetings.domain.reading import Reading, read_round
from qiao.rooms.meetings.domain.wishing import written_wishes
from qiao.rooms.meetings.enums import Side
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, Table, TimeSlot
from qiao.rooms.meetings.workbook.event import Delegate, Event, Host, Name, Organisation, Period, Place, Slot
from qiao.rooms.meetings.workbook.headings import key

NOWHERE = Name("洽谈桌", "Tables")
CAPS = ("max_meetings", "max_per_day", "max_run")
Group = tuple[UUID | None, str]


@dataclass
class Written:
    """`codes`: by the key of an organisation or a place, where its names alone would not do."""

    reading: Reading
    members: dict[UUID, list[DelegationMember]]
    many: set[str]  # folded names that several entries of the directory have
    codes: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @cached_property
    def names(self) -> dict[UUID, Name]:
        """What each party is called: no two alike."""
        return {each.pk: self._party_name(each) for each in self.reading.parties}

    @cached_property
    def groups(self) -> dict[Group, list[Table]]:
        """Tables of one place in one zone are a place of the workbook."""
        found: dict[Group, list[Table]] = defaultdict(list)
        for table in self.reading.tables:
            found[table.place_id, table.zone].append(table)
        return found

    @cached_property
    def places(self) -> dict[Group, Name]:
        assert self.names or not self.reading.parties  # noqa: S101 (parties take their names first)
        zones = Counter(place for place, _zone in self.groups)
        return {group: self._place_name(group, zones[group[0]] > 1) for group in self.groups}

    @cached_property
    def slots(self) -> dict[UUID, str]:
        return {each.pk: str(number) for number, each in enumerate(self.reading.slots, 1)}

    @cached_property
    def event(self) -> Event:
        found, reading = self.reading.round, self.reading
        exchange = found.exchange
        return Event(
            name=Name(exchange.name_zh, exchange.name_en),
            organisers=_organisers(found),
            time_zone=exchange.zone,
            walk_slots=found.walk_slots,
            floor=found.floor,
            organisations=tuple(self._organisation(each) for each in reading.parties),
            delegates=tuple(self._delegates()),
            hosts=tuple(self._host(each) for each in reading.parties if each.side == Side.HOST),
            places=tuple(self._place(group) for group in self.groups),
            slots=tuple(self._slot(each) for each in reading.slots),
            periods=tuple(self._periods()),
            wishes=tuple(written_wishes(reading, self.keys, self.slots)),
        )

    @cached_property
    def keys(self) -> dict[UUID, str]:
        return {pk: name.both for pk, name in self.names.items()}

    def _party_name(self, party: MeetingParty) -> Name:
        said = party.organisation
        name = Name(said.name_zh, said.name_en)
        code = said.ror_id or said.credit_code or ""
        shown = self._distinct(name)
        if not code and (shown != name or {folded(each) for each in (name.zh, name.en)} & self.many):
            code = str(said.pk)
        self.codes[shown.both] = code
        return shown

    def _place_name(self, group: Group, has_zones: bool) -> Name:
        place, zone = self.groups[group][0].place, group[1]
        name = Name(place.name_zh, place.name_en) if place else NOWHERE
        wanted = _with(name, f" · {zone}") if has_zones and zone else name
        shown = self._distinct(wanted)
        if place is None or shown != name:
            self.codes[shown.both] = f"{place.pk if place else 'none'}{f'#{zone}' if has_zones else ''}"
        return shown

    def _distinct(self, name: Name) -> Name:
        shown, number = name, 1
        while self._taken & (words := {key(each) for each in (shown.zh, shown.en, shown.both)} - {""}):
            number += 1
            shown = _with(name, f" ({number})")
        self._taken |= words
        return shown

    def _organisation(self, party: MeetingParty) -> Organisation:
        caps = {
            name: getattr(self.reading.round, name) if getattr(party, name) is None else getattr(party, name)
            for name in CAPS
        }
        said = party.organisation
        return Organisation(
            self.keys[party.pk], self.names[party.pk], **caps, country=said.country, kind=said.kind
        )

    def _delegates(self) -> Iterator[Delegate]:
        """A seat without a person is a row without a name."""
        for party in self.reading.parties:
            if party.delegation is None:
                continue
            people = self.members.get(party.delegation.pk, [])
            for each in people:
                name, position = Name(each.name_zh, each.name_en), Name(each.position_zh, each.position_en)
                yield Delegate(self.keys[party.pk], name, position)
            for _seat in range(len(people), max(1, party.delegation.seats_held)):
                yield Delegate(self.keys[party.pk], Name(), Name())

    def _host(self, party: MeetingParty) -> Host:
        table = next((each for each in self.reading.tables if each.pk == party.table_id), None)
        place = self.places[table.place_id, table.zone].both if table else None
        return Host(self.keys[party.pk], place, Name(party.office_zh, party.office_en))

    def _place(self, group: Group) -> Place:
        name = self.places[group]
        return Place(name.both, name, len(self.groups[group]), group[1])

    def _slot(self, slot: TimeSlot) -> Slot:
        zone = self.reading.round.zone
        times = (each.astimezone(zone) for each in (slot.starts_at, slot.ends_at))
        return Slot(self.slots[slot.pk], *times)

    def _periods(self) -> Iterator[Period]:
        """What the programme takes is told too, so that a plan without the site keeps it free."""
        slots = [self._slot(each) for each in self.reading.slots]
        event = self.reading.event
        for party in self.reading.parties:
            taken = [not event.is_free(str(party.pk), each) for each in slots]
            yield from _stretches(self.keys[party.pk], slots, taken)
        for group, tables in self.groups.items():
            closed = [all(not event.is_free(str(t.pk), each) for t in tables) for each in slots]
            yield from _stretches(self.places[group].both, slots, closed)


def write_round(meeting_round: MeetingRound, *, actor: User) -> Written:
    """In a number of queries that does not grow."""
    require(actor, "meetings.view_plan", meeting_round)
    reading = read_round(meeting_round)
    members: dict[UUID, list[DelegationMember]] = defaultdict(list)
    delegations = [each.delegation_id for each in reading.parties if each.delegation_id]
    rows = DelegationMember.objects.filter(delegation__in=delegations, state__in=ACTIVE_MEMBERS)
    for row in rows.order_by("seat"):
        members[row.delegation_id].append(row)
    return Written(reading, members, _of_several(reading.parties))


def _of_several(parties: Iterable[MeetingParty]) -> set[str]:
    said = [each.organisation for each in parties]
    words = {folded(name) for each in said for name in (each.name_zh, each.name_en) if name}
    return {word for word, ids in names_in(words).items() if len(ids) > 1}


def _organisers(meeting_round: MeetingRound) -> Name:
    rows = meeting_round.exchange.partners.filter(role__in=OWNING).select_related("organisation")
    said: list[Any] = [each.organisation for each in rows]
    chinese, english = [each.name_zh for each in said], [each.name_en for each in said]
    return Name("、".join(filter(None, chinese)), ", ".join(filter(None, english)))


def _with(name: Name, more: str) -> Name:
    return Name(*(f"{each}{more}" if each else "" for each in (name.zh, name.en)))


def _stretches(of: str, slots: list[Slot], taken: list[bool]) -> Iterator[Period]:
    """One period for slots of one day that follow each other."""
    begun: Slot | None = None
    last: Slot | None = None
    for slot, is_taken in zip(slots, taken, strict=True):
        if begun and last and (not is_taken or slot.day != begun.day):
            yield Period(of, begun.starts_at, last.ends_at, is_free=False)
            begun = None
        if is_taken:
            begun, last = begun or slot, slot
    if begun and last:
        yield Period(of, begun.starts_at, last.ends_at, is_free=False)

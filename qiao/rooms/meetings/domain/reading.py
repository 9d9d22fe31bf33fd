"""The rows of a round as the values that are planned: the same as a workbook gives."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.meetings.domain.busy import busy_periods
from qiao.rooms.meetings.domain.party import wishes_of
from qiao.rooms.meetings.enums import Answer, Side, Theme
from qiao.rooms.meetings.models import (
    Absence,
    FixedMeeting,
    ForbiddenPair,
    MeetingParty,
    MeetingRound,
    MeetingWish,
    Table,
    TableClosure,
    TimeSlot,
)
from qiao.rooms.meetings.workbook.event import (
    Delegate,
    Event,
    Host,
    Name,
    Organisation,
    Period,
    Place,
    Slot,
    Wish,
)

Pair = tuple[UUID, UUID]


@dataclass
class Reading:
    """Everything of a round, in a number of queries that does not grow. Parties, tables and slots are called
    by their ids; each table is a place that holds one meeting."""

    round: MeetingRound
    parties: list[MeetingParty]
    slots: list[TimeSlot]
    tables: list[Table]
    wishes: list[MeetingWish]
    fixed: list[FixedMeeting]
    forbidden: set[Pair]
    absences: list[Absence]
    closures: list[TableClosure]
    busy: list[Period] = field(default_factory=list)
    names: dict[UUID, list[Name]] = field(default_factory=dict)

    @cached_property
    def party(self) -> dict[UUID, MeetingParty]:
        return {each.pk: each for each in self.parties}

    def pair_of(self, wish: MeetingWish) -> Pair:
        """The delegation first."""
        one, other = self.party[wish.asker_id], self.party[wish.wanted_id]
        return (one.pk, other.pk) if one.side == Side.DELEGATION else (other.pk, one.pk)

    @cached_property
    def declined(self) -> dict[Pair, UUID]:
        """By whom; what is fixed is held all the same."""
        fixed = {(each.guest_id, each.host_id) for each in self.fixed}
        found = {self.pair_of(each): each.wanted_id for each in self.wishes if each.answer == Answer.DECLINE}
        return {pair: who for pair, who in found.items() if pair not in fixed}

    @cached_property
    def left_out(self) -> list[tuple[MeetingWish, dict[str, Any]]]:
        """Wishes that are not planned at all, and the reason."""
        found: list[tuple[MeetingWish, dict[str, Any]]] = []
        for wish in self.wishes:
            pair = self.pair_of(wish)
            if pair in self.forbidden:
                found.append((wish, {"code": "forbidden", "who": None, "when": []}))
            elif pair in self.declined:
                found.append((wish, {"code": "declined", "who": str(self.declined[pair]), "when": []}))
        return found

    @cached_property
    def event(self) -> Event:
        exchange = self.round.exchange
        return Event(
            name=Name(exchange.name_zh, exchange.name_en),
            organisers=Name(),
            time_zone=exchange.zone,
            walk_slots=self.round.walk_slots,
            floor=self.round.floor,
            organisations=tuple(self._organisation(each) for each in self.parties),
            delegates=tuple(self._delegates()),
            hosts=tuple(_host(each) for each in self.parties if each.side == Side.HOST),
            places=tuple(_place(each) for each in self.tables),
            slots=tuple(self._slot(each) for each in self.slots),
            periods=(*self._periods(), *self.busy),
            wishes=tuple(self._wishes()),
        )

    def _organisation(self, party: MeetingParty) -> Organisation:
        caps = [
            getattr(self.round, name) if getattr(party, name) is None else getattr(party, name)
            for name in ("max_meetings", "max_per_day", "max_run")
        ]
        said = party.organisation
        return Organisation(str(party.pk), Name(said.name_zh, said.name_en), *caps)

    def _delegates(self) -> Iterator[Delegate]:
        for party in self.parties:
            if party.side == Side.DELEGATION:
                for name in _of(self.names, party) or [Name()]:
                    yield Delegate(str(party.pk), name, Name())

    def _slot(self, slot: TimeSlot) -> Slot:
        starts_at, ends_at = (each.astimezone(self.round.zone) for each in (slot.starts_at, slot.ends_at))
        return Slot(str(slot.pk), starts_at, ends_at)

    def _periods(self) -> Iterator[Period]:
        slots = {each.pk: each for each in self.slots}
        of = [(each.party_id, each.slot_id) for each in self.absences]
        of += [(each.table_id, each.slot_id) for each in self.closures]
        for whose, slot in of:
            yield Period(str(whose), slots[slot].starts_at, slots[slot].ends_at, is_free=False)

    def _wishes(self) -> Iterator[Wish]:
        """Who wants a meeting too wishes for it without a rank."""
        fixed = {(each.guest_id, each.host_id): each for each in self.fixed}
        out = {wish.pk for wish, _reason in self.left_out}
        there = {(each.asker_id, each.wanted_id) for each in self.wishes}
        asked = set()
        for wish in self.wishes:
            if wish.pk in out:
                continue
            asked.add(self.pair_of(wish))
            pin = fixed.get(self.pair_of(wish))
            yield _wish(wish.asker_id, wish.wanted_id, wish.rank, wish.themes, pin)
            if wish.answer == Answer.WANT and (wish.wanted_id, wish.asker_id) not in there:
                yield _wish(wish.wanted_id, wish.asker_id, None, wish.themes, pin)
        for pair, pin in fixed.items():
            if pair not in asked:
                yield _wish(*pair, None, [], pin)


def read_round(meeting_round: MeetingRound, *, with_people: bool = False) -> Reading:
    parties = list(meeting_round.parties.standing().named())
    for party in parties:
        party.round = meeting_round
    forbidden = ForbiddenPair.objects.filter(round=meeting_round).values_list("guest", "host")
    return Reading(
        round=meeting_round,
        parties=parties,
        slots=list(meeting_round.slots.all()),
        tables=list(meeting_round.tables.select_related("place")),
        wishes=list(wishes_of(meeting_round)),
        fixed=list(meeting_round.fixed_meetings.filter(guest__left_at=None, host__left_at=None)),
        forbidden=set(forbidden),
        absences=list(Absence.objects.filter(party__round=meeting_round, party__left_at=None)),
        closures=list(TableClosure.objects.filter(table__round=meeting_round)),
        busy=busy_periods(meeting_round, parties),
        names=_names(parties) if with_people else {},
    )


def _names(parties: list[MeetingParty]) -> dict[UUID, list[Name]]:
    found: dict[UUID, list[Name]] = {}
    delegations = [each.delegation_id for each in parties if each.delegation_id]
    for row in DelegationMember.objects.filter(delegation__in=delegations, state__in=ACTIVE_MEMBERS):
        found.setdefault(row.delegation_id, []).append(Name(row.name_zh, row.name_en))
    return found


def _of(names: dict[UUID, list[Name]], party: MeetingParty) -> list[Name]:
    return names.get(party.delegation_id, []) if party.delegation_id else []


def _wish(asker: UUID, wanted: UUID, rank: int | None, themes: list[str], pin: FixedMeeting | None) -> Wish:
    about = tuple(Theme(each) for each in themes)
    slot = str(pin.slot_id) if pin else None
    place = str(pin.table_id) if pin and pin.table_id else None
    return Wish(str(asker), str(wanted), rank, about, slot, pin_place=place)


def _host(party: MeetingParty) -> Host:
    place = str(party.table_id) if party.table_id else None
    return Host(str(party.pk), place, Name(party.office_zh, party.office_en))


def _place(table: Table) -> Place:
    return Place(str(table.pk), name_of(table), 1, table.zone)


def name_of(table: Table) -> Name:
    """With its place: Main hall, 3."""
    label = (
        table.name_zh or table.name_en or str(table.number),
        table.name_en or table.name_zh or str(table.number),
    )
    if table.place is None:
        return Name(*label)
    names = (table.place.name_zh, table.place.name_en)
    return Name(*(f"{name} {said}" if name else "" for name, said in zip(names, label, strict=True)))

"""Who takes part in the round, with limits, an own table and who represents it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from qiao.kit.imports.enums import RowChoice
from qiao.rooms.exchanges.models import Delegation, Partner
from qiao.rooms.meetings.domain.party import add_party, change_party
from qiao.rooms.meetings.intake.places import Spot
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.models import MeetingParty, Table
from qiao.rooms.meetings.workbook.event import Host
from qiao.rooms.meetings.workbook.records import Record

CAPS = ("max_meetings", "max_per_day", "max_run")
Of = Delegation | Partner


@dataclass
class Seats:
    """The tables that hosts have, while they are given out."""

    spots: dict[str, Spot]
    owner: dict[UUID, UUID | None]

    def find(self, place: str, party: MeetingParty | None) -> Table | None:
        """Its own, where it sits there already; else the first that is nobody's."""
        tables = self.spots[place].tables if place in self.spots else []
        own = next((each for each in tables if party and each.pk == party.table_id), None)
        found = own or next((each for each in tables if each.pk not in self.owner), None)
        if found is not None:
            self.owner[found.pk] = None
        return found


def take_parties(taking: Taking, coming: dict[str, Of], spots: dict[str, Spot]) -> dict[str, MeetingParty]:
    there = list(taking.round.parties.named())
    for each in there:
        each.round = taking.round
    known = {each.delegation_id or each.partner_id: each for each in there}
    owner = {each.table_id: each.pk for each in there if each.table_id and each.is_standing}
    fixed = taking.round.fixed_meetings.exclude(table=None).values_list("table", "host")
    seats = Seats(spots, {**dict(fixed), **owner})
    hosts = {host.organisation: (host, record) for host, record in taking.rows("hosts")}
    found: dict[str, MeetingParty] = {}
    for said, record in taking.rows("organisations"):
        if (of := coming.get(said.key)) is None:
            continue
        values = {name: getattr(said, name) for name in CAPS if getattr(said, name) is not None}
        party = known.get(of.pk)
        told = record
        if said.key in hosts:
            host, told = hosts[said.key]
            values |= _of_host(taking, host, told, party, seats)
        if (taken := _party(taking, of, party, values, (record, told))) is not None:
            taken.round = taking.round
            found[said.key] = taken
    return found


def _of_host(
    taking: Taking, host: Host, record: Record, party: MeetingParty | None, seats: Seats
) -> dict[str, Any]:
    office = {"office_zh": host.represented_by.zh, "office_en": host.represented_by.en}
    values: dict[str, Any] = {name: value for name, value in office.items() if value}
    if host.place is None or host.place not in seats.spots:
        return values
    table = seats.find(host.place, party if party and party.is_standing else None)
    if table is None:
        taking.ledger.fault(record, "place", "place-full", value=record["place"])
        return values
    return values | {"table": table}


def _party(
    taking: Taking, of: Of, party: MeetingParty | None, values: dict[str, Any], records: tuple[Record, Record]
) -> MeetingParty | None:
    record, told = records
    if party is None or not party.is_standing:
        made = taking.ledger.attempt(
            told, "organisation", lambda: add_party(taking.round, of, actor=taking.actor, values=values)
        )
        if made is not None:
            taking.ledger.note(record, RowChoice.CREATE, made.pk)
            taking.ledger.note(told, RowChoice.CREATE, made.pk)
        return made
    changes = dict(_changes(party, values))
    if not changes:
        return party
    changed = taking.ledger.attempt(
        told, "organisation", lambda: change_party(party, actor=taking.actor, values=changes)
    )
    if changed is not None:
        taking.ledger.note(record if set(changes) & set(CAPS) else told, RowChoice.UPDATE, party.pk)
        if not set(changes) <= set(CAPS):
            taking.ledger.note(told, RowChoice.UPDATE, party.pk)
    return changed


def _changes(party: MeetingParty, values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A limit of the round is one of the party, and an empty cell leaves what is there."""
    for name, value in values.items():
        now = getattr(party, name)
        if name in CAPS and now is None:
            now = getattr(party.round, name)
        if now != value:
            yield name, value

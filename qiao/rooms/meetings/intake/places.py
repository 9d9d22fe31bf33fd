"""Places of the exchange and the tables of the round there."""

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from qiao.kit.imports.enums import RowChoice
from qiao.rooms.meetings.domain.table import change_table, lay_out_tables
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.models import Table
from qiao.rooms.meetings.workbook import event
from qiao.rooms.meetings.workbook.headings import key
from qiao.rooms.meetings.workbook.records import Record
from qiao.rooms.programme.domain.place import add_place, change_place
from qiao.rooms.programme.models import Place

# What a workbook of this site writes as the code of a place whose name would not do: its id, or that the
# tables stand at none; and after a sign the zone, where the tables of one place lie in several.
CODE = re.compile(r"(?P<place>[0-9a-f-]{36}|none)(#(?P<zone>.*))?")
NOWHERE = "none"


@dataclass
class Spot:
    """What the workbook calls a place: the tables that stand there."""

    place: Place | None
    tables: list[Table] = field(default_factory=list)


def take_places(taking: Taking) -> dict[str, Spot]:
    known = list(Place.objects.filter(exchange=taking.exchange))
    tables = list(taking.round.tables.select_related("place"))
    for table in tables:
        table.round = taking.round
    spots: dict[str, Spot] = {}
    for said, record in taking.rows("places"):
        if (spot := _spot(taking, said, record, known, tables)) is not None:
            _fill(taking, spot, said, record)
            spots[said.key] = spot
    return spots


def _spot(
    taking: Taking, said: event.Place, record: Record, known: list[Place], tables: list[Table]
) -> Spot | None:
    coded = CODE.fullmatch(record["code"])
    if coded and coded["place"] == NOWHERE:
        return Spot(None, _at(tables, None, coded["zone"]))
    if coded and (place := _by_id(known, coded["place"])):
        return Spot(place, _at(tables, place.pk, coded["zone"]))
    place = next((each for each in known if _is_called(each, said.name)), None)
    if place is None:
        place = taking.ledger.attempt(
            record, "name_en", lambda: add_place(taking.exchange, actor=taking.actor, values=_names(said))
        )
        if place is None:
            return None
        taking.ledger.note(record, RowChoice.CREATE, place.pk)
        return Spot(place)
    _complete(taking, place, said, record)
    return Spot(place, _at(tables, place.pk, None))


def _by_id(known: list[Place], code: str) -> Place | None:
    return next((each for each in known if str(each.pk) == code), None)


def _at(tables: list[Table], place: UUID | None, zone: str | None) -> list[Table]:
    return [each for each in tables if each.place_id == place and zone in (None, each.zone)]


def _is_called(place: Place, name: event.Name) -> bool:
    pairs = ((place.name_zh, name.zh), (place.name_en, name.en))
    return any(own and said and key(own) == key(said) for own, said in pairs)


def _names(said: event.Place) -> dict[str, Any]:
    return {name: value for name, value in (("name_zh", said.name.zh), ("name_en", said.name.en)) if value}


def _complete(taking: Taking, place: Place, said: event.Place, record: Record) -> None:
    """A name in the other language, where the place has none."""
    lacking = {name: value for name, value in _names(said).items() if not getattr(place, name)}
    if lacking and taking.ledger.does(
        record, "name_en", lambda: change_place(place, actor=taking.actor, values=lacking)
    ):
        taking.ledger.note(record, RowChoice.UPDATE, place.pk)


def _fill(taking: Taking, spot: Spot, said: event.Place, record: Record) -> None:
    """As many tables as the place holds, all in its zone; there may be more already."""
    lacking = said.capacity - len(spot.tables)
    for table in spot.tables:
        if said.zone and table.zone != said.zone:
            _move(taking, table, said.zone, record)
    if lacking <= 0:
        return
    made = taking.ledger.attempt(
        record,
        "capacity",
        lambda: lay_out_tables(
            taking.round, actor=taking.actor, count=lacking, place=spot.place, zone=said.zone
        ),
    )
    for table in made or []:
        table.round = taking.round
        spot.tables.append(table)
        taking.ledger.note(record, RowChoice.UPDATE, table.pk)


def _move(taking: Taking, table: Table, zone: str, record: Record) -> None:
    if taking.ledger.attempt(
        record, "zone", lambda: change_table(table, actor=taking.actor, values={"zone": zone})
    ):
        taking.ledger.note(record, RowChoice.UPDATE, table.pk)

"""Tables, and the slots in which they cannot be had."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.meetings.domain.locking import locked_round, require_of
from qiao.rooms.meetings.errors import InUse, NotOfTheRound
from qiao.rooms.meetings.models import MeetingRound, Table, TableClosure, TimeSlot
from qiao.rooms.programme.models import Place

FIELDS = ("number", "name_zh", "name_en", "place", "zone")


@transaction.atomic
def lay_out_tables(
    meeting_round: MeetingRound, *, actor: User, count: int, place: Place | None = None, zone: str = ""
) -> list[Table]:
    """So many tables more, numbered on from the last."""
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    tables = write_tables(found, count, place, zone)
    record(actor, "meetings.round.tables_added", found, changes={"tables": [None, len(tables)]})
    return tables


def write_tables(meeting_round: MeetingRound, count: int, place: Place | None, zone: str) -> list[Table]:
    """The caller holds the lock."""
    if place is not None and place.exchange_id != meeting_round.exchange_id:
        raise NotOfTheRound(what=str(place))
    last = meeting_round.tables.aggregate(last=Max("number"))["last"] or 0
    tables = [
        Table(round=meeting_round, number=last + number, place=place, zone=zone)
        for number in range(1, count + 1)
    ]
    for table in tables:
        table.full_clean()
        table.save(force_insert=True)
    return tables


@transaction.atomic
def change_table(table: Table, *, actor: User, values: Mapping[str, Any]) -> Table:
    require(actor, "meetings.change_round", table.round)
    found = locked_round(table.round)
    place = values.get("place")
    if place is not None and place.exchange_id != found.exchange_id:
        raise NotOfTheRound(what=str(place))
    if changes := apply(table, {name: values[name] for name in FIELDS if name in values}):
        record(actor, "meetings.round.table_changed", found, changes=changes)
    return table


@transaction.atomic
def set_closures(table: Table, *, actor: User, slots: Iterable[TimeSlot]) -> None:
    """The slots in which it cannot be had; all others are open."""
    require(actor, "meetings.change_round", table.round)
    found = locked_round(table.round)
    slots = list(slots)
    require_of(found, *slots)
    if table.fixed.filter(slot__in=slots).exists():
        raise InUse(what=str(table))
    write_closures(table, slots)
    record(actor, "meetings.round.table_closed", found, changes={"slots": [None, len(slots)]})


def write_closures(table: Table, slots: Iterable[TimeSlot]) -> None:
    table.closures.all().delete()
    TableClosure.objects.bulk_create(TableClosure(table=table, slot=slot) for slot in slots)


@transaction.atomic
def remove_table(table: Table, *, actor: User) -> None:
    require(actor, "meetings.change_round", table.round)
    found = locked_round(table.round)
    try:
        table.delete()
    except ProtectedError:
        raise InUse(what=str(table)) from None
    record(actor, "meetings.round.table_removed", found, changes={"table": [str(table), None]})

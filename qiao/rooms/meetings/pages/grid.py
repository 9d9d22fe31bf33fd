"""A timetable as tables of a page, one a day: slots by tables, and parties by slots."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from qiao.rooms.meetings.models import Meeting, MeetingParty, Table, TimeSlot, Timetable
from qiao.rooms.meetings.pages.days import days_of


@dataclass(frozen=True, slots=True)
class Cell:
    """`other` is set where the row is that of a party."""

    column: Any
    meeting: Meeting | None
    other: MeetingParty | None = None


@dataclass(frozen=True, slots=True)
class Row:
    head: Any
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    date: dt.date
    columns: list[Any]
    rows: list[Row]


def by_table(timetable: Timetable) -> list[Grid]:
    """Only tables at which somebody meets on some day."""
    held = {(each.slot_id, each.table_id): each for each in timetable.meetings.on().told()}
    used = {table for _slot, table in held}
    tables = [each for each in timetable.round.tables.select_related("place") if each.pk in used]
    return [Grid(day.date, tables, _rows(day.slots, tables, held)) for day in _days(timetable)]


def by_party(timetable: Timetable) -> list[Grid]:
    """Delegations first, each side by name."""
    held = _of_parties(timetable.meetings.on().told())
    parties = sorted(timetable.round.parties.named(), key=lambda each: (each.side, str(each)))
    there = [each for each in parties if each.is_standing or any(who == each.pk for who, _slot in held)]
    return [
        Grid(
            day.date,
            day.slots,
            [Row(each, [_cell(each, slot, held) for slot in day.slots]) for each in there],
        )
        for day in _days(timetable)
    ]


def _days(timetable: Timetable) -> Any:
    return days_of(timetable.round.slots.all(), timetable.round.zone)


def _rows(slots: list[TimeSlot], tables: list[Table], held: dict[tuple[UUID, UUID], Meeting]) -> list[Row]:
    return [Row(slot, [Cell(table, held.get((slot.pk, table.pk))) for table in tables]) for slot in slots]


def _of_parties(meetings: Iterable[Meeting]) -> dict[tuple[UUID, UUID], Meeting]:
    found = {}
    for each in meetings:
        found[each.guest_id, each.slot_id] = found[each.host_id, each.slot_id] = each
    return found


def _cell(party: MeetingParty, slot: TimeSlot, held: dict[tuple[UUID, UUID], Meeting]) -> Cell:
    meeting = held.get((party.pk, slot.pk))
    return Cell(slot, meeting, meeting.other(party) if meeting else None)

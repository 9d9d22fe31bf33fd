"""When parties can meet and places are open. Only what the sheet names changes."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from qiao.kit.imports.enums import RowChoice
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.domain.busy import busy_periods
from qiao.rooms.meetings.domain.table import set_closures
from qiao.rooms.meetings.intake.places import Spot
from qiao.rooms.meetings.intake.taking import Taking
from qiao.rooms.meetings.models import Absence, MeetingParty, Table, TableClosure, TimeSlot
from qiao.rooms.meetings.workbook.event import Period, Slot
from qiao.rooms.meetings.workbook.records import Record

Ids = dict[UUID, set[UUID]]


def take_availability(taking: Taking, parties: dict[str, MeetingParty], spots: dict[str, Spot]) -> None:
    rows = {(each.sheet, each.row): each for each in taking.contents.records["availability"]}
    records: dict[str, list[Record]] = defaultdict(list)
    for period in taking.event.periods:
        if period.source and (row := rows[period.source.sheet, period.source.row]) not in records[period.of]:
            records[period.of].append(row)
    slots = list(taking.round.slots.all())
    _take_absences(taking, parties, slots, records)
    _take_closures(taking, spots, slots, records)


def _take_absences(
    taking: Taking, parties: dict[str, MeetingParty], slots: list[TimeSlot], records: dict[str, list[Record]]
) -> None:
    """What the programme takes from a party is kept free by itself, and is no absence."""
    named = {key: party for key, party in parties.items() if key in records}
    absent = _by(Absence.objects.filter(party__in=named.values()).values_list("party", "slot"))
    busy: dict[str, list[Period]] = defaultdict(list)
    for period in busy_periods(taking.round, named.values()):
        busy[period.of].append(period)
    for key, party in named.items():
        now = absent[party.pk]
        taken = {each.pk for each in slots if any(p.touches(_slot(each)) for p in busy[str(party.pk)])}
        wanted = {each.pk for each in _not_free(taking, key, slots)} & (now | ({s.pk for s in slots} - taken))
        if wanted != now:
            _absent(taking, party, [each for each in slots if each.pk in wanted], records[key])


def _absent(taking: Taking, party: MeetingParty, slots: list[TimeSlot], records: list[Record]) -> None:
    first, *_others = records
    done = taking.ledger.does(first, "party", lambda: set_absences(party, actor=taking.actor, slots=slots))
    for record in records if done else []:
        taking.ledger.note(record, RowChoice.UPDATE, party.pk)


def _take_closures(
    taking: Taking, spots: dict[str, Spot], slots: list[TimeSlot], records: dict[str, list[Record]]
) -> None:
    """A place is open in a slot as long as one of its tables is."""
    named = {key: spot for key, spot in spots.items() if key in records}
    tables = [table.pk for spot in named.values() for table in spot.tables]
    closed = _by(TableClosure.objects.filter(table__in=tables).values_list("table", "slot"))
    for key, spot in named.items():
        wanted = {each.pk for each in _not_free(taking, key, slots)}
        shut = set.intersection(*(closed[table.pk] for table in spot.tables)) if spot.tables else set()
        for table in spot.tables:
            after = (closed[table.pk] - (shut - wanted)) | wanted
            if after != closed[table.pk]:
                _close(taking, table, [each for each in slots if each.pk in after], records[key])


def _close(taking: Taking, table: Table, slots: list[TimeSlot], records: list[Record]) -> None:
    first, *_others = records
    done = taking.ledger.does(first, "party", lambda: set_closures(table, actor=taking.actor, slots=slots))
    for record in records if done else []:
        taking.ledger.note(record, RowChoice.UPDATE, table.pk)


def _not_free(taking: Taking, key: str, slots: list[TimeSlot]) -> list[TimeSlot]:
    return [each for each in slots if not taking.event.is_free(key, _slot(each))]


def _slot(slot: TimeSlot) -> Slot:
    return Slot("", slot.starts_at, slot.ends_at)


def _by(pairs: Iterable[tuple[UUID, UUID]]) -> Ids:
    found: Ids = defaultdict(set)
    for owner, slot in pairs:
        found[owner].add(slot)
    return found

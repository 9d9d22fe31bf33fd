"""The workbook as a whole: everything that is wrong with it is told at once, or it is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import IO
from zoneinfo import ZoneInfo

from qiao.kit.tables.book import Sheet, Workbook
from qiao.kit.tables.faults import TableRefused
from qiao.kit.tables.read import read_workbook
from qiao.rooms.meetings.workbook import plans
from qiao.rooms.meetings.workbook.cells import name, time_zone, whole
from qiao.rooms.meetings.workbook.event import Event, Name, Period
from qiao.rooms.meetings.workbook.faults import Collector, WorkbookRefused
from qiao.rooms.meetings.workbook.headings import SheetPlan
from qiao.rooms.meetings.workbook.parties import Parties
from qiao.rooms.meetings.workbook.records import Record, records_of
from qiao.rooms.meetings.workbook.times import Slots, periods_of
from qiao.rooms.meetings.workbook.wishes import Wishes, answered

TIME_ZONE = "Asia/Shanghai"
MOST_WALK = 50
READ_ME = ("说明 Read me", "Read me", "说明")


@dataclass(frozen=True)
class Contents:
    """The event as it is written, and the record of each of its rows by the name of the sheet."""

    event: Event
    records: dict[str, list[Record]]


def read_event(file: IO[bytes]) -> Event:
    """The event of an XLSX workbook, with what answers to wishes come to.

    Raises
    ------
    WorkbookRefused : with everything that is wrong, each at its sheet and cell.
    """
    try:
        book = read_workbook(file)
    except TableRefused as refused:
        raise WorkbookRefused(refused.faults) from refused
    event = contents_of(book).event
    return replace(event, wishes=tuple(answered(event.wishes)))


def contents_of(book: Workbook, time_zone: str = TIME_ZONE) -> Contents:
    """Times are told in the zone, where the workbook names none."""
    found = Collector()
    if book.kind != "xlsx":
        found.add("not-a-workbook")
        found.raise_any()
    sheets = _sheets(book.sheets, found)
    event = _event(sheets, found, time_zone)
    found.faults.sort(key=lambda fault: _order(book.sheets, fault.place))
    found.raise_any()
    return Contents(event, sheets)


def _order(sheets: Iterable[Sheet], place: str) -> tuple[int, int]:
    """Faults in the order of the workbook: of the sheets, then of the rows."""
    title, _mark, cell = place.rpartition("!")
    names = [sheet.name for sheet in sheets]
    title = title or place
    row = "".join(letter for letter in cell if letter.isdigit()) if title != place else ""
    return names.index(title) if title in names else -1, int(row or 0)


def _sheets(sheets: Iterable[Sheet], found: Collector) -> dict[str, list[Record]]:
    taken: dict[str, Sheet] = {}
    for sheet in sheets:
        plan = next((each for each in plans.PLANS if each.is_named(sheet.name)), None)
        if plan is None:
            _note_unknown(sheet, found)
        elif plan.name in taken:
            found.add("sheet-twice", sheet.name, other=taken[plan.name].name)
        else:
            taken[plan.name] = sheet
    return {each.name: _records(taken.get(each.name), each, found) for each in plans.PLANS}


def _note_unknown(sheet: Sheet, found: Collector) -> None:
    if sheet.rows and not sheet.name.startswith("#") and sheet.name not in READ_ME:
        found.add("sheet-unknown", sheet.name, names=", ".join(each.title for each in plans.PLANS))


def _records(sheet: Sheet | None, plan: SheetPlan, found: Collector) -> list[Record]:
    if sheet is None or (not sheet.rows and not plan.is_needed):
        if plan.is_needed:
            found.add("sheet-missing", name=plan.title)
        return []
    return records_of(sheet, plan, found)


def _event(sheets: dict[str, list[Record]], found: Collector, default_zone: str) -> Event:
    exchange = sheets["exchange"]
    for extra in exchange[1:]:
        extra.fault("one-row", "")
    zone, walk, floor = _settings(exchange, default_zone)
    parties = Parties()
    _each(sheets["organisations"], parties.add_organisation)
    _each(sheets["places"], parties.add_place)
    _each(sheets["delegates"], parties.add_delegate)
    _each(sheets["hosts"], parties.add_host)
    parties.check_places(walk)
    read = Slots(zone)
    _each(sheets["slots"], read.add)
    slots = read.in_order()
    sheets["slots"] = [record for _slot, record in read.all]
    lookups = (parties.by_name, parties.place_by_name)
    periods: list[Period] = []
    for record in sheets["availability"]:
        periods += periods_of(record, slots, lookups)
    wishes = Wishes(parties, slots)
    _each(sheets["wishes"], wishes.add)
    return Event(
        name=name(exchange[0]) if exchange else Name(),
        organisers=name(exchange[0], "organisers") if exchange else Name(),
        time_zone=zone,
        walk_slots=walk,
        floor=floor,
        organisations=tuple(parties.organisations.values()),
        delegates=tuple(parties.delegates),
        hosts=tuple(parties.hosts.values()),
        places=tuple(parties.places.values()),
        slots=slots,
        periods=tuple(periods),
        wishes=tuple(wishes.all.values()),
    )


def _each(records: Iterable[Record], add: Callable[[Record], None]) -> None:
    for record in records:
        add(record)


def _settings(exchange: list[Record], default_zone: str) -> tuple[ZoneInfo, int, int]:
    if not exchange:
        return ZoneInfo(default_zone), 0, 0
    (record, *_rest) = exchange
    walk = whole(record, "walk_slots", 0, MOST_WALK) or 0
    floor = whole(record, "floor", 0, MOST_WALK) or 0
    return time_zone(record, "time_zone", default_zone), walk, floor

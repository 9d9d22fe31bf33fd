"""Slots in order of time, and when whom or what can be had."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from qiao.rooms.meetings.workbook import plans
from qiao.rooms.meetings.workbook.cells import clock, date_in, day, time_in, yes
from qiao.rooms.meetings.workbook.event import Period, Slot, Source
from qiao.rooms.meetings.workbook.headings import key
from qiao.rooms.meetings.workbook.lookup import Lookup
from qiao.rooms.meetings.workbook.records import Record


class Slots:
    """The slots that were read, each with its record."""

    def __init__(self, zone: ZoneInfo) -> None:
        self.zone = zone
        self.all: list[tuple[Slot, Record]] = []
        self._codes: dict[str, Source] = {}

    def add(self, record: Record) -> None:
        on, start, end = day(record, "date"), clock(record, "start"), clock(record, "end")
        code = record["code"] or str(len(self.all) + 1)
        if on is None or start is None or end is None or not self._is_new(record, code):
            return
        if end <= start:
            record.fault("slot-backwards", "end", value=record["end"])
            return
        starts_at, ends_at = (datetime.combine(on, each, self.zone) for each in (start, end))
        self.all.append((Slot(code, starts_at, ends_at), record))

    def in_order(self) -> tuple[Slot, ...]:
        """By time; each that overlaps the one before is a fault at the later row of the two."""
        self.all.sort(key=lambda each: each[0].starts_at)
        for (earlier, first), (later, second) in pairwise(self.all):
            if later.starts_at < earlier.ends_at:
                low, high = sorted((first, second), key=lambda record: record.row)
                high.fault("slot-overlap", "start", other=low.source("start"))
        return tuple(slot for slot, _record in self.all)

    def _is_new(self, record: Record, code: str) -> bool:
        if key(code) in self._codes:
            record.fault("name-twice", "code", value=code, other=self._codes[key(code)])
            return False
        self._codes[key(code)] = record.source("code")
        return True


def find_slot(slots: Iterable[Slot], record: Record, field: str) -> str | None:
    """The code of the slot that a cell calls by code, or by date and start."""
    text = record[field]
    if not text:
        return None
    slots = tuple(slots)
    found = next((each for each in slots if key(each.code) == key(text)), None) or _at(slots, text)
    if found is None:
        record.fault("pin-unknown", field, value=text, sheets=plans.SLOTS.title)
        return None
    return found.code


def _at(slots: tuple[Slot, ...], text: str) -> Slot | None:
    on, _space, at = text.strip().replace("T", " ").rpartition(" ")
    start, day_ = time_in(at), date_in(on)
    return next((s for s in slots if s.day == day_ and s.starts_at.time() == start), None)


def periods_of(record: Record, slots: tuple[Slot, ...], lookups: tuple[Lookup, Lookup]) -> list[Period]:
    """One period, or one a day where the row names no day."""
    organisations, places = lookups
    found = organisations.get(record["party"]) or places.get(record["party"])
    if found is None:
        organisations.find(record, "party")
    on, is_free = day(record, "date"), yes(record, "free")
    start, end = clock(record, "start") or time(), clock(record, "end")
    if end is not None and end <= start:
        record.fault("period-backwards", "end", value=record["end"])
    if found is None or is_free is None or not slots:
        return []
    days = [on] if on else list(dict.fromkeys(slot.day for slot in slots))
    zone = slots[0].starts_at.tzinfo
    return [
        Period(found, datetime.combine(each, start, zone), _end(each, end, zone), is_free, record.source())
        for each in days
    ]


def _end(on: date, end: time | None, zone: object) -> datetime:
    if end is None:
        return datetime.combine(on + timedelta(days=1), time(), zone)  # type: ignore[arg-type]
    return datetime.combine(on, end, zone)  # type: ignore[arg-type]

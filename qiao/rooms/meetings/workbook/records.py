"""The rows of a sheet by the fields of its plan, with the cell of each value."""

from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from qiao.kit.tables.book import Row, Sheet
from qiao.rooms.meetings.workbook.event import Source
from qiao.rooms.meetings.workbook.faults import Collector
from qiao.rooms.meetings.workbook.headings import Column, SheetPlan


@dataclass(frozen=True)
class Record:
    """One row: texts by field, and the letters of their columns. A column that is not there is empty."""

    sheet: str
    row: int
    texts: dict[str, str]
    letters: dict[str, str]
    found: Collector

    def __getitem__(self, field: str) -> str:
        return self.texts.get(field, "")

    def source(self, field: str = "") -> Source:
        return Source(self.sheet, self.row, self.letters.get(field, ""))

    def fault(self, code: str, field: str, **values: object) -> None:
        place = self.source(field)
        self.found.add(code, place.sheet, place.row, place.column, **values)


@dataclass(frozen=True)
class Columns:
    plan: SheetPlan
    at: dict[int, Column]

    def record(self, sheet: str, row: Row, found: Collector) -> Record:
        texts = {each.field: row.values[place].strip() for place, each in self.at.items()}
        letters = {each.field: get_column_letter(place + 1) for place, each in self.at.items()}
        return Record(sheet, row.number, texts, letters, found)


def records_of(sheet: Sheet, plan: SheetPlan, found: Collector) -> list[Record]:
    """The rows below the headings; what is wrong with the headings is noted."""
    if sheet.faults:
        found.faults += sheet.faults
        return []
    columns = _columns(sheet, plan, found)
    records = [columns.record(sheet.name, row, found) for row in sheet.body]
    if not records and plan.is_needed:
        found.add("sheet-empty", sheet.name)
    return [record for record in records if _is_complete(record, columns)]


def _columns(sheet: Sheet, plan: SheetPlan, found: Collector) -> Columns:
    at: dict[int, Column] = {}
    for place, heading in enumerate(sheet.header.values):
        if not heading.strip():
            continue
        column, letter = plan.column(heading), get_column_letter(place + 1)
        if column is None:
            names = ", ".join(each.heading for each in plan.columns)
            found.add("heading-unknown", sheet.name, sheet.header.number, letter, value=heading, names=names)
        elif column in at.values():
            found.add("heading-twice", sheet.name, sheet.header.number, letter, name=column.heading)
        else:
            at[place] = column
    for column in _missing(plan, at):
        found.add("column-missing", sheet.name, sheet.header.number, name=column.heading)
    return Columns(plan, at)


def _missing(plan: SheetPlan, at: dict[int, Column]) -> Iterator[Column]:
    there = set(at.values())
    yield from (each for each in plan.columns if each.is_needed and each not in there)
    names = [each for each in plan.columns if each.field in ("name_zh", "name_en")]
    if names and not there & set(names) and plan.is_needed and plan.name != "delegates":
        yield names[0]


def _is_complete(record: Record, columns: Columns) -> bool:
    there = [each for each in columns.at.values() if each.is_needed]
    lacking = [each for each in there if not record[each.field]]
    for each in lacking:
        record.fault("empty", each.field, name=each.heading)
    return not lacking and len(there) == sum(each.is_needed for each in columns.plan.columns)

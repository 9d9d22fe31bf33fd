"""A sheet of cells, and the records under its headings, with the place of each cell."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.shape.words import say
from qiao.engines.timetabling.formats.cells import raw_of
from qiao.engines.timetabling.formats.headings import Column, SheetPlan

MOST_ROWS = 500_000
MOST_COLUMNS = 64

say(
    {
        "fault.sheet-missing": ("There is no sheet {name}. Add it.", "没有名为{name}的工作表。请补充。"),
        "fault.sheet-unknown": (
            "There is no place for a sheet {id}. {near}",
            "不能有名为{id}的工作表。{near}",
        ),
        "fault.sheet-twice": ("This sheet is there twice. Leave one.", "此工作表重复。请只保留一个。"),
        "fault.heading": (
            "The first row has no known heading. Head the columns with {options}.",
            "首行没有可识别的列标题。可用的列标题有{options}。",
        ),
        "fault.column-missing": ("The column {name} is missing. Add it.", "缺少列{name}。请补充。"),
        "fault.column-unknown": ("The column {id} is not known. {near}", "无法识别列{id}。{near}"),
        "fault.column-twice": (
            "The column {name} is there twice. Leave one.",
            "列{name}重复。请只保留一列。",
        ),
        "fault.second-header": (
            "This row has headings again. Leave one row of headings.",
            "此行又是列标题。请只保留一行列标题。",
        ),
        "fault.rows": ("There are more than {most} rows. Split the table.", "行数超过{most}。请拆分表格。"),
        "fault.columns": ("There are more than {most} columns. Take some out.", "列数超过{most}。请删减。"),
        "fault.no-heading-cell": (
            "This cell has no heading above it. Add one.",
            "此单元格上方没有列标题。请补充。",
        ),
    }
)


@dataclass
class Table:
    """Rows of cells with their numbers, from 1; empty rows are left out."""

    name: str
    rows: list[tuple[int, list[Any]]] = field(default_factory=list)

    def place(self, row: int, column: int | None = None) -> str:
        return f"{self.name}!{'' if column is None else letters(column)}{row}"


@dataclass(frozen=True)
class Record:
    """The raw values of one row by field, and the place of each."""

    values: dict[str, Any]
    places: dict[str, str]
    place: str


def letters(column: int) -> str:
    """The name of a column in a spreadsheet, from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def records_of(table: Table, plan: SheetPlan, found: Collector) -> Iterator[Record]:
    """The rows under the headings; what is wrong with the headings is noted."""
    if not table.rows:
        found.add(table.name, "heading", options=[shown(each.field) for each in plan.columns])
        return
    (number, header), *rows = table.rows
    columns = _columns_of(table, plan, number, header, found)
    for row, cells in rows:
        if _is_header(plan, columns, cells):
            found.add(table.place(row), "second-header")
            continue
        values, places = {}, {}
        for position, cell in enumerate(cells):
            column = columns.get(position)
            if column is not None:
                places[column.field] = table.place(row, position)
                values[column.field] = raw_of(cell, column.kind)
            elif cell not in (None, "") and position >= len(header):
                found.add(table.place(row, position), "no-heading-cell")
        yield Record(values, places, table.place(row))


def _columns_of(
    table: Table, plan: SheetPlan, number: int, header: list[Any], found: Collector
) -> dict[int, Column]:
    if not any(plan.column(each) for each in header):
        found.add(table.place(number), "heading", options=[shown(each.field) for each in plan.columns])
        return {}
    columns: dict[int, Column] = {}
    for position, heading in enumerate(header):
        column = plan.column(heading)
        place = table.place(number, position)
        if column is None and heading not in (None, ""):
            known = [each.field for each in plan.columns]
            add_unknown(place, "column-unknown", str(heading), known, found)
        elif column in columns.values():
            found.add(place, "column-twice", name=shown(heading))
        elif column is not None:
            columns[position] = column
    for column in plan.columns:
        if column.is_needed and column not in columns.values():
            found.add(table.place(number), "column-missing", name=shown(column.field))
    return columns


def _is_header(plan: SheetPlan, columns: dict[int, Column], cells: list[Any]) -> bool:
    """Two cells or more that are each the heading of their own column, and nothing else in the row. (Somebody
    may be called "ID".)"""
    filled = {position: each for position, each in enumerate(cells) if each not in (None, "")}
    return len(filled) > 1 and all(
        isinstance(each, str) and (column := plan.column(each)) and column == columns.get(position)
        for position, each in filled.items()
    )


def trimmed(cells: list[Any]) -> list[Any]:
    """A row without the empty cells at its end."""
    end = len(cells)
    while end and cells[end - 1] in (None, ""):
        end -= 1
    return cells[:end]

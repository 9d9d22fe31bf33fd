"""Sheets as an XLSX workbook, and a timetable as one with a list of meetings and a grid."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.strict_json import refusal
from qiao.engines.shape.words import say
from qiao.engines.timetabling.formats.archive import checked_archive
from qiao.engines.timetabling.formats.csv_files import meeting_rows, result_of
from qiao.engines.timetabling.formats.headings import MEETINGS, plan_named
from qiao.engines.timetabling.formats.instance_tables import problem_from, sheets_of
from qiao.engines.timetabling.formats.table import MOST_COLUMNS, MOST_ROWS, Table, trimmed
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution

_LONGEST_CELL = 32_767
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"0*(\d+)\"")
_CHUNK = 1024 * 1024
_UNREADABLE = (
    OSError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    ParseError,
    RecursionError,
)

say(
    {
        "fault.formula": (
            "This cell has a formula. Replace it by its value.",
            "此单元格含有公式。请替换为其数值。",
        ),
        "fault.error-cell": (
            "This cell shows an error. Replace it by a value.",
            "此单元格显示错误。请替换为正确的值。",
        ),
        "fault.cell-kind": (
            "This cell is neither text nor number. Write one of the two.",
            "此单元格既非文本也非数字。请改为其中之一。",
        ),
        "fault.merged": ("Cells are merged here. Separate them.", "此处有合并的单元格。请取消合并。"),
        "fault.not-xlsx": (
            "This is no workbook that can be read. Save it as XLSX.",
            "这不是可读取的工作簿。请另存为XLSX。",
        ),
        "fault.xlsx-text": (
            "This text has control characters or is too long for a cell. Use JSON or rename it.",
            "此文本含有控制字符，或超过单元格的长度。请改用JSON或更改名称。",
        ),
    }
)


def read_problem_xlsx(source: bytes) -> Problem:
    """The instance of a workbook.

    Raises
    ------
    BadInstance : with everything that is wrong, each at its sheet and cell.
    """
    return problem_from(_tables(source))


def read_result_xlsx(source: bytes, instance: str = "") -> Solution:
    """The timetable of the sheet of meetings of a workbook. It claims nothing.

    Raises
    ------
    BadInstance : with everything that is wrong, each at its sheet and cell.
    """
    for table in _tables(source):
        if plan_named(table.name, (MEETINGS,)) is not None:
            return result_of(table, instance)
    raise refusal("sheet-missing", "meetings", name=MEETINGS.name)


def _tables(source: bytes) -> list[Table]:
    found = Collector()
    with checked_archive(source) as archive:
        if "[Content_Types].xml" not in archive.namelist() or "xl/workbook.xml" not in archive.namelist():
            raise refusal("not-xlsx")
        try:
            tables = _read(source, archive, found)
        except _UNREADABLE as error:
            if isinstance(error, ValueError) and hasattr(error, "faults"):
                raise
            raise refusal("not-xlsx") from error
    found.raise_any()
    return tables


def _read(source: bytes, archive: zipfile.ZipFile, found: Collector) -> list[Table]:
    book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=False, keep_links=False)
    tables = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            table = Table(sheet.title)
            _scan(archive, str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), table, found)
            _fill(table, sheet, found)
            tables.append(table)
    book.close()
    return tables


def _fill(table: Table, sheet: Any, found: Collector) -> None:
    """Row by row, without the sizes that a sheet says of itself. Rows that are left out of the file come as
    one and the same object, and are passed over."""
    sheet.reset_dimensions()
    empty: Any = None
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS + 1), start=1):
        if row is empty:
            continue
        if all(cell.value is None for cell in row):
            empty = row
            continue
        if row[-1].value is not None:
            found.add(table.place(number), "columns", most=MOST_COLUMNS)
        table.rows.append((number, trimmed([_value(cell, table, found) for cell in row[:MOST_COLUMNS]])))


def _scan(archive: zipfile.ZipFile, path: str, table: Table, found: Collector) -> None:
    """Notes merged cells, which stand at the end of a sheet and are not shown row by row, and refuses rows
    that are numbered too high, before any is read."""
    if path not in archive.namelist():
        return
    before = b""
    with archive.open(path) as member:
        while chunk := member.read(_CHUNK):
            text = before + chunk
            for match in _MERGED.finditer(text):
                found.add(f"{table.name}!{match[1].decode()}", "merged")
            if any(len(match[1]) > 7 or int(match[1]) > MOST_ROWS for match in _ROW.finditer(text)):
                raise refusal("rows", table.name, most=MOST_ROWS)
            before = text[-200:].rpartition(b">")[2]


def _value(cell: Any, table: Table, found: Collector) -> Any:
    value = cell.value
    if value is None:
        return None
    if cell.data_type not in ("f", "e"):
        if isinstance(value, (str, int, float)):
            return value
        if isinstance(value, date):
            return value.isoformat()
    code = {"f": "formula", "e": "error-cell"}.get(cell.data_type, "cell-kind")
    found.add(table.place(cell.row, cell.column - 1), code)
    return None


def write_problem_xlsx(problem: Problem) -> bytes:
    """The instance as a workbook. All texts are texts: none is run as a formula.

    Raises
    ------
    BadInstance : a name cannot stand in a cell.
    """
    return _workbook(sheets_of(problem))


def write_result_xlsx(problem: Problem, solution: Solution) -> bytes:
    """The timetable as a workbook: a sheet of meetings, and a grid of participants by slots in which each
    cell names whom one meets and, where tables were given out, at which table.

    Raises
    ------
    BadInstance : a name cannot stand in a cell.
    """
    return _workbook({"meetings": meeting_rows(solution), "grid": _grid(problem, solution)})


def _grid(problem: Problem, solution: Solution) -> list[list[Any]]:
    rows = {each.id: [each.id, *[None] * problem.slots] for each in problem.participants}
    by_id = {each.id: each for each in problem.requests}
    for name, meeting in solution.schedule.items():
        request = by_id.get(name)
        if request is None or not 0 <= meeting.slot < problem.slots:
            continue
        at = "" if meeting.table is None else f" ({meeting.table})"
        rows[request.a][meeting.slot + 1] = f"{request.b}{at}"
        rows[request.b][meeting.slot + 1] = f"{request.a}{at}"
    return [["participant", *range(problem.slots)], *rows.values()]


def _workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows, start=1):
            sheet.append(_cells(sheet, row, Table(name), number))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _cells(sheet: Any, row: Iterable[Any], table: Table, number: int) -> list[Any]:
    cells = []
    for column, value in enumerate(row):
        if not isinstance(value, str):
            cells.append(value)
            continue
        if len(value) > _LONGEST_CELL or "\r" in value or ILLEGAL_CHARACTERS_RE.search(value):
            raise refusal("xlsx-text", table.place(number, column))
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"  # openpyxl takes a leading = for a formula and #N/A for an error
        cells.append(cell)
    return cells

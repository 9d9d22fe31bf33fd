"""What a read table is: sheets of numbered rows of texts, and the faults found on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from qiao.kit.tables.faults import TableFault, TableRefused, excerpt

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
MAX_ROWS = 50_000
MAX_COLUMNS = 200
MAX_CELLS = 1_000_000
MAX_FIELD = 10_000
MAX_FAULTS = 100
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


class Row(NamedTuple):
    """`number` is the one that the spreadsheet shows."""

    number: int
    values: tuple[str, ...]


@dataclass
class Sheet:
    """Blank rows are left out; the first row that is left holds the headings."""

    name: str
    rows: list[Row] = field(default_factory=list)
    faults: list[TableFault] = field(default_factory=list)

    @property
    def header(self) -> Row:
        return self.rows[0]

    @property
    def body(self) -> list[Row]:
        return self.rows[1:]

    def require_faultless(self) -> None:
        if self.faults:
            raise TableRefused(*self.faults)


@dataclass
class Workbook:
    kind: str  # csv or xlsx
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""


class Enough(Exception):
    """So much is wrong, or so much is there, that reading on helps nobody."""


class Collector:
    """Takes rows of one sheet and keeps the limits."""

    def __init__(self, name: str) -> None:
        self.sheet = Sheet(name)
        self._cells = 0
        self._known: dict[str, str] = {}

    def add(self, number: int, values: Sequence[str]) -> None:
        if not any(value and not value.isspace() for value in values):
            return
        values = self._judged(number, values)
        self._cells += len(values)
        if len(self.sheet.rows) > MAX_ROWS:
            self.stop("too-many-rows", number, limit=f"{MAX_ROWS:,}")
        if self._cells > MAX_CELLS:
            self.stop("too-many-cells", number, limit=f"{MAX_CELLS:,}")
        self.sheet.rows.append(Row(number, tuple(values)))

    def fault(
        self, code: str, row: int | None = None, column: int = 0, text: str = "", **values: object
    ) -> None:
        letter = get_column_letter(column) if column else ""
        self.sheet.faults.append(TableFault(code, self.sheet.name, row, letter, excerpt(text), values))
        if len(self.sheet.faults) >= MAX_FAULTS:
            self.sheet.faults.append(TableFault("more", self.sheet.name, values={"limit": MAX_FAULTS}))
            raise Enough

    def stop(
        self, code: str, row: int | None = None, column: int = 0, text: str = "", **values: object
    ) -> None:
        self.fault(code, row, column, text, **values)
        raise Enough

    def _judged(self, number: int, values: Sequence[str]) -> Sequence[str]:
        if _width(values) > MAX_COLUMNS:
            column = next(
                place for place, value in enumerate(values, 1) if place > MAX_COLUMNS and value.strip()
            )
            self.stop("too-many-columns", number, min(column, LAST_COLUMN), limit=MAX_COLUMNS)
        for column, value in enumerate(values, 1):
            if len(value) > MAX_FIELD:
                self.fault("field-too-long", number, column, value, limit=f"{MAX_FIELD:,}")
        known = self._known
        return [known.setdefault(value, value) if len(value) < 32 else value for value in values]


def _width(values: Sequence[str]) -> int:
    width = len(values)
    while width and not values[width - 1].strip():
        width -= 1
    return width


def check_shape(collector: Collector, *, is_exact: bool) -> None:
    """Every value has a heading above it; in a CSV, every row has as many fields as the heading."""
    sheet = collector.sheet
    if not sheet.rows:
        collector.stop("no-rows")
    header = sheet.header
    width = _width(header.values)
    _check_headings(collector, header, width)
    filled = {column for column, name in enumerate(header.values, 1) if name.strip()}
    for row in sheet.body:
        _check_row(collector, row, width, filled, is_exact)
    if not sheet.faults:  # otherwise the rows stay as they are, for whoever says what went wrong
        sheet.rows = [Row(row.number, _fitted(row.values, width)) for row in sheet.rows]


def _check_headings(collector: Collector, header: Row, width: int) -> None:
    seen: dict[str, int] = {}
    for column, name in enumerate(header.values[:width], 1):
        key = name.strip().casefold()
        if key and key in seen:
            other = get_column_letter(seen[key])
            collector.fault("double-heading", header.number, column, name, other=other)
        seen.setdefault(key, column)


def _check_row(collector: Collector, row: Row, width: int, filled: set[int], is_exact: bool) -> None:
    if is_exact and len(row.values) != width and (_width(row.values) > width or len(row.values) < width):
        code = "short-row" if len(row.values) < width else "long-row"
        collector.fault(code, row.number, 0, "", found=len(row.values), expected=width)
        return
    for column, value in _outside(row.values, filled):
        collector.fault("no-heading", row.number, column, value)
        return


def _outside(values: Sequence[str], filled: set[int]) -> Iterator[tuple[int, str]]:
    for column, value in enumerate(values, 1):
        if column not in filled and value.strip():
            yield column, value


def _fitted(values: tuple[str, ...], width: int) -> tuple[str, ...]:
    return values[:width] + ("",) * (width - len(values))

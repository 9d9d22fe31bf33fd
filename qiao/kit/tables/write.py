"""Tables out: CSV that Excel opens right in Chinese, and XLSX whose texts stay texts."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO, cast

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from qiao.kit.tables.guard import guarded, is_formula_like

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # Excel's own limit
_CHUNK = 64 * 1024
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")

Number = int | float | Decimal
Plain = str | Number | date | time | None


@dataclass(frozen=True)
class NewSheet:
    """One sheet to write. `widths` are columns' widths in letters; the first row stays in view."""

    name: str
    header: Sequence[Any]
    rows: Iterable[Sequence[Any]]
    widths: Sequence[int] = field(default_factory=tuple)


def csv_stream(header: Sequence[Any], rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with the mark by which Excel knows it, every field quoted, one chunk for many rows."""
    echo = _Echo()
    writer = csv.writer(echo, quoting=csv.QUOTE_ALL)
    yield b"\xef\xbb\xbf"
    writer.writerow([_csv_text(value) for value in header])
    for row in rows:
        writer.writerow([_csv_text(value) for value in row])
        if echo.size >= _CHUNK:
            yield echo.take()
    yield echo.take()


def xlsx_stream(sheets: Iterable[NewSheet]) -> Iterator[bytes]:
    """Rows go to a scratch file one by one, so that a long export costs no memory."""
    with tempfile.TemporaryFile() as scratch:
        _write_workbook(sheets, cast(BinaryIO, scratch))
        scratch.seek(0)
        while chunk := scratch.read(_CHUNK):
            yield chunk


def xlsx_bytes(sheets: Iterable[NewSheet]) -> bytes:
    return b"".join(xlsx_stream(sheets))


def _write_workbook(sheets: Iterable[NewSheet], target: BinaryIO) -> None:
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book, sheet)
    book.save(target)


def _write_sheet(book: Workbook, sheet: NewSheet) -> None:
    page = book.create_sheet(_NOT_IN_SHEET_NAMES.sub(" ", str(sheet.name)).strip("' ")[:31] or None)
    page.freeze_panes = "A2"
    for number, width in enumerate(sheet.widths, 1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_heading(page, value) for value in sheet.header])
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])


def _heading(page: Any, value: Any) -> Any:
    cell = _text_cell(page, _sheet_text(str(_plain(value) or "")))
    cell.font = Font(bold=True)
    return cell


def _cell(page: Any, value: Any) -> Any:
    value = _plain(value)
    if isinstance(value, str):
        return _text_cell(page, _sheet_text(value)) if value else None
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.make_naive(value)
    return value


def _text_cell(page: Any, text: str) -> Any:
    cell = WriteOnlyCell(page, text)
    cell.data_type = "s"  # openpyxl takes a leading = for a formula and #N/A for an error
    if is_formula_like(text):
        cell.quotePrefix = True  # stays text when somebody edits the cell
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _sheet_text(text: str) -> str:
    text = _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def _csv_text(value: Any) -> str:
    value = _plain(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value.replace("\x00", "\N{REPLACEMENT CHARACTER}"))
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _plain(value: Any) -> Plain:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value is None or isinstance(value, str | int | float | Decimal | date | time):
        return value
    return ", ".join(str(part) for part in value) if _is_several(value) else str(value)


def _is_several(value: Any) -> bool:
    return not isinstance(value, Promise) and isinstance(value, list | tuple | set | frozenset)


class _Echo:
    """What csv.writer writes to: keeps the text until it is taken."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.size = 0

    def write(self, text: str) -> int:
        self._parts.append(text)
        self.size += len(text)
        return len(text)

    def take(self) -> bytes:
        text = "".join(self._parts)
        self._parts, self.size = [], 0
        return text.encode("utf-8", errors="replace")

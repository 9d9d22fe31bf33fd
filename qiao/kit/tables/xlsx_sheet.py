"""One sheet, told element by element. What the file says about its own size is not believed."""

import math
import re
from datetime import datetime, time, timedelta

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from qiao.kit.tables.archive import refusal
from qiao.kit.tables.book import MAX_COLUMNS, Collector
from qiao.kit.tables.xlsx_text import RichText, SharedTexts

_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,15}", re.ASCII)
_MOST_VALUE = 400  # letters of a number or date
_EXACT = 1e15  # a spreadsheet keeps fifteen digits


class SheetTarget:
    def __init__(self, collector: Collector, texts: SharedTexts, dates: list[bool], is_1904: bool) -> None:
        self.collector = collector
        self._texts = texts
        self._dates = dates
        self._epoch = CALENDAR_MAC_1904 if is_1904 else CALENDAR_WINDOWS_1900
        self._row = 0
        self._values: list[str] = []
        self._column = 0
        self._type = ""
        self._style = ""
        self._value = ""
        self._is_value = False
        self._rich = RichText()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "v":
            self._is_value = True
        elif name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif name == "f":
            self.collector.fault("formula", self._row, self._column)
        elif name == "mergeCell":
            self._merged(attributes.get("ref", ""))
        else:
            self._rich.start(name)

    def end(self, name: str) -> None:
        if name == "v":
            self._is_value = False
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self.collector.add(self._row, self._values)
        else:
            self._rich.end(name)

    def text(self, text: str) -> None:
        if self._is_value:
            self._value = (self._value + text)[:_MOST_VALUE] if self._type != "str" else self._value + text
        else:
            self._rich.add(text)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r", "")
        self._row = int(given) if _PLACE.fullmatch(f"A{given}") else self._row + 1
        self._values, self._column = [], 0

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column = self._column_of(attributes.get("r"))
        self._type = attributes.get("t", "n")
        self._style = attributes.get("s", "")
        self._value = ""

    def _column_of(self, place: str | None) -> int:
        if place is None:
            return self._column + 1
        found = _PLACE.fullmatch(place)
        if not found:
            raise refusal("damaged")
        column = column_index_from_string(found.group(1))
        if column > MAX_COLUMNS:
            self.collector.stop("too-many-columns", self._row, column, limit=MAX_COLUMNS)
        return column

    def _end_cell(self) -> None:
        if text := self._cell_text():
            self._values += [""] * (self._column - len(self._values))
            self._values[self._column - 1] = text

    def _cell_text(self) -> str:
        rich = self._rich.take()
        if self._type == "s":
            return self._shared()
        if self._type == "inlineStr":
            return rich
        if self._type == "b":
            return {"1": "true", "0": "false"}.get(self._value, self._value)
        if self._type == "e":
            self.collector.fault("error-value", self._row, self._column, self._value)
        return self._value if self._type in {"str", "d", "e"} else self._number()

    def _shared(self) -> str:
        text = self._texts.get(self._value)
        if text is None:
            raise refusal("damaged")
        return text

    def _number(self) -> str:
        if not self._value or (_WHOLE.fullmatch(self._value) and not self._is_date()):
            return self._value
        try:
            number = float(self._value)
        except ValueError:
            raise refusal("damaged") from None
        if self._is_date():
            return self._date(number)
        if math.isinf(number) or math.isnan(number) or abs(number) >= _EXACT:
            self.collector.fault("rounded-number", self._row, self._column, self._value)
        return repr(number).removesuffix(".0")

    def _is_date(self) -> bool:
        return self._style.isdigit() and int(self._style) < len(self._dates) and self._dates[int(self._style)]

    def _date(self, number: float) -> str:
        try:
            moment = from_excel(number, self._epoch)
        except (ValueError, OverflowError):
            raise refusal("damaged") from None
        if isinstance(moment, datetime):
            is_day = moment.time() == time()
            return moment.date().isoformat() if is_day else moment.isoformat(" ", "seconds")
        return str(moment) if isinstance(moment, timedelta) else moment.isoformat()

    def _merged(self, cells: str) -> None:
        found = _PLACE.match(cells)
        row, column = (int(found.group(2)), column_index_from_string(found.group(1))) if found else (None, 0)
        self.collector.fault("merged", row, column, cells=cells[:30])

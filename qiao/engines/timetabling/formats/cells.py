"""Between cells and raw JSON values. What does not fit is passed on as it is: its reader tells of it."""

import json
import re
from typing import Any

from qiao.engines.timetabling.formats.headings import Kind

_SIGNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠|%]")
_SPLIT_SLOTS = re.compile(r"[\s,;，；、]+")
_SPLIT_TEXTS = re.compile(r"\s*[;；\n]\s*")
_RANGE = re.compile(r"(\d{1,5})\s*[-–~～至]\s*(\d{1,5})")
_NUMBER = re.compile(r"[+-]?\d{1,18}(\.\d{1,18})?([eE][+-]?\d{1,3})?")
_YES, _NO = {"true", "yes", "1", "是"}, {"false", "no", "0", "否"}


def raw_of(cell: Any, kind: Kind) -> Any:
    """The raw value of a cell of a column of some kind; None for an empty cell.

    >>> raw_of("0, 3-5", "slots"), raw_of("r1; r2", "texts"), raw_of(" 7 ", "whole"), raw_of("是", "flag")
    ([0, 3, 4, 5], ['r1', 'r2'], 7, True)
    """
    if cell is None or cell == "":
        return None
    if kind == "text":
        return _text(cell)
    if kind == "texts":
        return _texts(cell)
    if kind == "flag":
        return _flag(cell)
    if kind == "slots":
        return _slots(cell)
    return _number(cell) if kind in ("whole", "number") else cell


def _text(cell: Any) -> Any:
    """Spreadsheets keep an id such as 1001 as a number."""
    if type(cell) is float and cell.is_integer():
        return str(int(cell))
    return str(cell) if type(cell) in (int, float) else cell


def _number(cell: Any) -> Any:
    if not isinstance(cell, str) or not _NUMBER.fullmatch(cell.strip()):
        return cell
    text = cell.strip()
    return int(text) if text.lstrip("+-").isdigit() else float(text)


def _flag(cell: Any) -> Any:
    said = str(cell).strip().casefold()
    return True if said in _YES else False if said in _NO else cell


def _texts(cell: Any) -> Any:
    """Names with a semicolon between them, or a JSON list where a name has one itself."""
    if not isinstance(cell, str):
        return [_text(cell)]
    if cell.startswith("["):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    return [each for each in _SPLIT_TEXTS.split(cell) if each]


def _slots(cell: Any) -> Any:
    if not isinstance(cell, str):
        return [_number(cell)]
    found: list[Any] = []
    for part in _SPLIT_SLOTS.split(_RANGE.sub(r"\1-\2", cell.strip())):
        if ends := _RANGE.fullmatch(part):
            found += range(int(ends[1]), int(ends[2]) + 1)
        elif part:
            found.append(_number(part))
    return found


def cell_of(value: Any, kind: Kind) -> Any:
    """The cell of a raw value, such that `raw_of` gives the value back."""
    if value is None or kind in ("text", "whole", "number", "any"):
        return value
    if kind == "flag":
        return "true" if value else "false"
    if kind == "slots":
        return _ranges(value)
    is_plain = all(each == each.strip() and not re.search(r"[;；\n\[]", each) for each in value)
    return "; ".join(value) if is_plain and value else json.dumps(list(value), ensure_ascii=False)


def _ranges(slots: list[int]) -> str:
    """Slots in order with runs joined; an empty list is written as a lone comma, for it is no empty cell.

    >>> _ranges([0, 1, 2, 5])
    '0-2, 5'
    """
    runs: list[list[int]] = []
    for slot in slots:
        if runs and slot == runs[-1][1] + 1:
            runs[-1][1] = slot
        else:
            runs.append([slot, slot])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs) or ","


def guarded(value: Any) -> Any:
    """A text that no spreadsheet runs as a formula: one that begins with a sign gets an apostrophe.

    >>> guarded("=1+1"), unguarded("'=1+1"), unguarded("'s Hertogenbosch")
    ("'=1+1", '=1+1', "'s Hertogenbosch")
    """
    return f"'{value}" if isinstance(value, str) and _SIGNS.match(value) else value


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _SIGNS.match(text) else text

"""Instances and plans as tables of cells, and these as CSV."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qiao.engines.shape.strict_json import decoded
from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.faults import BadInstance, Fault
from qiao.engines.timetabling.groups.formats.instance_json import document_of, problem_of
from qiao.engines.timetabling.groups.problem import DEFAULT_TIERS, FORMAT, GroupProblem, Tier
from qiao.engines.timetabling.groups.result import GroupSolution

say(
    {
        "fault.groups.heading": (
            "The first row lacks the heading {heading}. Add it.",
            "首行缺少列标题{heading}。请补充。",
        ),
        "fault.groups.cells": (
            "The row needs a guest and a group. Fill in both cells.",
            "该行须有参访人员和参访小组。请填写两个单元格。",
        ),
    }
)

Rows = Sequence[Sequence[Any]]
GUEST = (
    "id", "delegation", "country", "languages", "wishes", "unavailable", "meetings", "needs", "barred",
    "pinned", "forbidden", "min_visits", "max_visits", "participant",
)  # fmt: skip
GROUP = (
    "id", "destination", "slots", "capacity", "min_size", "languages", "interpreter", "provides", "round",
)  # fmt: skip
_LISTS = {"languages", "needs", "barred", "pinned", "forbidden", "provides"}
_SLOTS = {"slots", "unavailable", "meetings"}
_NUMBERS = {"capacity", "min_size", "min_visits", "max_visits", "round"}
_PLACE = re.compile(r"(guests|groups)\[(\d+)\](?:\.(\w+))?.*")


def read_groups_csv(
    guests: str | bytes,
    groups: str | bytes,
    *,
    slots: int,
    name: str = "",
    mode: str = "choose",
    tiers: Sequence[Tier] = DEFAULT_TIERS,
) -> GroupProblem:
    """The instance of two CSV texts.

    Raises
    ------
    BadInstance : with everything that is wrong, each with sheet, column and row ("groups!C5").
    """
    about = {"slots": slots, "name": name, "mode": mode, "tiers": list(tiers)}
    return problem_of_tables(rows_of(guests), rows_of(groups), about)


def rows_of(source: str | bytes) -> Rows:
    return list(csv.reader(io.StringIO(decoded(source), newline="")))


def problem_of_tables(guests: Rows, groups: Rows, about: Mapping[str, Any]) -> GroupProblem:
    """The instance of two tables, the first row of each holding the headings.

    Raises
    ------
    BadInstance : with everything that is wrong.
    """
    raw = {"format": FORMAT, **about, "guests": _records(guests), "groups": _records(groups)}
    try:
        return problem_of(raw)
    except BadInstance as bad:
        headings = {"guests": _headings(guests), "groups": _headings(groups)}
        raise BadInstance([_to_cell(fault, headings) for fault in bad.faults]) from bad


def _headings(rows: Rows) -> list[str]:
    return [str(cell or "").strip() for cell in rows[0]] if rows else []


def _records(rows: Rows) -> list[dict[str, Any]]:
    headings = _headings(rows)
    return [
        {
            heading: read_cell(heading, cell)
            for heading, cell in zip(headings, row, strict=False)
            if heading and cell not in (None, "")
        }
        for row in rows[1:]
    ]


def read_cell(heading: str, cell: Any) -> Any:
    """The raw value of a cell, by the heading of its column; what cannot be read stays as it is.

    >>> read_cell("slots", "3-5; 7"), read_cell("wishes", "Optics=5; Laser=2.5"), read_cell("capacity", "x")
    ([3, 4, 5, 7], {'Optics': 5, 'Laser': 2.5}, 'x')
    """
    words = [part.strip() for part in str(cell).split(";") if part.strip()]
    if heading in _LISTS:
        return words
    if heading in _SLOTS:
        return [slot for part in words for slot in _slots(part)]
    if heading == "wishes":
        return _wishes(words)
    if heading in _NUMBERS:
        return _number(str(cell).strip())
    if heading == "interpreter":
        return {"true": True, "false": False}.get(str(cell).strip().lower(), cell)
    return str(cell)


def _slots(part: str) -> list[Any]:
    span = re.fullmatch(r"(\d{1,5})\s*-\s*(\d{1,5})", part)
    return list(range(int(span[1]), int(span[2]) + 1)) if span else [_number(part)]


def _number(part: str) -> Any:
    if re.fullmatch(r"[+-]?\d{1,15}", part):
        return int(part)
    return float(part) if re.fullmatch(r"[+-]?\d{0,15}\.\d{1,15}", part) else part


def _wishes(words: Sequence[str]) -> Any:
    if not any("=" in part for part in words):
        return list(words)
    pairs = (part.rpartition("=") for part in words)
    return {
        name.strip() if sign else weight: _number(weight.strip()) if sign else None
        for name, sign, weight in pairs
    }


def _to_cell(fault: Fault, headings: Mapping[str, list[str]]) -> Fault:
    """The fault with the place of its cell."""
    match = _PLACE.fullmatch(fault.place)
    if match is None:
        return fault
    sheet, row, field = match[1], int(match[2]) + 2, match[3]
    known = field in headings[sheet]
    column = letters(headings[sheet].index(field)) if known else ""
    place = f"{sheet}!{column}{row}" if column else f"{sheet}!{row}:{row}"
    return Fault(place, fault.sentence)


def letters(column: int) -> str:
    """The name of a column, numbered from 0.

    >>> letters(2), letters(27)
    ('C', 'AB')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def tables_of(problem: GroupProblem) -> tuple[Rows, Rows]:
    """The tables of guests and of groups, with their headings."""
    document = document_of(problem)
    return _table(GUEST, document["guests"]), _table(GROUP, document["groups"])


def _table(headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> Rows:
    return [list(headings), *([_cell(record.get(name)) for name in headings] for record in records)]


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return "; ".join(f"{name}={weight}" for name, weight in value.items())
    if isinstance(value, list):
        return "; ".join(str(each) for each in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else value


def write_groups_csv(problem: GroupProblem) -> tuple[str, str]:
    """The CSV texts of guests and of groups; slots, name, mode and tiers are not in them."""
    guests, groups = tables_of(problem)
    return csv_of(guests), csv_of(groups)


def csv_of(rows: Rows) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def rows_of_assignment(solution: GroupSolution) -> Rows:
    return [
        ["guest", "group"],
        *([name, group] for name, groups in solution.assignment.items() for group in groups),
    ]


def assignment_of(rows: Rows, sheet: str = "result") -> dict[str, tuple[str, ...]]:
    """The plan of a table.

    Raises
    ------
    BadInstance : a heading is missing, or a cell is empty.
    """
    headings = _headings(rows)
    faults = [
        Fault(f"{sheet}!1:1", Sentence("fault.groups.heading", {"heading": name}))
        for name in ("guest", "group")
        if name not in headings
    ]
    if faults:
        raise BadInstance(faults)
    plan: dict[str, list[str]] = {}
    for number, row in enumerate(rows[1:], 2):
        record = dict(zip(headings, row, strict=False))
        name, group = str(record.get("guest") or ""), str(record.get("group") or "")
        if name and group:
            plan.setdefault(name, []).append(group)
        elif any(cell not in (None, "") for cell in row):
            faults.append(Fault(f"{sheet}!{number}:{number}", Sentence("fault.groups.cells")))
    if faults:
        raise BadInstance(faults)
    return {name: tuple(groups) for name, groups in plan.items()}


def write_assignment_csv(solution: GroupSolution) -> str:
    return csv_of(rows_of_assignment(solution))


def read_assignment_csv(source: str | bytes, instance: str = "") -> GroupSolution:
    """The plan of a CSV text; it claims nothing about its values.

    Raises
    ------
    BadInstance : with everything that is wrong.
    """
    return GroupSolution(instance, "unknown", assignment_of(rows_of(source)))

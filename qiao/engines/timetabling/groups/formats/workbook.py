"""Instances and plans as XLSX workbooks."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.faults import BadInstance, Fault
from qiao.engines.timetabling.groups.formats.tables import (
    Rows,
    assignment_of,
    problem_of_tables,
    rows_of_assignment,
    tables_of,
)
from qiao.engines.timetabling.groups.problem import GroupProblem
from qiao.engines.timetabling.groups.result import GroupSolution

say(
    {
        "fault.groups.workbook": (
            "This is no XLSX workbook. Save it as XLSX.",
            "这不是XLSX工作簿。请另存为XLSX格式。",
        ),
        "fault.groups.workbook-size": (
            "The workbook unpacks to more than {most} MB. Take out what is not needed.",
            "工作簿解压后超过{most} MB。请删去不需要的内容。",
        ),
        "fault.groups.sheet": (
            "The workbook has no sheet {sheet}. Add it, or name it so.",
            "工作簿中没有名为{sheet}的工作表。请补充或改名。",
        ),
    }
)

MOST_BYTES = 64 * 1024 * 1024


def read_groups_xlsx(source: bytes) -> GroupProblem:
    """The instance of a workbook with the sheets ``instance``, ``guests`` and ``groups``.

    Raises
    ------
    BadInstance : with everything that is wrong, each with sheet, column and row ("groups!C5").
    """
    sheets = _load(source, ("instance", "guests", "groups"))
    about: dict[str, Any] = {}
    for row in sheets["instance"]:
        name, value = (*row, None, None)[:2]
        if name == "tiers" or (name not in (None, "", "field") and value is not None):
            about[str(name)] = value
    if "tiers" in about:
        about["tiers"] = [part.strip() for part in str(about["tiers"] or "").split(";") if part.strip()]
    return problem_of_tables(sheets["guests"], sheets["groups"], about)


def write_groups_xlsx(problem: GroupProblem) -> bytes:
    guests, groups = tables_of(problem)
    about: Rows = [
        ["field", "value"],
        ["name", problem.name],
        ["mode", problem.mode],
        ["slots", problem.slots],
        ["tiers", "; ".join(problem.tiers)],
    ]
    return _save({"instance": about, "guests": guests, "groups": groups})


def read_assignment_xlsx(source: bytes, instance: str = "") -> GroupSolution:
    """The plan of a workbook with the sheet ``result``; it claims nothing about its values.

    Raises
    ------
    BadInstance : with everything that is wrong.
    """
    return GroupSolution(instance, "unknown", assignment_of(_load(source, ("result",))["result"]))


def write_assignment_xlsx(solution: GroupSolution) -> bytes:
    return _save({"result": rows_of_assignment(solution)})


def _load(source: bytes, names: tuple[str, ...]) -> Mapping[str, Rows]:
    _refuse_bomb(source)
    try:
        book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True)
    except (InvalidFileException, KeyError, ValueError, OSError) as error:
        raise _refusal("", "workbook") from error
    missing = [name for name in names if name not in book.sheetnames]
    if missing:
        raise BadInstance([Fault("", Sentence("fault.groups.sheet", {"sheet": name})) for name in missing])
    return {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in names}


def _refuse_bomb(source: bytes) -> None:
    """Raises
    ------
    BadInstance : it is no archive, or one that unpacks to too much.
    """
    try:
        size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(source)).infolist())
    except zipfile.BadZipFile as error:
        raise _refusal("", "workbook") from error
    if size > MOST_BYTES:
        raise _refusal("", "workbook-size", most=MOST_BYTES // 1024**2)


def _refusal(place: str, code: str, **values: object) -> BadInstance:
    return BadInstance([Fault(place, Sentence(f"fault.groups.{code}", values))])


def _save(sheets: Mapping[str, Rows]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value != "":
                    cell = sheet.cell(number, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"  # never a formula
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()

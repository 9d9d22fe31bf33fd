"""Sheets as CSV: one file a sheet, in a folder or a ZIP archive, and a timetable as one file."""

import csv
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from qiao.engines.shape.fault import BadInstance, Collector, Fault
from qiao.engines.shape.naming import shown
from qiao.engines.shape.strict_json import MOST_BYTES, decoded, refusal
from qiao.engines.shape.words import say
from qiao.engines.timetabling.formats.archive import checked_archive
from qiao.engines.timetabling.formats.cells import guarded, unguarded
from qiao.engines.timetabling.formats.headings import MEETINGS
from qiao.engines.timetabling.formats.instance_tables import problem_from, sheets_of
from qiao.engines.timetabling.formats.table import MOST_COLUMNS, MOST_ROWS, Table, records_of, trimmed
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Meeting, Solution

say(
    {
        "fault.csv": (
            "Row {row} cannot be read as CSV. Mend its quotation marks.",
            "第{row}行不是有效的CSV。请更正其引号。",
        ),
        "fault.zip-only-csv": (
            "{value} is no CSV file. Leave CSV files only.",
            "{value}不是CSV文件。请只保留CSV文件。",
        ),
    }
)


def read_problem_csv(source: Path | bytes) -> Problem:
    """The instance of a folder of CSV files, or of a ZIP archive of them given as bytes.

    Raises
    ------
    BadInstance : with everything that is wrong, each at its file and cell.
    """
    files = _from_archive(source) if isinstance(source, bytes) else _from_folder(source)
    tables: list[Table] = []
    faults: list[Fault] = []
    for name, content in files:
        try:
            tables.append(table_of(name, content))
        except BadInstance as refused:
            faults += refused.faults
    if faults:
        raise BadInstance(faults)
    return problem_from(tables)


def _from_folder(folder: Path) -> list[tuple[str, bytes]]:
    paths = sorted(each for each in folder.iterdir() if each.suffix.lower() == ".csv" and each.is_file())
    if sum(each.stat().st_size for each in paths) > MOST_BYTES:
        raise refusal("file-size", most=MOST_BYTES // 1024**2)
    return [(each.stem, each.read_bytes()) for each in paths]


def _from_archive(source: bytes) -> list[tuple[str, bytes]]:
    with checked_archive(source) as archive:
        found = []
        for entry in archive.infolist():
            path = PurePosixPath(entry.filename)
            if entry.is_dir() or path.parts[:1] == ("__MACOSX",):
                continue
            if path.suffix.lower() != ".csv":
                raise refusal("zip-only-csv", value=shown(entry.filename))
            found.append((path.stem, archive.read(entry)))
        return found


def table_of(name: str, content: bytes) -> Table:
    """The cells of a CSV file in UTF-8, with or without a byte order mark; the empty rows are left out.

    Raises
    ------
    BadInstance : it is not UTF-8, too large, or its quotation marks do not match.
    """
    try:
        text = decoded(content)
    except BadInstance as refused:
        raise BadInstance(Fault(name, each.sentence) for each in refused.faults) from refused
    table = Table(name)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > MOST_COLUMNS:
                raise refusal("columns", table.place(number), most=MOST_COLUMNS)
            if len(table.rows) > MOST_ROWS:
                raise refusal("rows", name, most=MOST_ROWS)
            if row := trimmed([unguarded(each) for each in cells]):
                table.rows.append((number, row))
    except csv.Error as error:
        raise refusal("csv", name, row=reader.line_num) from error
    return table


def write_problem_csv(problem: Problem) -> dict[str, bytes]:
    """The CSV files of an instance, by file name."""
    return {f"{name}.csv": _written(rows) for name, rows in sheets_of(problem).items()}


def write_problem_zip(problem: Problem) -> bytes:
    """The CSV files of an instance in one ZIP archive, the same bytes for the same instance."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in write_problem_csv(problem).items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def read_result_csv(source: bytes, instance: str = "") -> Solution:
    """The timetable of a CSV file with the columns request, slot and perhaps table. It claims nothing.

    Raises
    ------
    BadInstance : with everything that is wrong, each at its cell.
    """
    return result_of(table_of("meetings", source), instance)


def result_of(table: Table, instance: str) -> Solution:
    """The timetable of a sheet of meetings; a request in two rows is a fault."""
    found = Collector()
    schedule: dict[str, Meeting] = {}
    for record in records_of(table, MEETINGS, found):
        values = record.values
        for field in ("slot", "table"):
            if not (type(values.get(field)) is int or (field == "table" and values.get(field) is None)):
                found.add(record.places.get(field, record.place), "whole", value=shown(values.get(field)))
        name = values.get("request")
        if not isinstance(name, str):
            found.add(record.places.get("request", record.place), "text", value=shown(name))
        elif name in schedule:
            found.add(record.places["request"], "key-twice", key=shown(name))
        else:
            schedule[name] = Meeting(values.get("slot", 0), values.get("table"))
    found.raise_any()
    return Solution(instance, "unknown", schedule)


def write_result_csv(solution: Solution) -> bytes:
    """The meetings of a timetable: request, slot and, where tables were given out, table."""
    return _written(meeting_rows(solution))


def meeting_rows(solution: Solution) -> list[list[Any]]:
    has_tables = any(meeting.table is not None for meeting in solution.schedule.values())
    header = ["request", "slot", "table"] if has_tables else ["request", "slot"]
    rows = [[name, each.slot, each.table][: len(header)] for name, each in solution.schedule.items()]
    return [header, *rows]


def _written(rows: Iterable[Iterable[Any]]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    for row in rows:
        writer.writerow([guarded(each) for each in row])
    return target.getvalue().encode("utf-8-sig")

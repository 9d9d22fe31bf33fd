"""Instances and timetables in files, for `qiao timetable`: the ending of a name tells the format."""

import errno
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from qiao.engines.shape.strict_json import MOST_BYTES
from qiao.engines.shape.words import Language, Sentence, say
from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.formats import (
    read_problem,
    read_problem_csv,
    read_result,
    read_result_csv,
    write_result,
    write_result_csv,
)
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Solution
from qiao.site.command.options import BAD_INPUT

_MOST_SHOWN = 50

say(
    {
        "command.cannot-read": ("{file} cannot be read: {reason}.", "无法读取{file}：{reason}。"),
        "command.cannot-write": ("{file} cannot be written: {reason}.", "无法写入{file}：{reason}。"),
        "command.folder-of-csv": (
            "An instance in CSV is a folder or a ZIP archive of files. Name it instead of {file}.",
            "CSV格式的实例由多个文件组成。请指定其所在文件夹或ZIP压缩包，而非{file}。",
        ),
        "command.more": ("And {count} more.", "另有{count}处。"),
    }
)


def instance_in(place: Path, language: Language) -> Problem:
    """The instance of a JSON or XLSX file, or of CSV files in a folder or ZIP archive; or exit with 2."""
    try:
        if place.is_dir():
            return read_problem_csv(place)
        suffix = place.suffix.lower()
        if suffix == ".csv":
            refuse(Sentence("command.folder-of-csv", {"file": place}).text(language))
        content = content_of(place, language)
        if suffix == ".zip":
            return read_problem_csv(content)
        if suffix == ".xlsx":
            from qiao.engines.timetabling.formats import xlsx_files  # noqa: PLC0415 (slow import)

            return xlsx_files.read_problem_xlsx(content)
        return read_problem(content)
    except BadInstance as bad:
        refuse_faults(bad, place, language)


def result_in(place: Path, instance: str, language: Language) -> Solution:
    """The timetable of a JSON, CSV or XLSX file; or exit with 2."""
    content = content_of(place, language)
    suffix = place.suffix.lower()
    try:
        if suffix == ".csv":
            return read_result_csv(content, instance)
        if suffix == ".xlsx":
            from qiao.engines.timetabling.formats import xlsx_files  # noqa: PLC0415 (slow import)

            return xlsx_files.read_result_xlsx(content, instance)
        return read_result(content)
    except BadInstance as bad:
        refuse_faults(bad, place, language)


def require_folder_of(place: Path | None, language: Language) -> None:
    """Said before hours of work and not after."""
    if place is not None and not place.parent.is_dir():
        told = {"file": place, "reason": os.strerror(errno.ENOENT)}
        refuse(Sentence("command.cannot-write", told).text(language))


def write_solution(problem: Problem, solution: Solution, place: Path | None, language: Language) -> None:
    """To a file, as its ending says, or as JSON to the standard output. A file is written as a whole."""
    if place is None:
        click.echo(write_result(solution), nl=False)
        return
    try:
        write_whole(place, _written(problem, solution, place.suffix.lower()), language)
    except BadInstance as bad:
        refuse_faults(bad, place, language)


def write_whole(place: Path, content: bytes, language: Language) -> None:
    """All of it or nothing, or exit with 2."""
    try:
        beside = place.with_name(f".{place.name}.part")
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        told = {"file": place, "reason": os.strerror(error.errno or 0)}
        refuse(Sentence("command.cannot-write", told).text(language))


def _written(problem: Problem, solution: Solution, suffix: str) -> bytes:
    if suffix == ".csv":
        return write_result_csv(solution)
    if suffix == ".xlsx":
        from qiao.engines.timetabling.formats import xlsx_files  # noqa: PLC0415 (slow import)

        return xlsx_files.write_result_xlsx(problem, solution)
    return write_result(solution).encode("utf-8")


def content_of(place: Path, language: Language) -> bytes:
    """At most one byte more than a reader takes, so that an endless file ends as well."""
    try:
        with place.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        told = {"file": place, "reason": os.strerror(error.errno or 0)}
        refuse(Sentence("command.cannot-read", told).text(language))


def refuse_faults(bad: BadInstance, place: Path, language: Language) -> NoReturn:
    lines = [fault.text(language) for fault in bad.faults[:_MOST_SHOWN]]
    if rest := len(bad.faults) - len(lines):
        lines.append(Sentence("command.more", {"count": rest}).text(language))
    refuse("\n".join([f"{place}:", *(f"  {line}" for line in lines)]))


def refuse(text: str) -> NoReturn:
    tell(text, err=True)
    sys.exit(BAD_INPUT)


def tell(text: str, *, err: bool = False) -> None:
    """Names come from files: what would steer the terminal is shown and not sent to it."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in text)
    click.echo(shown, err=err)

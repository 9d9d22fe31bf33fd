"""Instances and timetables in files, for `qiao timetable`: the ending of a name tells the format."""

from pathlib import Path

import click

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
from qiao.site.command.files import content_of, refuse, refuse_faults, write_whole

say(
    {
        "command.folder-of-csv": (
            "An instance in CSV is a folder or a ZIP archive of files. Name it instead of {file}.",
            "CSV格式的实例由多个文件组成。请指定其所在文件夹或ZIP压缩包，而非{file}。",
        ),
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


def write_solution(problem: Problem, solution: Solution, place: Path | None, language: Language) -> None:
    """To a file, as its ending says, or as JSON to the standard output. A file is written as a whole."""
    if place is None:
        click.echo(write_result(solution), nl=False)
        return
    try:
        write_whole(place, _written(problem, solution, place.suffix.lower()), language)
    except BadInstance as bad:
        refuse_faults(bad, place, language)


def _written(problem: Problem, solution: Solution, suffix: str) -> bytes:
    if suffix == ".csv":
        return write_result_csv(solution)
    if suffix == ".xlsx":
        from qiao.engines.timetabling.formats import xlsx_files  # noqa: PLC0415 (slow import)

        return xlsx_files.write_result_xlsx(problem, solution)
    return write_result(solution).encode("utf-8")

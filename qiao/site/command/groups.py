"""`qiao timetable groups` and `qiao timetable check-groups`: visit groups from and to files."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from rich.console import Console
from rich.table import Table

from qiao import __version__

if TYPE_CHECKING:
    from qiao.engines.timetabling.groups.problem import GroupProblem
    from qiao.engines.timetabling.groups.result import GroupSolution

INVALID, BAD_INPUT, INFEASIBLE, NOTHING_FOUND = 1, 2, 3, 4
_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("groups")
@click.argument("instance", type=_FILE)
@click.option("-o", "--output", type=_FILE, help="Where the result goes: JSON, CSV or XLSX by its ending.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    default=60.0,
    show_default=True,
    help="Seconds after which the best so far is given.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="The same seed gives the same plan.")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
def groups(instance: Path, output: Path | None, time_limit: float, seed: int, threads: int) -> None:
    """Assign the guests of INSTANCE (JSON or XLSX) to groups.

    Exit status: 0 solved, 2 bad input, 3 infeasible (proved), 4 nothing found in the time.
    """
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)
    from qiao.engines.timetabling.groups.solve import GroupProgress, solve_groups  # noqa: PLC0415 (slow import)

    problem = read_instance(instance)
    console = Console(stderr=True)

    def show(progress: GroupProgress) -> None:
        console.print(f"{progress.seconds:6.1f} s  {progress.tier}  {progress.values}", highlight=False)

    solution = solve_groups(
        problem,
        time_limit=time_limit,
        seed=seed,
        threads=threads,
        on_progress=show if console.is_terminal else None,
    )
    solution = replace(solution, version=__version__, input_hash=formats.hash_groups(problem))
    if output is None:
        click.echo(formats.write_group_result(solution), nl=False)
    elif output.suffix.lower() == ".csv":
        output.write_text(formats.write_assignment_csv(solution), encoding="utf-8")
    elif output.suffix.lower() == ".xlsx":
        output.write_bytes(formats.write_assignment_xlsx(solution))
    else:
        output.write_text(formats.write_group_result(solution), encoding="utf-8")
    if solution.conflict is not None:
        click.echo(solution.conflict.sentence.text(), err=True)
    if not solution.is_solved:
        sys.exit(INFEASIBLE if solution.status == "infeasible" else NOTHING_FOUND)


@click.command("check-groups")
@click.argument("instance", type=_FILE)
@click.argument("result", type=_FILE)
def check_groups(instance: Path, result: Path) -> None:
    """Judge the RESULT (JSON, CSV or XLSX) for INSTANCE by an independent check.

    Exit status: 0 valid, 1 invalid, 2 bad input.
    """
    from qiao.engines.timetabling.groups import check  # noqa: PLC0415 (slow import)

    problem = read_instance(instance)
    verdict = check.check_groups(problem, read_result(result, problem.name))
    table = Table("Tier", "Value", box=None, pad_edge=False)
    for tier, value in zip(problem.tiers, verdict.values, strict=True):
        table.add_row(tier, str(value))
    Console().print(table)
    for sentence in verdict.broken:
        click.echo(sentence.text())
    sys.exit(0 if verdict.is_valid else INVALID)


def read_instance(file: Path) -> "GroupProblem":
    """The instance of a file, or exit 2 with everything that is wrong with it."""
    from qiao.engines.timetabling.faults import BadInstance  # noqa: PLC0415 (slow import)
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)

    content = read_file(file)
    try:
        return formats.read_groups_xlsx(content) if is_workbook(file) else formats.read_groups(content)
    except BadInstance as bad:
        refuse(bad.text())


def read_result(file: Path, instance: str) -> "GroupSolution":
    from qiao.engines.timetabling.faults import BadInstance  # noqa: PLC0415 (slow import)
    from qiao.engines.timetabling.groups import formats  # noqa: PLC0415 (slow import)

    content = read_file(file)
    try:
        if is_workbook(file):
            return formats.read_assignment_xlsx(content, instance)
        if file.suffix.lower() == ".csv":
            return formats.read_assignment_csv(content, instance)
        return formats.read_group_result(content)
    except BadInstance as bad:
        refuse(bad.text())


def is_workbook(file: Path) -> bool:
    return file.suffix.lower() == ".xlsx"


def read_file(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        refuse(f"{file}: {error.strerror}")


def refuse(text: str) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(BAD_INPUT)

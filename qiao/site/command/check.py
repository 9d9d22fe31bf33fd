"""`qiao check`: is this server fit to run? Each line is green, or says what to do."""

import sys

import click
from rich.console import Console
from rich.table import Table

from qiao.site.command.start import start_django

UNWRAPPED = 400  # columns: where no terminal reads, each finding stays on one line for grep


@click.command()
def check() -> None:
    """Check configuration, database, fonts, mail, sandbox and workers."""
    start_django()
    from qiao.site.health import Level, findings  # noqa: PLC0415 (needs the apps ready)

    marks = {Level.GOOD: "[green]ok[/]", Level.WARNING: "[yellow]look[/]", Level.BAD: "[red]bad[/]"}
    table = Table(box=None, pad_edge=False)
    for heading in ("", "What", "Finding", "Remedy"):
        table.add_column(heading, overflow="fold")
    found = findings()
    for finding in found:
        table.add_row(marks[finding.level], finding.what, finding.sentence, finding.remedy)
    Console(width=None if sys.stdout.isatty() else UNWRAPPED).print(table)
    sys.exit(1 if any(finding.level is Level.BAD for finding in found) else 0)

"""`qiao backup`: a consistent copy of the SQLite database while the site is in use."""

import sqlite3
from pathlib import Path

import click

from qiao.site.command.start import start_django

PAGES_A_STEP = 256


@click.command()
@click.argument("target", type=click.Path(dir_okay=False, path_type=Path))
def backup(target: Path) -> None:
    """Copy the database to TARGET and check the copy."""
    start_django()
    from django.db import connection  # noqa: PLC0415 (needs the settings)

    if connection.vendor != "sqlite":
        raise click.ClickException("This copies SQLite only. For PostgreSQL use pg_dump.")
    if target.exists():
        raise click.ClickException(f"{target} is there already. Choose another name or remove it.")
    copy(Path(str(connection.settings_dict["NAME"])), target)
    click.echo(f"{target} holds {target.stat().st_size // 1024} kB and passed its integrity check.")


def copy(source: Path, target: Path) -> None:
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as original, sqlite3.connect(target) as twin:
        original.backup(twin, pages=PAGES_A_STEP, sleep=0.01)
        verdict = twin.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = twin.execute("PRAGMA foreign_key_check").fetchall()
    if verdict != "ok" or orphans:
        raise click.ClickException(
            f"The copy is not sound ({verdict}, {len(orphans)} orphans). Keep the last good one."
        )

import click
from django.core.management import execute_from_command_line

from qiao.site.command.start import migrate_database, start_django


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run a command of the framework, for example `qiao manage dumpdata`."""
    execute_from_command_line(["qiao manage", *arguments])


@click.command()
def migrate() -> None:
    """Bring the database to this version. Safe to repeat."""
    start_django()
    migrate_database()

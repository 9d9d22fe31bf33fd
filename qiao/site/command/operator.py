"""`qiao operator`: the first operator cannot be appointed by another one."""

import click

from qiao.site.command.start import start_django


@click.group()
def operator() -> None:
    """Appoint or dismiss the people who run this server."""


@operator.command("grant")
@click.argument("email")
def grant_operator(email: str) -> None:
    """Make the account with this EMAIL an operator; the account is created when there is none."""
    start_django()
    from qiao.site.operators import appoint  # noqa: PLC0415 (needs the apps ready)

    click.echo(appoint(email))


@operator.command("end")
@click.argument("email")
def end_operator(email: str) -> None:
    """End the operatorship of the account with this EMAIL."""
    start_django()
    from qiao.site.operators import dismiss  # noqa: PLC0415 (needs the apps ready)

    click.echo(dismiss(email))

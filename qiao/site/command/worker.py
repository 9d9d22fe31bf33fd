import click

from qiao.site.command.start import pending_migrations, start_django


@click.command()
@click.option("--queue", "queues", multiple=True, help="Only this queue; may be repeated. Default: all.")
@click.option("--once", is_flag=True, help="Do what is waiting, then stop.")
def worker(queues: tuple[str, ...], *, once: bool) -> None:
    """Do background work: mail, imports, exports. Killed work is taken up again by another worker."""
    start_django()
    if pending_migrations():
        raise click.ClickException("The database is not at this version: run `qiao migrate`.")
    from qiao.kit.jobs.worker import run_worker  # noqa: PLC0415 (needs the apps ready)

    run_worker(queues=list(queues) or None, once=once)

"""`qiao demo`: a populated site in one command, in a home of its own."""

import os
import socket
import sys

import click

from qiao.site.command.start import collect_static, migrate_database, start_django
from qiao.site.command.supervise import supervise


@click.command()
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--load-only", is_flag=True, help="Migrate and load the sample exchange, then stop.")
def demo(port: int, host: str, *, load_only: bool) -> None:
    """Load the sample exchange and serve it. Running it again changes nothing."""
    set_up_environment(port)
    if not load_only:
        require_free_port(host, port)
    start_django()
    click.echo("Preparing the database …")
    migrate_database(verbosity=0)
    from qiao.site.demo.load import load_demo  # noqa: PLC0415 (needs the apps ready)

    click.echo("Loading the sample exchange …")
    sign_ins = load_demo()
    collect_static()
    click.echo(welcome(port, sign_ins))
    if not load_only:
        command = [sys.executable, "-m", "qiao.site.command.root"]
        sys.exit(supervise([*command, "serve", "--host", host, "--port", str(port)], [*command, "worker"]))


def set_up_environment(port: int) -> None:
    """The demo never touches a real site: its own home folder, console mail, its own address."""
    os.environ.setdefault("QIAO_HOME", os.path.join("var", "demo"))  # noqa: PTH118 (an environment value)
    os.environ["QIAO_DEMO"] = "1"
    os.environ.setdefault("QIAO_BASE_URL", f"http://localhost:{port}")
    os.environ.setdefault("QIAO_LOG_LEVEL", "WARNING")


def require_free_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} is in use. Choose another one: PORT={port + 1} make demo"
            ) from error


def welcome(port: int, sign_ins: list[tuple[str, str, str]]) -> str:
    rows = "\n".join(f"  {email:<26} {password}   {who}" for email, password, who in sign_ins)
    return (
        f"\nQiao 侨桥 is ready.\n\n  中文     http://localhost:{port}/zh-hans/\n"
        f"  English  http://localhost:{port}/en/\n\nSign in as (e-mail, password, who it is):\n{rows}\n\n"
        "Mails are shown in this window. Press Ctrl-C to stop.\n"
    )

"""`qiao serve`: the web server, and with --with-worker the background work beside it."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from qiao.site.command.start import collect_static, pending_migrations, start_django
from qiao.site.command.supervise import supervise


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, envvar="PORT", help="Port to listen on.")
@click.option("--workers", default=1, show_default=True, help="Web processes. Keep 1 or 2 on SQLite.")
@click.option("--threads", default=4, show_default=True, help="Threads in each web process.")
@click.option("--with-worker", is_flag=True, help="Also run background work and restart it should it stop.")
def serve(host: str, port: int, workers: int, threads: int, *, with_worker: bool) -> None:
    """Serve the site."""
    start_django()
    if missing := pending_migrations():
        raise click.ClickException(
            f"The database is not at this version: run `qiao migrate` ({len(missing)} steps)."
        )
    collect_static()
    if with_worker:
        command = [sys.executable, "-m", "qiao.site.command.root"]
        place = ["--host", host, "--port", str(port), "--workers", str(workers), "--threads", str(threads)]
        sys.exit(supervise([*command, "serve", *place], [*command, "worker"]))
    run_web(host, port, workers, threads)


def run_web(host: str, port: int, workers: int, threads: int) -> None:
    from gunicorn.app.base import BaseApplication  # noqa: PLC0415 (slow import)

    from qiao.site.wsgi import application  # noqa: PLC0415 (slow import)

    class Site(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
        def load_config(self) -> None:
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return application

    options = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "preload_app": False,
        "timeout": 60,
        "graceful_timeout": 20,
        "max_requests": 10_000,
        "max_requests_jitter": 1_000,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108 (heartbeat file)  # nosec
        "forwarded_allow_ips": os.environ.get("QIAO_TRUSTED_PROXY_IPS", ""),
        "accesslog": "-" if os.environ.get("QIAO_ACCESS_LOG") else None,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    Site().run()

"""Whether this server is fit to run: configuration, database, fonts, mail, sandbox, workers."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core import mail
from django.core.checks import WARNING, run_checks
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError

from qiao.kit.documents import health as documents
from qiao.kit.jobs import health as jobs


class Level(Enum):
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    what: str
    level: Level
    sentence: str
    remedy: str = ""


def findings() -> list[Finding]:
    return [check() for check in CHECKS]


def configuration() -> Finding:
    messages = run_checks(include_deployment_checks=settings.SECURE)
    serious = [message for message in messages if message.level >= WARNING and not message.is_silenced()]
    if serious:
        return Finding("configuration", Level.BAD, serious[0].msg, serious[0].hint or "See docs/settings.md.")
    if not settings.SECURE:
        return Finding(
            "configuration",
            Level.WARNING,
            f"{settings.BASE_URL} is served without encryption: fit for this machine only.",
            "Set QIAO_BASE_URL to the https address that people use.",
        )
    return Finding("configuration", Level.GOOD, settings.BASE_URL)


def database() -> Finding:
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        return Finding("database", Level.BAD, f"It does not answer: {error}", "Look at DATABASE_URL.")
    if plan:
        return Finding("database", Level.BAD, f"{len(plan)} migrations are missing.", "Run `qiao migrate`.")
    if connection.vendor == "sqlite" and (mode := _journal_mode()) != "wal":
        return Finding(
            "database", Level.BAD, f"The journal mode is {mode}.", "Put QIAO_HOME on a local disk."
        )
    return Finding("database", Level.GOOD, f"{connection.display_name}, all migrations applied.")


def _journal_mode() -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])


def fonts() -> Finding:
    report = documents.report()
    if not report.is_good:
        return Finding("fonts", Level.BAD, report.sentence, report.remedy)
    return Finding("fonts", Level.GOOD, report.sentence)


def mail_server() -> Finding:
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp":
        return Finding(
            "mail",
            Level.WARNING,
            f"Mail goes to “{backend}” and reaches nobody.",
            "Set QIAO_MAIL_URL, for example smtp+tls://user:password@mail.example:587.",
        )
    try:
        with mail.get_connection():
            return Finding("mail", Level.GOOD, f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers.")
    except OSError as error:
        place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
        return Finding("mail", Level.BAD, f"{place} does not answer: {error}", "Look at QIAO_MAIL_URL.")


def sandbox() -> Finding:
    """Programs of competitors run under bubblewrap in namespaces of their own, or not at all."""
    command = shutil.which("bwrap")
    if not command:
        return Finding(
            "sandbox",
            Level.WARNING,
            "No bubblewrap: programs entered in competitions would be refused.",
            "Install it: apt-get install bubblewrap",
        )
    trial = [command, "--ro-bind", "/", "/", "--unshare-all", "--die-with-parent", "true"]
    if subprocess.run(trial, capture_output=True, timeout=10, check=False).returncode:  # noqa: S603 (fixed words)
        return Finding(
            "sandbox",
            Level.WARNING,
            "This machine refuses namespaces: programs entered in competitions would be refused.",
            "Allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1).",
        )
    return Finding("sandbox", Level.GOOD, "Bubblewrap starts a sandbox without network.")


def workers() -> Finding:
    try:
        report = jobs.report()
    except DatabaseError:
        return Finding("workers", Level.BAD, "The database cannot tell of them.", "Mend the database first.")
    if not report.live_workers:
        return Finding(
            "workers", Level.BAD, "No worker is alive: mail and imports wait.", "Run `qiao worker`."
        )
    if report.dead_letters:
        return Finding(
            "workers",
            Level.WARNING,
            f"{report.live_workers} alive; {report.dead_letters} jobs failed for good.",
            "Look at them under Jobs, failed for good: retry or discard.",
        )
    return Finding(
        "workers",
        Level.GOOD,
        f"{report.live_workers} alive, oldest waiting {report.oldest_ready_seconds:.0f} s.",
    )


def storage() -> Finding:
    home = Path(settings.HOME)
    free = shutil.disk_usage(home).free // 2**20
    if free < 500:
        return Finding(
            "storage", Level.BAD, f"{free} MB are free in {home}.", "Free some space or move QIAO_HOME."
        )
    return Finding("storage", Level.GOOD, f"{free // 1024} GB are free in {home}.")


CHECKS: tuple[Callable[[], Finding], ...] = (
    configuration,
    database,
    storage,
    fonts,
    mail_server,
    sandbox,
    workers,
)

"""Starting Django for a command, with configuration errors said in a sentence."""

import os
from pathlib import Path

import click
import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import OperationalError


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qiao.site.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise click.ClickException(f"The configuration is not right: {error}") from error


def pending_migrations() -> list[str]:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def migrate_database(verbosity: int = 1) -> None:
    try:
        call_command("migrate", interactive=False, verbosity=verbosity)
        call_command("createcachetable", verbosity=verbosity)
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {error}. See DATABASE_URL.") from error


def collect_static(verbosity: int = 0) -> None:
    """Gathers style sheets, scripts and images, unless the ones gathered are the newest there are."""
    from django.conf import settings  # noqa: PLC0415 (settings are configured by now)
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415 (same)

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    newest = max(
        Path(storage.path(path)).stat().st_mtime
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    if not manifest.exists() or manifest.stat().st_mtime < newest:
        call_command("collectstatic", interactive=False, verbosity=verbosity)

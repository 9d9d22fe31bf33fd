"""The settings that were measured are the ones in force, on the live connection."""

import os
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite only")
postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL only")
ROOT = Path(__file__).resolve().parents[2]


def ask(question: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return str(cursor.fetchone()[0])


@sqlite
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("cache_size", "-20000"),
        ("mmap_size", "134217728"),
        ("journal_size_limit", "27103364"),
        ("busy_timeout", "20000"),
    ],
)
def test_sqlite_pragma(pragma: str, value: str) -> None:
    assert ask("PRAGMA " + pragma) == value


@sqlite
@pytest.mark.django_db(transaction=True)
def test_sqlite_takes_the_write_lock_at_the_start() -> None:
    """With DEFERRED, a read-then-write transaction fails under load with 'database is locked'."""
    order: list[str] = []
    started = threading.Event()

    def other() -> None:
        started.wait(5)
        with transaction.atomic():
            order.append("second")
        connection.close()

    thread = threading.Thread(target=other)
    with transaction.atomic():
        thread.start()
        started.set()
        thread.join(0.3)
        order.append("first")
    thread.join(10)

    assert order == ["first", "second"]


@postgres
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("statement_timeout", "15s"),
        ("lock_timeout", "5s"),
        ("idle_in_transaction_session_timeout", "30s"),
        ("default_transaction_isolation", "read committed"),
    ],
)
def test_postgres_setting(setting: str, value: str) -> None:
    assert ask("SHOW " + setting) == value


@postgres
def test_postgres_connections_are_checked_and_pooled() -> None:
    database = settings.DATABASES["default"]

    assert database["CONN_HEALTH_CHECKS"] is True
    assert database["CONN_MAX_AGE"] == 0
    assert database["OPTIONS"]["pool"]["max_size"] == 8


def test_requests_are_not_transactions() -> None:
    """With IMMEDIATE, ATOMIC_REQUESTS would make each GET take the write lock."""
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


WRITES = """
import django; django.setup()
from django.db import transaction
from qiao.rooms.accounts.models import User
for number in range(20):
    with transaction.atomic():
        User.objects.create(email=f"{number}@durable.example")
"""


@sqlite
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
def test_each_acknowledged_write_reaches_the_disk(tmp_path: Path) -> None:
    environment = os.environ | {"QIAO_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "qiao.site.settings"}
    migrate = [sys.executable, "-m", "qiao.site.command.root", "migrate"]
    subprocess.run(migrate, env=environment, check=True, capture_output=True)
    trace = tmp_path / "trace"

    subprocess.run(
        ["strace", "-f", "-e", "trace=fdatasync,fsync", "-o", str(trace), sys.executable, "-c", WRITES],
        env=environment,
        check=True,
    )

    assert trace.read_text().count("sync(") >= 20


def test_what_postgresql_is_not_asked_for_uses_no_database() -> None:
    """pytest-django refuses the database to whatever does not name one of these."""
    script = (ROOT / "scripts" / "test-postgres").read_text("utf-8")
    left_out = re.findall(r"tests/[\w/]+(?:\.py)?", script.split('without="')[1].split('"')[0])
    asking = r"django_db|\bdb\b|transactional_db|TestCase|live_server|admin_client|\bworld\b"

    files = [
        file for name in left_out for file in [ROOT / name, *(ROOT / name).rglob("*.py")] if file.is_file()
    ]

    assert [name for name in left_out if not (ROOT / name).exists()] == []
    assert [file for file in files if re.search(asking, file.read_text("utf-8"))] == []

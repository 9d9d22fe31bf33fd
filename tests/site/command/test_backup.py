"""A backup taken while others write is whole."""

import sqlite3
import threading
from pathlib import Path

import click
import pytest

from qiao.site.command.backup import copy


def make_database(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE writes (id INTEGER PRIMARY KEY, body TEXT)")
        database.executemany("INSERT INTO writes (body) VALUES (?)", [("x" * 500,)] * 2000)


def test_copy_during_writes_holds_all_that_came_before(tmp_path: Path) -> None:
    source, target = tmp_path / "source.sqlite3", tmp_path / "copy.sqlite3"
    make_database(source)
    stop = threading.Event()

    def write() -> None:
        with sqlite3.connect(source, timeout=20) as database:
            while not stop.is_set():
                database.execute("INSERT INTO writes (body) VALUES ('later')")
                database.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        copy(source, target)
    finally:
        stop.set()
        writer.join()

    with sqlite3.connect(target) as twin:
        assert twin.execute("SELECT count(*) FROM writes WHERE body <> 'later'").fetchone()[0] == 2000


def test_copy_of_a_database_with_orphans_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "source.sqlite3"
    with sqlite3.connect(source) as database:
        database.execute("CREATE TABLE parent (id INTEGER PRIMARY KEY)")
        database.execute("CREATE TABLE child (parent_id INTEGER REFERENCES parent (id))")
        database.execute("INSERT INTO child VALUES (7)")

    with pytest.raises(click.ClickException, match="1 orphans"):
        copy(source, tmp_path / "copy.sqlite3")

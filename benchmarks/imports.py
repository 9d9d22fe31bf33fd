"""Tables of 10,000 organisations and people from upload to commit, once more as updates, and taken back.

Every step runs in a process of its own, as a request's or a worker's does, and is held against a minute.
QIAO_BENCHMARK_ROWS makes the tables smaller, for a quick look.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from django.core.files import File

from benchmarks import tables
from benchmarks.measure import Spent, apart
from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.decide import decide_all
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.undo import start_undo
from qiao.kit.imports.upload import upload_table
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation

ROWS = int(os.environ.get("QIAO_BENCHMARK_ROWS", "10000"))
LIMIT = 60.0  # seconds for all steps of one table up to its commit
COLUMNS = ("table", "step", "seconds", "CPU seconds", "rows a second", "peak memory, MB", "of a minute")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Table:
    name: str
    importer: str
    path: Path


def run(say: Say) -> None:
    operator = create_account("operator@benchmark.example", None, "en")
    appoint(operator, None)
    say(f"{ROWS:,} rows a table, into a directory of {Organisation.objects.count():,} organisations.\n")
    say(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    with tempfile.TemporaryDirectory(prefix="qiao-benchmark-") as folder:
        _bring_all_in(Office(say, operator), Path(folder))


def _bring_all_in(office: "Office", folder: Path) -> None:
    """People come while the organisations that they name are there."""
    office.bring_in_and_take_back(_organisations(folder / "organisations.csv"))
    organisations = _organisations(folder / "organisations.xlsx")
    first = office.bring_in(organisations)
    office.bring_in_and_take_back(_people(folder / "people.csv"))
    people = _people(folder / "people.xlsx")
    second = office.bring_in(people)
    office.bring_in_and_take_back(people, is_update=True)
    office.clear(second)
    office.bring_in_and_take_back(organisations, is_update=True)
    office.clear(first)


class Office:
    """The operator at work: each method is one way through the steps, and says what each step took."""

    def __init__(self, say: Say, operator: User) -> None:
        self.say = say
        self.operator = operator

    def bring_in_and_take_back(self, table: Table, *, is_update: bool = False) -> None:
        source = self.bring_in(table, is_update=is_update)
        self._tell(table, "undo", self._run(start_undo, source, ImportState.UNDONE))

    def bring_in(self, table: Table, *, is_update: bool = False) -> Import:
        taken = {"upload, columns": apart(partial(self._upload, table))}
        source = Import.objects.latest("created_at")
        taken["check"] = self._run(start_check, source, ImportState.CHECKED)
        if is_update:
            update = partial(decide_all, source, actor=self.operator, choice=RowChoice.UPDATE)
            taken["decision: update all"] = apart(update)
        taken["commit"] = self._run(start_commit, source, ImportState.COMMITTED)
        self._check_counts(source, updated=ROWS if is_update else 0)
        step_of_all = "**all, as updates**" if is_update else "**all**"
        for step, spent in taken.items():
            self._tell(table, step, spent)
        self._tell(table, step_of_all, sum(taken.values(), Spent()))
        return source

    def clear(self, source: Import) -> None:
        """What updates came after cannot be undone by its own step: only removed."""
        source.kind.undo(list(source.rows.values_list("object_id", flat=True)), {}, actor=self.operator)

    def _upload(self, table: Table) -> None:
        with table.path.open("rb") as content:
            upload = File(content, name=table.path.name)
            source = upload_table(actor=self.operator, importer=table.importer, upload=upload)
        set_mapping(source, actor=self.operator, mapping=source.mapping)

    def _run(self, start: Callable[..., Any], source: Import, expected: ImportState) -> Spent:
        start(source, actor=self.operator)
        spent = apart(run_ready_jobs)
        source.refresh_from_db()
        assert (source.state, source.problem_count) == (expected, 0), (source.state, source.refusal)
        return spent

    def _check_counts(self, source: Import, *, updated: int) -> None:
        assert (source.created_count, source.updated_count) == (ROWS - updated, updated)
        assert source.is_indexed

    def _tell(self, table: Table, step: str, spent: Spent) -> None:
        figures = (
            *(f"{spent.seconds:.1f}", f"{spent.cpu_seconds:.1f}", f"{ROWS / spent.seconds:,.0f}"),
            *(f"{spent.megabytes:.0f}", f"{spent.seconds / LIMIT:.2f}"),
        )
        self.say(f"| {' | '.join((table.name, step, *figures))} |")


def _organisations(path: Path) -> Table:
    apart(partial(tables.write, path, tables.ORGANISATIONS, tables.organisations(ROWS)))
    return Table(path.name, "directory.organisations", path)


def _people(path: Path) -> Table:
    apart(partial(tables.write, path, tables.PEOPLE, tables.people(ROWS)))
    return Table(path.name, "directory.people", path)

"""Opal runs the server and imports; Sam is a stranger. Jobs run in the test's own process."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.upload import upload_table
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.domain.account import create_account
from qiao.rooms.accounts.domain.operatorship import appoint
from qiao.rooms.accounts.models import User

HEADER = ["中文名称", "英文名称", "类型", "国家或地区", "域名"]
ROWS = [
    ["哥伦比亚大学", "Columbia University", "大学", "US", "columbia.edu"],
    ["杜克大学", "Duke University", "university", "美国", "duke.edu"],
    ["杜伦大学", "Durham University", "University", "GB", "durham.ac.uk"],
]
Table = Callable[..., SimpleUploadedFile]
Checked = Callable[..., Import]


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def operator(db: None) -> User:
    user = create_account("opal@server.example", None, "en")
    appoint(user, None)
    return user


@pytest.fixture
def stranger(db: None) -> User:
    return create_account("sam@elsewhere.example", None, "en")


@pytest.fixture
def table() -> Table:
    def made(
        rows: Sequence[Sequence[str]] = ROWS, header: Sequence[str] = HEADER, name: str = "table.csv"
    ) -> SimpleUploadedFile:
        text = io.StringIO()
        csv.writer(text).writerows([header, *rows])
        return SimpleUploadedFile(name, text.getvalue().encode())

    return made


@pytest.fixture
def checked(operator: User, table: Table) -> Checked:
    """A table that has gone through upload, columns and check."""

    def made(
        rows: Sequence[Sequence[str]] = ROWS,
        header: Sequence[str] = HEADER,
        importer: str = "directory.organisations",
        **options: bool,
    ) -> Import:
        source = upload_table(actor=operator, importer=importer, upload=table(rows, header))
        set_mapping(source, actor=operator, mapping=source.mapping, options=options)
        start_check(source, actor=operator)
        return settled(source)

    return made


@pytest.fixture
def imported(checked: Checked, operator: User) -> Checked:
    def made(*args: Any, **options: Any) -> Import:
        source = checked(*args, **options)
        start_commit(source, actor=operator)
        return settled(source)

    return made


def settled(source: Import) -> Import:
    """After every job that waits has run."""
    run_ready_jobs()
    return Import.objects.get(pk=source.pk)

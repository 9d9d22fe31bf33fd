"""The shared tables go through the whole import; what comes out again runs nowhere."""

import csv
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from qiao.kit.files.names import display_name
from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.importer import SourceRow, importers
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.problems import Problems
from qiao.kit.imports.upload import upload_table
from qiao.kit.tables.faults import TableRefused
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.drafts import NameDraft
from qiao.rooms.directory.domain.organisation import create_organisation
from qiao.rooms.directory.enums import NameKind
from qiao.rooms.directory.models import Person
from tests.kit.imports.conftest import operator, settled  # noqa: F401 (a fixture)
from tests.support.cases import lines

pytestmark = [pytest.mark.cases, pytest.mark.django_db]
KIND = "directory.people"
SIGNS = tuple("=+-@\t\r＝＋－＠")


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def bring_in(cases: Path, operator: User) -> Callable[[str], Import]:  # noqa: F811 (the fixture)
    """A file of the shared cases, all the way."""
    for acronym in ("NUS", "ANU"):
        names = [
            NameDraft(value=f"University {acronym}", language="en"),
            NameDraft(value=acronym, language="en", kind=NameKind.ACRONYM, is_preferred=False),
        ]
        create_organisation(actor=operator, names=names, values={"kind": "university", "country": "SG"})

    def bring(name: str) -> Import:
        upload = SimpleUploadedFile(name, (cases / "hostile/files" / name).read_bytes())
        source = upload_table(actor=operator, importer=KIND, upload=upload)
        set_mapping(source, actor=operator, mapping=source.mapping)
        start_check(source, actor=operator)
        source = settled(source)
        assert [str(problem) for problem in source.problems.all()] == []
        start_commit(source, actor=operator)
        return settled(source)

    return bring


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("good.csv", ["O'Brien", "李明"]),
        ("bom_crlf.csv", ["李明"]),
        ("gb18030.csv", ["王芳"]),
        ("good.xlsx", ["李明"]),
        ("dup_rows.csv", ["A"]),
    ],
)
def test_control_is_imported_letter_by_letter(
    bring_in: Callable[[str], Import], name: str, people: list[str]
) -> None:
    source = bring_in(name)

    assert source.state == "committed"
    found = [person.name_zh or person.name_en for person in Person.objects.all()]
    assert sorted(found) == people


def test_formulas_are_kept_as_text_and_exported_dead(
    bring_in: Callable[[str], Import],
    operator: User,  # noqa: F811 (the fixture)
    client: Client,
) -> None:
    bring_in("injection.csv")
    client.force_login(operator)
    stored = {person.name_en for person in Person.objects.all()}
    assert "=1+1" in stored

    exported: Any = client.get(reverse("directory:people"), {"export": "csv"})
    text = b"".join(exported.streaming_content).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(text, newline="")) for cell in line]
    assert "'=1+1" in cells
    assert [cell for cell in cells if cell.startswith(SIGNS)] == []

    exported = client.get(reverse("directory:people"), {"export": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(exported.streaming_content)))
    typed = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value}
    assert typed == {"s"}


def test_too_many_rows_are_refused_at_once(cases: Path, operator: User) -> None:  # noqa: F811 (the fixture)
    upload = SimpleUploadedFile("many.csv", (cases / "hostile/files/many_rows.csv").read_bytes())

    with CaptureQueriesContext(connection) as captured, pytest.raises(TableRefused) as refused:
        upload_table(actor=operator, importer=KIND, upload=upload)

    assert len(captured) < 20
    assert "There are more than 10,000 rows." in str(refused.value)


def _read(field: str, value: str) -> tuple[list[dict[str, Any]], Problems]:
    problems = Problems()
    values = {"name": "Somebody"} | {field: value}
    _title, draft = importers.get(KIND).clean(SourceRow(2, values), problems)
    return draft["names"] if field == "name" else [draft["values"]], problems


def test_shared_names_are_taken_or_refused_in_an_import() -> None:
    for line in lines("names"):
        names, problems = _read("name", line["v"])
        if line["ok"]:
            assert (problems.count, names[0]["value"]) == (0, unicodedata.normalize("NFC", line["v"])), line
        elif not line.get("inert"):
            assert problems.count or names[0]["value"].isprintable(), line
            assert problems.count, line


def test_shared_addresses_are_taken_or_refused_in_an_import() -> None:
    for line in lines("emails"):
        (values,), problems = _read("email", line["v"])
        if line["ok"]:
            assert problems.count == 0, line
            assert values["email"] == line["v"].strip().lower()
        else:
            assert problems.count or "email" not in values or _is_one_address(values["email"]), line


def _is_one_address(text: str) -> bool:
    return text.count("@") == 1 and text.isprintable() and not set(text) & set(" ,;<>")


def test_shared_file_names_are_shown_clean() -> None:
    for line in lines("filenames"):
        shown = display_name(line["v"], ".pdf")
        assert shown.isprintable(), line
        assert not set(shown) & set('/\\":*?<>|%$`;'), line
        assert not shown.startswith((".", "-")), line
        if line["ok"]:
            assert shown == line["v"], line

"""The pages of an import, told with operator, stranger and nobody."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from qiao.kit.imports.check import start_check
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.upload import upload_table
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.tables.read import read_workbook
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation
from tests.kit.imports.conftest import ROWS, Checked, Table

KIND = "directory.organisations"


@pytest.fixture
def page(client: Client, operator: User) -> Client:
    client.force_login(operator)
    return client


def _url(name: str, source: Import | None = None) -> str:
    return reverse(f"imports:{name}", args=[source.pk] if source else [])


def test_a_table_goes_all_the_way_through_the_pages(page: Client, table: Table) -> None:
    answer = page.post(reverse("imports:new", args=[KIND]), {"table": table()})
    source = Import.objects.get()
    assert answer["Location"] == _url("mapping", source)

    fields = {f"column-{place}": name or "-" for place, name in enumerate(source.mapping)}
    answer = page.post(_url("mapping", source), fields | {"option-publish": "on"})
    assert answer["Location"] == _url("import", source)
    assert "import-progress" in page.get(_url("import", source)).text

    run_ready_jobs()
    assert "Import now" in page.get(_url("import", source)).text
    page.post(_url("commit", source))
    run_ready_jobs()

    shown = page.get(_url("import", source)).text
    assert "Undo the import" in shown
    assert Organisation.objects.published().count() == 3
    columbia = Organisation.objects.get(name_en="Columbia University")
    assert reverse("directory:organisation", args=[columbia.pk]) in page.get(_url("rows", source)).text
    page.post(_url("undo", source))
    run_ready_jobs()
    assert "The import has been undone" in page.get(_url("import", source)).text
    assert "table.csv" in page.get(_url("imports")).text


def test_refused_table_shows_every_fault_at_its_place(page: Client, table: Table) -> None:
    bad = table([["a", "b"], ["c", "d", "e", "f", "g", "h"]])

    answer = page.post(reverse("imports:new", args=[KIND]), {"table": bad})

    assert answer.status_code == 422
    assert "The row has 2 fields, the heading 5." in answer.text
    assert "The row has 6 fields, the heading 5." in answer.text
    assert not Import.objects.exists()


def test_empty_upload_is_refused_with_a_sentence(page: Client) -> None:
    assert page.post(reverse("imports:new", args=[KIND]), {}).status_code == 422


def test_problems_are_shown_and_downloaded(page: Client, checked: Checked) -> None:
    source = checked([["名", "", "=dragon", "US", ""]])

    assert "This kind of organisation is not known." in page.get(_url("import", source)).text
    assert "C2" in page.get(_url("problems", source)).text
    answer: Any = page.get(_url("problems", source) + "?export=xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    row = [cell.value for cell in next(book.worksheets[0].iter_rows(min_row=2))]
    assert row[:6] == ["C2", None, 2, "C", "类型", "=dragon"]  # of a workbook the second names the sheet
    assert book.worksheets[0]["F2"].data_type == "s"


def test_corrected_table_is_uploaded_in_place(page: Client, checked: Checked, table: Table) -> None:
    source = checked([["名", "", "dragon", "US", ""]])
    assert page.get(_url("table", source)).status_code == 200

    assert page.post(_url("table", source), {"table": table([["x"]])}).status_code == 422
    assert page.post(_url("table", source), {}).status_code == 422
    assert page.post(_url("table", source), {"table": table()})["Location"] == _url("mapping", source)

    assert page.get(_url("mapping", source)).status_code == 200
    assert Import.objects.get().row_count == 3


def test_mapping_page_keeps_the_sentence_of_a_refusal(page: Client, operator: User, table: Table) -> None:
    source = upload_table(actor=operator, importer=KIND, upload=table())

    left_out = {f"column-{place}": "-" for place in range(5)}
    answer = page.post(_url("mapping", source), left_out | {"column-0": "name_zh"})
    assert answer.status_code == 422
    assert "Assign a column to the kind of organisation." in answer.text
    assert page.post(_url("mapping", source), left_out | {"column-0": "owner"}).status_code == 422


def test_another_sheet_can_be_chosen(page: Client, operator: User) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from qiao.kit.tables.write import NewSheet, xlsx_bytes
    from tests.kit.imports.conftest import HEADER

    sheets = [NewSheet("One", HEADER, ROWS), NewSheet("Two", ["名称", "类型", "国家"], [["a", "大学", "US"]])]
    upload = SimpleUploadedFile("b.xlsx", xlsx_bytes(sheets))
    source = upload_table(actor=operator, importer=KIND, upload=upload)

    page.post(_url("mapping", source), {f"column-{place}": "-" for place in range(5)} | {"sheet": "Two"})

    assert Import.objects.get().headings == ["名称", "类型", "国家"]


def test_duplicates_are_decided_on_their_page(page: Client, imported: Checked, checked: Checked) -> None:
    imported()
    source = checked()
    columbia = Organisation.objects.get(name_en="Columbia University")

    shown = page.get(_url("duplicates", source)).text
    assert "same domain" in shown
    decisions = {"row-2": f"update:{columbia.pk}", "row-3": "skip", "row-4": "undecided"}
    assert page.post(_url("duplicates", source), decisions).status_code == 302
    assert [row.choice for row in source.rows.all()] == ["update", "skip", "undecided"]
    assert page.post(_url("duplicates", source), {"row-2": "update:nonsense"}).status_code == 422
    assert page.post(_url("commit", source))["Location"] == _url("duplicates", source)
    page.post(_url("decision", source), {"choice": "skip"})
    assert [row.choice for row in source.rows.all()] == ["update", "skip", "skip"]


def test_progress_asks_for_the_page_when_the_job_is_done(page: Client, operator: User, table: Table) -> None:
    source = upload_table(actor=operator, importer=KIND, upload=table())
    set_mapping(source, actor=operator, mapping=source.mapping)
    start_check(source, actor=operator)

    assert "hx-get" in page.get(_url("progress", source)).text
    run_ready_jobs()

    assert page.get(_url("progress", source), headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert page.get(_url("progress", source))["Location"] == _url("import", source)


def test_page_of_an_uploaded_table_leads_to_its_columns(page: Client, operator: User, table: Table) -> None:
    source = upload_table(actor=operator, importer=KIND, upload=table())

    assert page.get(_url("import", source))["Location"] == _url("mapping", source)
    assert page.post(_url("discarding", source))["Location"] == _url("imports")
    assert "has been discarded" in page.get(_url("import", source)).text


def test_pages_of_a_finished_import_take_no_table(page: Client, imported: Checked, table: Table) -> None:
    source = imported()

    for name in ("mapping", "table"):
        assert page.get(_url(name, source))["Location"] == _url("import", source)
    assert page.post(_url("table", source), {"table": table()}).status_code == 409
    assert page.post(_url("check", source)).status_code == 409
    assert page.post(_url("commit", source)).status_code == 409


def test_template_is_a_table_that_the_import_knows(page: Client, operator: User) -> None:
    for language in ("en", "zh-hans"):
        answer = page.get(reverse("imports:template", args=[KIND]).replace("/en/", f"/{language}/"))
        book = read_workbook(io.BytesIO(answer.content))
        assert [fault.code for fault in book.sheets[0].faults] == []
        assert len(book.sheets) == 2
        from qiao.kit.imports.headings import suggest
        from qiao.kit.imports.importer import importers

        kind = importers.get(KIND)
        suggested = suggest(kind, book.sheets[0].header.values)
        assert suggested == [column.name for column in kind.columns]


@pytest.mark.parametrize("role", ["stranger", "anonymous"])
def test_strangers_find_nothing(
    client: Client, checked: Checked, stranger: User, table: Table, role: str
) -> None:
    source = checked()
    if role == "stranger":
        client.force_login(stranger)
    wanted = 404 if role == "stranger" else 302

    for name in ("import", "mapping", "table", "progress", "problems", "duplicates", "rows"):
        assert client.get(_url(name, source)).status_code == wanted
    for name in ("mapping", "table", "check", "decision", "duplicates", "commit", "undo", "discarding"):
        assert client.post(_url(name, source), {"table": table()}).status_code == wanted
    for name in ("new", "template"):
        assert client.get(reverse(f"imports:{name}", args=[KIND])).status_code == wanted
    assert client.get(_url("imports")).status_code == wanted
    assert source.file is not None
    assert client.get(source.file.get_absolute_url()).status_code == 404


def test_unknown_importer_is_not_found(page: Client) -> None:
    assert page.get(reverse("imports:new", args=["nothing"])).status_code == 404


def test_list_of_imports_asks_the_same_number_of_questions_for_one_and_three(
    page: Client, operator: User, table: Table, django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    page.get(_url("imports"))  # what is read once by a process
    for number in (1, 2):
        for _ in range(number):
            upload_table(actor=operator, importer=KIND, upload=table())
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page.get(_url("imports"))
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_table_with_columns_assigned_elsewhere_offers_the_check(
    page: Client, operator: User, table: Table
) -> None:
    source = upload_table(actor=operator, importer=KIND, upload=table())
    set_mapping(source, actor=operator, mapping=source.mapping)

    shown = page.get(_url("import", source)).text

    assert "The table has not been checked yet" in shown
    assert _url("check", source) in shown

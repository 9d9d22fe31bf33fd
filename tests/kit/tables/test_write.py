import csv
import io
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from qiao.kit.tables.guard import unguarded
from qiao.kit.tables.write import NewSheet, csv_stream, xlsx_bytes, xlsx_stream

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x.invalid")', ";=1"]


def _csv_rows(header: list[object], rows: list[list[object]]) -> list[list[str]]:
    text = b"".join(csv_stream(header, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_csv_stream_begins_with_the_mark_that_excel_needs() -> None:
    out = b"".join(csv_stream(["姓名"], [["李明"]]))

    assert out == b"\xef\xbb\xbf" + '"姓名"\r\n"李明"\r\n'.encode()


def test_csv_stream_lets_no_text_run_and_loses_none() -> None:
    rows = _csv_rows(["=header"], [[text] for text in DANGEROUS])

    assert all(not row[0].startswith(tuple("=+-@\t\r＝＋－＠")) for row in rows)
    assert [unguarded(row[0]) for row in rows] == ["=header", *DANGEROUS]


def test_csv_stream_writes_values_of_each_type() -> None:
    values = [
        None,
        -1.5,
        3,
        Decimal("-2.50"),
        date(2026, 5, 1),
        datetime(2026, 5, 1, 8, tzinfo=UTC),
        ["a", "b"],
    ]

    (_, row) = _csv_rows(["x"] * 7, [values])

    assert row == ["", "-1.5", "3", "-2.50", "2026-05-01", "2026-05-01T08:00:00+00:00", "a, b"]


def test_csv_stream_writes_words_in_the_active_language() -> None:
    with translation.override("en"):
        rows = _csv_rows([gettext_lazy("Tables")], [[True], [False]])

    assert rows == [["Tables"], ["yes"], ["no"]]


def test_csv_stream_survives_letters_that_no_encoding_holds() -> None:
    assert _csv_rows(["x"], [["a\ud800b\x00c"]]) == [["x"], ["a?b\N{REPLACEMENT CHARACTER}c"]]


def test_xlsx_bytes_writes_formulas_as_text() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes([NewSheet("x", ["=h"], [[t] for t in DANGEROUS])])))

    cells = [row[0] for row in book["x"].iter_rows()]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells] == [
        "=h",
        *[text.replace("\r", "\n") if text == "\r=1" else text for text in DANGEROUS],
    ]
    assert all(cell.quotePrefix for cell in cells if cell.value != ";=1")


def test_xlsx_bytes_holds_no_formula_element() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([NewSheet("x", ["h"], [["=1+1"], ["#N/A"]])]))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()

    assert "<f" not in sheet
    assert 't="e"' not in sheet


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b:c?", "a b c"), ("x" * 40, "x" * 31), ("", "Sheet"), ("单位", "单位")],
)
def test_xlsx_bytes_names_sheets_as_excel_allows(name: str, expected: str) -> None:
    assert openpyxl.load_workbook(io.BytesIO(xlsx_bytes([NewSheet(name, ["h"], [])]))).sheetnames == [
        expected
    ]


def test_xlsx_bytes_writes_times_in_the_active_zone_and_cuts_what_excel_cannot_hold() -> None:
    with timezone.override("Asia/Shanghai"):
        out = xlsx_bytes(
            [
                NewSheet(
                    "x", ["h"], [[datetime(2026, 5, 1, 8, tzinfo=UTC)], ["y" * 40_000], ["a\x01b"], [7], [""]]
                )
            ]
        )

    sheet = openpyxl.load_workbook(io.BytesIO(out))["x"]
    assert sheet["A2"].value == datetime(2026, 5, 1, 16)  # noqa: DTZ001 (Excel knows no zones)
    assert sheet["A3"].value == "y" * 32_766 + "…"
    assert sheet["A4"].value == "a\N{REPLACEMENT CHARACTER}b"
    assert (sheet["A5"].value, sheet["A6"].value) == (7, None)


def test_xlsx_stream_keeps_memory_flat_for_many_rows() -> None:
    def peak(rows: int) -> int:
        tracemalloc.start()
        for _ in xlsx_stream([NewSheet("x", ["a", "b"], ([str(n), "名"] for n in range(rows)))]):
            pass
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(4_000) < peak(400) + 2_000_000

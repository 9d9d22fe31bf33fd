import io

import pytest
from django.utils import translation

from qiao.kit.tables import book
from qiao.kit.tables.read import TableRefused, Workbook, read_workbook
from qiao.kit.tables.write import csv_stream


def _read(text: str | bytes) -> Workbook:
    return read_workbook(io.BytesIO(text.encode() if isinstance(text, str) else text))


def _faults(text: str | bytes) -> list[tuple[str, int | None, str]]:
    return [(fault.code, fault.row, fault.column) for fault in _read(text).sheets[0].faults]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n1,2\n", ","),
        ("a;b\n1;2\n", ";"),
        ("a\tb\n1\t2\n", "\t"),
        ("sep=;\na;b\n1;2\n", ";"),
        ('"x,y",b\n1,2\n'.replace("x,y", "a"), ","),
        ('"a"\t"b, c, d"\n1\t2\n'.replace("b, c, d", "b"), "\t"),
        ("a,b\r\n1,2\r\n", ","),
        ("a,b\r1,2\r", ","),
    ],
)
def test_read_csv_finds_the_separator(text: str, delimiter: str) -> None:
    workbook = _read(text)

    assert workbook.delimiter == delimiter
    assert [row.values for row in workbook.sheets[0].rows] == [("a", "b"), ("1", "2")]
    assert workbook.sheets[0].faults == []


def test_read_csv_counts_rows_as_the_spreadsheet_does() -> None:
    (sheet,) = _read('a,b\n\n"two\nlines",2\n,\n  ,\nx,y\n').sheets

    assert [row.number for row in sheet.rows] == [1, 3, 6]
    assert sheet.rows[1].values == ("two\nlines", "2")


def test_read_csv_counts_the_separator_line_of_excel() -> None:
    assert [row.number for row in _read("sep=;\na;b\n1;2\n").sheets[0].rows] == [2, 3]


def test_read_csv_gives_back_what_qiao_wrote() -> None:
    rows = [["=1+1", "+86"], ["'=x", "李;=明"], ["-", "@\t-"]]

    (sheet,) = _read(b"".join(csv_stream(["a", "b"], rows))).sheets

    assert [list(row.values) for row in sheet.body] == rows


def test_read_csv_drops_empty_columns_at_the_end() -> None:
    (sheet,) = _read("a,b,,\n1,2,,\n3,,,\n").sheets

    assert [row.values for row in sheet.rows] == [("a", "b"), ("1", "2"), ("3", "")]
    assert sheet.faults == []


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("a,b\n1\n2,3,4,5\n", [("short-row", 2, ""), ("long-row", 3, "")]),
        ("a,,c\n1,2,3\n", [("no-heading", 2, "B")]),
        ("a,b,A \n1,2,3\n", [("double-heading", 1, "C")]),
        ('a,b\n"x,2\n', [("quotes", 2, "")]),
        ('a,b\n"x"y,2\n', [("quotes", 2, "")]),
        (f"a,b\n1,{'x' * 10_001}\n", [("field-too-long", 2, "B")]),
        (f"a,b\n1,{'x' * 200_000}\n", [("field-too-long", 2, "")]),
        (",".join(f"c{n}" for n in range(201)) + "\n", [("too-many-columns", 1, "GS")]),
        ("\n\n , \n", [("no-rows", None, "")]),
    ],
    ids=["ragged", "no-heading", "double", "open-quote", "bad-quote", "long", "huge", "wide", "blank"],
)
def test_read_csv_names_the_place_of_a_fault(text: str, faults: list[tuple[str, int | None, str]]) -> None:
    assert _faults(text) == faults


def test_read_csv_lists_a_hundred_faults_at_most() -> None:
    faults = _read("a,b\n" + "1\n" * 5_000).sheets[0].faults

    assert len(faults) == 101
    assert faults[-1].sentence == "There is more wrong; only the first 100 faults are listed."


def test_read_csv_skips_a_hundred_thousand_blank_rows() -> None:
    (sheet,) = _read("a,b\n1,2\n" + ",\n" * 100_000 + "3,4\n").sheets

    assert [row.number for row in sheet.rows] == [1, 2, 100_003]
    assert sheet.faults == []


@pytest.mark.parametrize(
    ("name", "limit", "text", "fault"),
    [
        ("MAX_ROWS", 3, "a\n1\n2\n3\n4\n", ("too-many-rows", 5, "")),
        ("MAX_CELLS", 5, "a,b\n1,2\n3,4\n", ("too-many-cells", 3, "")),
    ],
)
def test_read_csv_stops_at_the_limits(
    monkeypatch: pytest.MonkeyPatch, name: str, limit: int, text: str, fault: tuple[str, int, str]
) -> None:
    monkeypatch.setattr(book, name, limit)

    assert _faults(text) == [fault]


def test_read_csv_takes_as_many_rows_as_it_says() -> None:
    (sheet,) = _read("a\n" + "x\n" * book.MAX_ROWS).sheets

    assert (len(sheet.body), sheet.faults) == (50_000, [])


def test_fault_is_worded_in_the_readers_language_and_shows_a_harmless_excerpt() -> None:
    (fault,) = _read("a,,c\n1,\u202e<b>" + "x" * 60 + ",3\n").sheets[0].faults

    assert fault.place == "B2"
    assert fault.excerpt == "\N{REPLACEMENT CHARACTER}<b>" + "x" * 36 + "…"
    assert (fault.sentence, fault.remedy) == (
        "There is a value in a column without a heading.",
        "Write a heading above it, or delete the value.",
    )
    with translation.override("zh-hans"):
        assert fault.sentence == "该值所在的列没有表头。"


def test_sheet_with_faults_is_refused_with_the_first_in_words() -> None:
    with pytest.raises(TableRefused) as refused:
        _read("a,b\n1\n").sheets[0].require_faultless()

    assert str(refused.value) == (
        "2: The row has 1 fields, the heading 2. "
        "Add the missing separators, or put texts that contain a comma into quotation marks."
    )
    assert refused.value.problems[0]["row"] == "2"

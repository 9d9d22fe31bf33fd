import io
import zipfile
from datetime import date, datetime
from typing import IO

import openpyxl
import pytest

from qiao.kit.tables import archive
from qiao.kit.tables.read import TableRefused, Workbook, read_workbook
from qiao.kit.tables.write import NewSheet, xlsx_bytes
from tests.kit.tables.workbooks import cell, packed, parts, row, sheet, workbook


def _refusal(file: IO[bytes]) -> str:
    with pytest.raises(TableRefused) as refused:
        read_workbook(file)
    return refused.value.faults[0].code


def _faults(read: Workbook) -> list[tuple[str, int | None, str]]:
    return [(fault.code, fault.row, fault.column) for fault in read.sheets[0].faults]


def test_read_xlsx_gives_back_what_qiao_wrote() -> None:
    rows = [["=1+1", "李明"], ["'x", "two\nlines"], ["a_x000D_b", "_x0041_"]]

    (read,) = read_workbook(io.BytesIO(xlsx_bytes([NewSheet("单位", ["姓名", "b"], rows)]))).sheets

    assert read.name == "单位"
    assert [list(line.values) for line in read.rows] == [["姓名", "b"], *rows[:2], ["a\rb", "A"]]
    assert read.faults == []


def test_read_xlsx_reads_values_as_excel_stores_them() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["text", "whole", "part", "day", "moment", "yes", "late"])
    page.append(["x", 7, 0.5, date(2026, 5, 1), datetime(2026, 5, 1, 9, 30), True, None])  # noqa: DTZ001
    page["G2"] = 1e14
    target = io.BytesIO()
    book.save(target)

    (read,) = read_workbook(target).sheets

    assert read.body[0].values == (
        "x",
        "7",
        "0.5",
        "2026-05-01",
        "2026-05-01 09:30:00",
        "true",
        "100000000000000",
    )


def test_read_xlsx_counts_days_from_1904_where_the_workbook_does() -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    rows = row("day") + '<row><c s="1"><v>1</v></c></row>'
    file = packed(parts(sheet(rows), styles=styles, properties='<workbookPr date1904="1"/>'))

    assert read_workbook(file).sheets[0].body[0].values == ("1904-01-02",)


def test_read_xlsx_reads_rich_and_shared_text_without_the_reading_aid() -> None:
    shared = "<si><r><t>To</t></r><r><t>kyo</t></r></si><si><t>東京</t><rPh><t>トウキョウ</t></rPh></si>"
    rows = row("a", "b") + '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'

    assert read_workbook(packed(parts(sheet(rows), shared=shared))).sheets[0].body[0].values == (
        "Tokyo",
        "東京",
    )


def test_read_xlsx_keeps_row_numbers_and_gaps() -> None:
    rows = row("a", "b", "c") + f'<row r="5">{cell("x", "A5")}{cell("y", "C5")}</row>' + row("z")

    (read,) = read_workbook(workbook(rows)).sheets

    assert [(line.number, line.values) for line in read.body] == [(5, ("x", "", "y")), (6, ("z", "", ""))]


def test_read_xlsx_leaves_hidden_sheets_out() -> None:
    file = packed(
        parts(sheet(row("a")), sheet(row("b")), sheet(row("c")), states=("hidden", "visible", "veryHidden"))
    )

    assert [read.name for read in read_workbook(file).sheets] == ["S2"]


@pytest.mark.parametrize(
    ("rows", "after", "fault"),
    [
        (row("a", "b") + '<row><c r="A2"><f>1+1</f><v>2</v></c></row>', "", ("formula", 2, "A")),
        (row("a") + '<row><c t="e"><v>#REF!</v></c></row>', "", ("error-value", 2, "A")),
        (row("a", "b") + row("x"), '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>', ("merged", 2, "A")),
        (row("a") + "<row><c><v>9.1110000600037E+17</v></c></row>", "", ("rounded-number", 2, "A")),
        (row("a") + row("x", "y"), "", ("no-heading", 2, "B")),
        (row("a", "b", "a"), "", ("double-heading", 1, "C")),
        (row("a") + row("x" * 10_001), "", ("field-too-long", 2, "A")),
        (f'<row r="1048576">{cell("x", "XFD1048576")}</row>', "", ("too-many-columns", 1048576, "XFD")),
        ("", "", ("no-rows", None, "")),
    ],
    ids=["formula", "error", "merged", "rounded", "no-heading", "double", "long", "fake-dimension", "empty"],
)
def test_read_xlsx_names_the_place_of_a_fault(
    rows: str, after: str, fault: tuple[str, int | None, str]
) -> None:
    assert _faults(read_workbook(workbook(rows, after=after))) == [fault]


def test_read_xlsx_believes_no_claim_about_its_size() -> None:
    read = read_workbook(workbook(row("a"), row("x"), before='<dimension ref="A1:XFD1048576"/>'))

    assert [line.values for line in read.sheets[0].rows] == [("a",), ("x",)]


def test_read_xlsx_skips_a_hundred_thousand_blank_rows() -> None:
    blank = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 100_003))

    (read,) = read_workbook(workbook(row("a"), row("x"), blank, row("y"))).sheets

    assert [line.number for line in read.rows] == [1, 2, 100_003]


def test_faults_of_another_sheet_do_not_spoil_the_first() -> None:
    formula = row("a") + "<row><c><f>1</f><v>1</v></c></row>"

    first, second = read_workbook(packed(parts(sheet(row("a") + row("x")), sheet(formula)))).sheets

    assert (first.faults, second.faults[0].place) == ([], "S2!A2")


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "declaration", [DOCTYPE, LAUGHS, '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://x.invalid">']
)
@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_read_xlsx_refuses_xml_declarations(declaration: str, member: str) -> None:
    members = parts(sheet(row("a")))
    members[member] = declaration + members[member].replace('<?xml version="1.0"?>', "")

    assert _refusal(packed(members)) == "entities"


def test_read_xlsx_refuses_declarations_in_utf_16() -> None:
    members: dict[str, str | bytes] = dict(parts(sheet(row("a"))))
    members["xl/worksheets/sheet1.xml"] = (
        DOCTYPE.replace('"1.0"', '"1.0" encoding="utf-16"') + "<x/>"
    ).encode("utf-16")

    assert _refusal(packed(members)) == "entities"


def _zip(*names: str) -> IO[bytes]:
    return packed(dict.fromkeys(names, "x"))


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b""), "file-empty"),
        (_zip("a.txt"), "not-a-table"),
        (io.BytesIO(b"PK\x05\x06" + b"\0" * 18), "not-a-table"),
        (io.BytesIO(workbook(row("a")).read()[:-30]), "damaged"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "open-document"),
        (packed(parts(sheet(row("a"))) | {"xl/vbaProject.bin": "x"}), "macros"),
        (
            packed(
                parts(sheet(row("a")))
                | {"[Content_Types].xml": '<Types><Override ContentType="macroEnabled+xml"/></Types>'}
            ),
            "macros",
        ),
        (packed({"xl/workbook.bin": "x"}), "binary-excel"),
        (packed(parts()), "no-rows"),
        (packed(parts(sheet("<row>"))), "damaged"),
        (packed({**parts(sheet(row("a"))), "xl/_rels/workbook.xml.rels": "<Relationships/>"}), "damaged"),
        (workbook('<row><c t="s"><v>5</v></c></row>'), "damaged"),
        (workbook("<row><c><v>abc</v></c></row>"), "damaged"),
        (workbook('<row><c r="-1"><v>1</v></c></row>'), "damaged"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), "old-excel"),
        (
            io.BytesIO(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
            "encrypted",
        ),
        (io.BytesIO(b"%PDF-1.4"), "not-a-table"),
        (io.BytesIO(b"\xef\xbb\xbf <html><table>"), "not-a-table"),
        (io.BytesIO(b"x" * (20 * 1024 * 1024 + 1)), "file-too-large"),
    ],
    ids=[
        *("empty", "zip", "empty-zip", "cut", "ods", "macros", "macro-type", "xlsb", "no-sheet", "bad-xml"),
        *("no-link", "no-text", "no-number", "bad-place", "xls", "locked", "pdf", "html", "large"),
    ],
)
def test_read_workbook_refuses_with_the_reason(file: IO[bytes], code: str) -> None:
    assert _refusal(file) == code


def test_read_xlsx_refuses_a_bomb_by_its_ratio_and_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = workbook(row("a"), "<row>" + " " * 2_000_000 + "</row>")
    assert _refusal(bomb) == "unpacks-too-large"

    monkeypatch.setattr(archive, "MAX_UNPACKED", 1_000)
    assert _refusal(workbook(row("a"), *[row(str(n)) for n in range(200)])) == "unpacks-too-large"


def test_read_xlsx_refuses_encrypted_double_and_lying_members() -> None:
    encrypted = bytearray(workbook(row("a")).read())
    place = encrypted.index(b"PK\x01\x02")
    while place >= 0:
        encrypted[place + 8] |= 1
        place = encrypted.find(b"PK\x01\x02", place + 1)
    assert _refusal(io.BytesIO(bytes(encrypted))) == "encrypted"

    double = io.BytesIO()
    with zipfile.ZipFile(double, "w") as members:
        members.writestr("xl/workbook.xml", "a")
        with pytest.warns(UserWarning, match="Duplicate name"):
            members.writestr("xl/workbook.xml", "b")
    assert _refusal(double) == "damaged"

    torn = bytearray(workbook(row("a")).read())
    torn[torn.index(b"xl/workbook.xml") + 20] ^= 0xFF
    assert _refusal(io.BytesIO(bytes(torn))) == "damaged"

"""Workbooks written letter by letter, so that each test says what is in the file."""

import io
import zipfile
from typing import IO

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def sheet(rows: str, after: str = "", before: str = "") -> str:
    head = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}'
    return f"{head}<sheetData>{rows}</sheetData>{after}</worksheet>"


def cell(text: str, place: str = "") -> str:
    return f'<c{place and f" r={place!r}"} t="inlineStr"><is><t>{text}</t></is></c>'


def row(*texts: str) -> str:
    return "<row>" + "".join(cell(text) for text in texts) + "</row>"


def parts(
    *sheets: str, shared: str = "", styles: str = "", states: tuple[str, ...] = (), properties: str = ""
) -> dict[str, str]:
    numbers = range(1, len(sheets) + 1)
    state = dict(enumerate(states, 1))
    listed = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}" state="{state.get(n, "visible")}"/>' for n in numbers
    )
    linked = "".join(
        f'<Relationship Id="r{n}" Type="{LINKS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    members = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
    }
    if shared:
        linked += f'<Relationship Id="rs" Type="{LINKS}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{shared}</sst>'
    if styles:
        linked += f'<Relationship Id="rt" Type="{LINKS}/styles" Target="styles.xml"/>'
        members["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
    members["xl/_rels/workbook.xml.rels"] = (
        f'<Relationships xmlns="{PACKAGE}/relationships">{linked}</Relationships>'
    )
    return members | {f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)}


def packed(members: dict[str, str] | dict[str, str | bytes]) -> IO[bytes]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    target.seek(0)
    return target


def workbook(*rows: str, after: str = "", before: str = "") -> IO[bytes]:
    return packed(parts(sheet("".join(rows), after, before)))

"""Hostile files at every reader: each is a fault with words, within bounds of time and memory."""

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from qiao.engines.timetabling.faults import BadInstance
from qiao.engines.timetabling.formats import read_problem, read_problem_csv, read_result, read_result_csv
from qiao.engines.timetabling.formats.xlsx_files import read_problem_xlsx, read_result_xlsx
from tests.hostile.cage import CANARY, caged

SECONDS, MEGABYTES = 20, 400
READERS: dict[str, Callable[[bytes], Any]] = {
    "problem.json": read_problem,
    "problem.zip": read_problem_csv,
    "problem.xlsx": read_problem_xlsx,
    "result.json": read_result,
    "result.csv": read_result_csv,
    "result.xlsx": read_result_xlsx,
}


def said_of(content: bytes, *names: str) -> dict[str, Any]:
    """What each reader says of a file: its first faults, or nothing where it takes the file."""

    def judge() -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name in names or READERS:
            try:
                READERS[name](content)
            except BadInstance as bad:
                said[name] = [
                    each.text(language) for each in bad.faults[:3] for language in ("en", "zh-hans")
                ]
                json.dumps(said).encode("utf-8")
            else:
                said[name] = []
        return said

    verdict = caged(judge, seconds=SECONDS, memory_mb=2_000)
    assert "crash" not in verdict, verdict
    assert verdict.pop("rss_mb") <= MEGABYTES
    assert verdict.pop("seconds") <= SECONDS
    return verdict


def _shared() -> list[Path]:
    given = os.environ.get("QIAO_CASES", "")
    folder = Path(given) if given else Path(__file__).resolve().parents[5] / "shared" / "cases"
    return sorted((folder / "hostile" / "files").glob("*"))


@pytest.mark.cases
@pytest.mark.parametrize("path", _shared(), ids=lambda path: path.name)
def test_shared_hostile_file_is_a_fault_at_every_reader(path: Path) -> None:
    CANARY.unlink(missing_ok=True)

    said = said_of(path.read_bytes())

    assert [name for name, words in said.items() if not words] == []
    assert not CANARY.exists()


def sheet_of(body: str, shared: str = "") -> bytes:
    """A workbook whose sheet of participants has the given XML as its rows."""
    book = openpyxl.Workbook()
    book.active.title = "participants"
    book.active.append(["id"])
    original = io.BytesIO()
    book.save(original)
    target = io.BytesIO()
    with zipfile.ZipFile(original) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name in source.namelist():
            content = source.read(name).decode("utf-8")
            if name == "xl/worksheets/sheet1.xml":
                before, _data, after = content.partition("</sheetData>")
                content = f"{before}{body}</sheetData>{after}"
            if name == "xl/sharedStrings.xml" and shared:
                content = shared
            archive.writestr(name, content)
    return target.getvalue()


def _entities() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return sheet_of(
        "", f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{levels}]><sst><si><t>&e9;</t></si></sst>'
    )


OWN: dict[str, Callable[[], bytes]] = {
    "far-cells": lambda: sheet_of('<row><c r="XFD2" t="str"><v>x</v></c></row>' * 20_000),
    "late-row": lambda: sheet_of('<row r="400000"><c r="A400000" t="str"><v>x</v></c></row>'),
    "far-row": lambda: sheet_of('<row r="1048576"><c r="A1048576" t="str"><v>x</v></c></row>'),
    "row-that-is-not": lambda: sheet_of('<row r="99999999999"><c r="A1"><v>1</v></c></row>'),
    "deep-xml": lambda: sheet_of("<row>" + "<c>" * 100_000 + "</c>" * 100_000 + "</row>"),
    "cut-xml": lambda: sheet_of("<row><c"),
    "strange-text": lambda: sheet_of('<row r="2"><c r="A2" t="s"><v>99</v></c></row>'),
    "strange-number": lambda: sheet_of('<row r="2"><c r="A2"><v>1e999999</v></c></row>'),
    "entities": _entities,
    "many-texts": lambda: sheet_of("", "<sst>" + "<si><t/></si>" * 1_000_000 + "</sst>"),
    "formula": lambda: sheet_of('<row r="2"><c r="A2"><f>HYPERLINK("http://x")</f><v>1</v></c></row>'),
    "many-lists": lambda: b"[" + b"[]," * 200_000 + b"[]]",
    "many-strangers": lambda: b'{"requests":[' + b"1," * 1_000_000 + b"1]}",
    "many-keys": lambda: b"{" + b",".join(b'"a%d":1' % n for n in range(100_000)) + b"}",
    "same-key": lambda: b"{" + b",".join(b'"a%d":1' % (n % 50_000) for n in range(100_000)) + b"}",
    "long-number": lambda: b'{"slots":' + b"9" * 5_000_000 + b"}",
    "long-name": lambda: b'{"name":"' + b"x" * 20_000_000 + b'"}',
    "csv-of-quotes": lambda: b'request,slot\n"' + b"x" * 10_000_000,
    "csv-of-commas": lambda: b"," * 10_000_000,
    "csv-of-lines": lambda: b"request,slot\n" + b"r,1\n" * 510_000,
}


@pytest.mark.parametrize("name", OWN)
def test_own_hostile_file_is_a_fault_at_every_reader(name: str) -> None:
    said = said_of(OWN[name]())

    assert [reader for reader, words in said.items() if not words] == []

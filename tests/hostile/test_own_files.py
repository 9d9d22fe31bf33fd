"""The same classes of files, made here: other names, sizes and bytes than the shared ones."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.hostile.cage import caged
from tests.hostile.judges import JUDGES
from tests.kit.files import samples
from tests.kit.tables.workbooks import cell, packed, parts, row, sheet, workbook

SECONDS, MEGABYTES = 5, 300


def _largest_legal_picture() -> bytes:
    target = io.BytesIO()
    Image.linear_gradient("L").resize((6_000, 4_000)).convert("RGBA").save(target, "PNG", compress_level=1)
    return target.getvalue()


def _largest_legal_photo() -> bytes:
    target = io.BytesIO()
    photo = Image.linear_gradient("L").resize((8_000, 5_000)).convert("RGB")
    photo.save(target, "JPEG", progressive=True, subsampling=0, quality=60)
    return target.getvalue()


def _xlsx_of_texts(rows: int, columns: int) -> bytes:
    lines = "".join(
        "<row>" + "".join(cell(f"v{n}-{m}") for m in range(columns)) + "</row>" for n in range(rows)
    )
    head = row("name", "email", *(f"c{n}" for n in range(columns - 2)))
    return workbook(head, lines).read()


def _zip_bomb(megabytes: int) -> bytes:
    members: dict[str, str | bytes] = dict(parts(sheet(row("name"))))
    members["xl/sharedStrings.xml"] = b" " * (megabytes * 1024 * 1024)
    linked = str(members["xl/_rels/workbook.xml.rels"])
    members["xl/_rels/workbook.xml.rels"] = linked.replace(
        "</Relationships>",
        '<Relationship Id="rs" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    return packed(members).read()


def _deep_xml() -> bytes:
    return packed(parts(sheet("<row>" + "<c>" * 50_000 + "</c>" * 50_000 + "</row>"))).read()


def _nested_zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("inner.xlsx", _xlsx_of_texts(10, 2))
    return target.getvalue()


def _animated_png() -> bytes:
    frames = [Image.new("RGB", (900, 900), (n, n, n)) for n in range(60)]
    target = io.BytesIO()
    frames[0].save(target, "PNG", save_all=True, append_images=frames[1:])
    return target.getvalue()


CASES: dict[str, tuple[str, Callable[[], bytes], bool]] = {
    "largest-legal-picture": ("upload:image", _largest_legal_picture, True),
    "largest-legal-photo": ("upload:image", _largest_legal_photo, True),
    "one-bit-bomb": ("upload:image", lambda: samples.png_bomb(30_000), False),
    "long-thin-picture": ("upload:image", lambda: samples.png_claiming(2_000_000, 1), False),
    "sixty-frames": ("upload:image", _animated_png, True),
    "gzip-as-picture": ("upload:image", lambda: gzip.compress(b"\0" * 10_000_000), False),
    "chunk-of-text-bomb": (
        "upload:image",
        lambda: (
            samples.picture()[:33]
            + samples._chunk(b"zTXt", b"a\0\0" + zlib.compress(b"\0" * 50_000_000, 9))
            + samples.picture()[33:]
        ),
        False,
    ),
    "pdf-of-many-objects": ("upload:document", lambda: samples.pdf(*[b"/A 1"] * 100_000), True),
    "pdf-packed-bomb": (
        "upload:document",
        lambda: samples.pdf_stream(b"/Type/ObjStm", zlib.compress(b" " * 400_000_000, 9)),
        False,
    ),
    "pdf-open-streams": ("upload:document", lambda: samples.pdf() + b"stream\n" * 200_000 + b"%%EOF", False),
    "csv-of-quotes": ("import:csv", lambda: b"name\n" + b'"' * 5_000_001, False),
    "csv-of-line-breaks": ("import:csv", lambda: b"name\n" + b"\n" * 10_000_000, False),
    "csv-of-separators": ("import:csv", lambda: b"name\n" + b"," * 10_000_000, False),
    "csv-of-columns": ("import:csv", lambda: b"name," * 1_000_000 + b"\n", False),
    "csv-of-rows": ("import:csv", lambda: b"name,email\n" + b"a,b@example.org\n" * 300_000, False),
    "csv-utf-16-cut": ("import:csv", lambda: "name\n李明".encode("utf-16")[:-1], False),
    "csv-of-chinese": (
        "import:csv",
        lambda: "姓名\n".encode("gb18030") + "王芳\n".encode("gb18030") * 9_000,
        True,
    ),
    "xlsx-of-a-million-cells": ("import:xlsx", lambda: _xlsx_of_texts(9_000, 20), True),
    "xlsx-shared-bomb": ("import:xlsx", lambda: _zip_bomb(200), False),
    "xlsx-deep": ("import:xlsx", _deep_xml, False),
    "xlsx-in-zip": ("import:xlsx", _nested_zip, False),
}


@pytest.mark.parametrize("name", CASES)
def test_own_file_is_judged_within_bounds(name: str, tmp_path: Path) -> None:
    sink, make, is_welcome = CASES[name]
    path = tmp_path / "file.bin"
    path.write_bytes(make())

    verdict: dict[str, Any] = caged(lambda: JUDGES[sink](path))

    assert "crash" not in verdict, verdict
    assert verdict["accepted"] is is_welcome, verdict
    assert verdict["rss_mb"] <= MEGABYTES
    assert verdict["seconds"] <= (SECONDS if not is_welcome else 2 * SECONDS)

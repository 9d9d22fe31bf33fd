import zlib

import pytest

from qiao.kit.files.documents import prepare_document
from qiao.kit.files.errors import (
    ActiveDocument,
    EmptyFile,
    FileRefused,
    LockedDocument,
    UnreadableFile,
    WrongFileType,
)
from tests.kit.files import samples
from tests.kit.files.samples import pdf, pdf_stream


def _packed(text: bytes) -> bytes:
    return pdf_stream(b"/Type/ObjStm/N 1/Filter/FlateDecode", zlib.compress(text))


@pytest.mark.parametrize(
    "content",
    [
        pdf(),
        pdf(b"/OpenAction[3 0 R /Fit]"),
        pdf(b"/JSTitle(no program)"),
        pdf_stream(b"/Length 4", b"x/JS "),
        _packed(b"5 0 << /Type/Page >>"),
    ],
    ids=["plain", "opens-a-page", "similar-name", "letters-in-a-stream", "packed"],
)
def test_prepare_document_accepts_plain_pdf(content: bytes) -> None:
    prepared = prepare_document(samples.upload(content, "简历_李明.pdf"))

    assert (prepared.name, prepared.content_type) == ("简历_李明.pdf", "application/pdf")
    assert prepared.content.read() == content


def test_prepare_document_makes_pictures_anew() -> None:
    prepared = prepare_document(samples.upload(samples.picture() + b"<script>", "scan.png"))

    assert (prepared.kind, prepared.name) == ("image", "scan.png")
    assert b"<script>" not in prepared.content.read()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", EmptyFile),
        (pdf(b"/S/JavaScript/JS(app.alert(1))"), ActiveDocument),
        (pdf(b"/S/J#61vaScript"), ActiveDocument),
        (pdf(b"/S/Launch/F(x)"), ActiveDocument),
        (pdf(b"/EmbeddedFiles 5 0 R"), ActiveDocument),
        (_packed(b"5 0 << /S /JavaScript >>"), ActiveDocument),
        (pdf(b"/Encrypt 5 0 R"), LockedDocument),
        (pdf(tail=b""), UnreadableFile),
        (b"%PDF-1.4\nnothing\n%%EOF", UnreadableFile),
        (pdf_stream(b"/Type/ObjStm", b"not packed"), UnreadableFile),
        (_packed(b"\0" * 40_000_000), UnreadableFile),
        (b"PK\x03\x04" + b"\0" * 100, WrongFileType),
        (b"junk" + pdf(), WrongFileType),
        (b"<html></html>", WrongFileType),
    ],
    ids=[
        *("empty", "script", "hidden-script", "launch", "attachment", "packed-script", "locked", "cut"),
        *("hollow", "bad-stream", "bomb", "zip", "prefixed", "html"),
    ],
)
def test_prepare_document_refuses_with_the_reason(content: bytes, reason: type[FileRefused]) -> None:
    with pytest.raises(reason) as refused:
        prepare_document(samples.upload(content, "cv.pdf"))

    assert str(refused.value).endswith(".")

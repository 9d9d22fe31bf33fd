import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from django.template import TemplateDoesNotExist
from PIL import Image

from qiao.kit.documents import fonts, health
from qiao.kit.documents.errors import (
    DocumentFailed,
    DocumentTooLong,
    DocumentTooSlow,
    FontMissing,
    LetterMissing,
)
from qiao.kit.documents.pdf import Paper, render_pdf, render_pdfs
from qiao.kit.documents.typeset import Limits, Manuscript, typeset, typeset_all
from qiao.kit.errors import QiaoError
from tests.support import hostile

LETTER = {
    "title": "海外人才与技术交流会邀请函",
    "senders": ["北京市侨联", "Automobile Association"],
    "reference": "QX-2026-7",
    "addressee": ["Columbia University"],
    "paragraphs": ["欢迎参观国家智能网联汽车创新中心。" * 20, "Kind regards from Zürich and Łódź."],
    "facts": [["日期 Date", "2026-11-03"]],
    "signature": ["北京市侨联"],
}
HEAD = b'#set document(title: "x")\n#set text(font: "Noto Sans CJK SC", lang: "en")\n'


def text_of(pdf: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return run.stdout.decode("utf-8")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_chinese_letter_is_small_tagged_and_holds_its_text(tmp_path):
    pdf = render_pdf("documents/letter.typ", LETTER, "zh-hans")

    assert pdf.startswith(b"%PDF-1.7")
    assert len(pdf) < 300_000
    assert b"pdfuaid:part" in pdf
    assert b"pdfaid:part" in pdf
    read = squeezed(text_of(pdf, tmp_path))
    for part in (
        "海外人才与技术交流会邀请函",
        "欢迎参观国家智能网联汽车创新中心。",
        "QX-2026-7",
        "ZürichandŁódź",
    ):
        assert part in read


@pytest.mark.parametrize(("language", "foot"), [("zh-hans", "第1页，共1页"), ("en", "Page1of1")])
def test_words_of_the_paper_are_in_the_readers_language(tmp_path, language, foot):
    pdf = render_pdf("documents/letter.typ", LETTER, language)

    assert foot in squeezed(text_of(pdf, tmp_path))


def test_unknown_template_is_named():
    with pytest.raises(TemplateDoesNotExist, match=r"documents/nothing\.typ"):
        render_pdf("documents/nothing.typ", LETTER, "en")


def test_picture_is_embedded():
    source = HEAD + b'#image("/images/dot.png", alt: "a dot")'

    pdf = typeset({"m.typ": source, "images/dot.png": _dot()}, "m.typ")

    assert re.search(rb"/Subtype ?/Image", pdf)


def _dot() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4), "red").save(out, "PNG")
    return out.getvalue()


def test_several_documents_are_set_at_once_each_with_its_own_words(tmp_path):
    papers = [
        Paper("documents/letter.typ", LETTER | {"reference": f"QX-{n}"}, language)
        for n, language in enumerate(("zh-hans", "en"))
    ]

    chinese, english = (squeezed(text_of(pdf, tmp_path)) for pdf in render_pdfs(papers))

    assert ("QX-0" in chinese, "QX-1" in chinese, "第1页，共1页" in chinese) == (True, False, True)
    assert ("QX-0" in english, "QX-1" in english, "Page1of1" in english) == (False, True, True)


def test_documents_set_together_do_not_see_each_other():
    secret = Manuscript({"m.typ": HEAD + b"x", "secret.txt": b"x"}, "m.typ")
    curious = Manuscript({"m.typ": HEAD + b'#read("/../../0/root/secret.txt")'}, "m.typ")

    with pytest.raises(DocumentFailed) as caught:
        typeset_all([secret, curious])

    assert re.search("not found|escape the project root", caught.value.values["reason"])


def test_limit_of_pages_is_that_of_each_document():
    short = Manuscript({"m.typ": HEAD + b"x"}, "m.typ")
    long = Manuscript({"m.typ": HEAD + b"x #pagebreak() y"}, "m.typ")

    assert len(typeset_all([short, short], limits=Limits(pages=1))) == 2
    with pytest.raises(DocumentTooLong, match="2 pages; at most 1"):
        typeset_all([short, long], limits=Limits(pages=1))


def test_package_is_not_fetched():
    with pytest.raises(DocumentFailed) as caught:
        typeset({"m.typ": HEAD + b'#import "@preview/cetz:0.3.0": canvas\nx'}, "m.typ")

    assert caught.value.values["reason"].startswith("failed to download package")
    assert "Connection refused" in caught.value.values["reason"]


@pytest.mark.parametrize(
    "source",
    [
        b'#read("/etc/passwd")',
        b'#read("../order.json")',
        b'#image("https://attacker.invalid/x.png", alt: "x")',
    ],
)
def test_nothing_outside_is_read(source):
    with pytest.raises(DocumentFailed) as caught:
        typeset({"m.typ": HEAD + source}, "m.typ")

    assert re.search("not found|escape the project root", caught.value.values["reason"])
    assert "/tmp" not in str(caught.value)


def test_file_outside_the_root_is_not_written():
    with pytest.raises(ValueError, match="outside its root"):
        typeset({"../m.typ": b"x"}, "../m.typ")


def test_endless_document_is_stopped():
    source = HEAD + b"#for a in range(100000) { for b in range(100000) { let c = a * b } }"

    with pytest.raises(DocumentTooSlow):
        typeset({"m.typ": source}, "m.typ", limits=Limits(seconds=1))


def test_too_many_pages_are_refused():
    source = HEAD + b"#for n in range(6) [page #n #pagebreak()]"

    with pytest.raises(DocumentTooLong, match="7 pages; at most 5"):
        typeset({"m.typ": source}, "m.typ", limits=Limits(pages=5))


def test_missing_font_names_the_remedy(monkeypatch, tmp_path):
    fonts.font_folder.cache_clear()
    monkeypatch.setattr(fonts, "PACKAGE", "no_such_fonts")
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", (str(tmp_path),))

    try:
        with pytest.raises(FontMissing, match="pip install manimgx-fonts-cjk"):
            render_pdf("documents/letter.typ", LETTER, "zh-hans")
        report = health.report()
    finally:
        fonts.font_folder.cache_clear()

    assert (report.is_good, report.remedy) == (False, "Run: pip install manimgx-fonts-cjk")


def test_letter_that_no_font_has_is_refused_and_never_a_box():
    with pytest.raises(LetterMissing):
        render_pdf("documents/letter.typ", LETTER | {"paragraphs": ["\U0001f6d8"]}, "en")


def test_health_sets_a_real_page():
    report = health.report()

    assert report.is_good
    assert "a Chinese page of" in report.sentence


def _comes_out_dead(texts: list[str], folder: Path) -> None:
    context = LETTER | {"title": texts[0], "paragraphs": texts, "facts": [[text, text] for text in texts]}

    pdf = render_pdf("documents/letter.typ", context, "en")

    for active in (b"/JavaScript", b"/Launch", b"/SubmitForm", b"/EmbeddedFile"):
        assert active not in pdf
    read = squeezed(text_of(pdf, folder))
    for text in texts:
        assert squeezed(text) in read


def showable(texts: list[str]) -> list[str]:
    return [text for text in texts if text.isprintable()]


def test_hostile_text_comes_out_literally(tmp_path):
    _comes_out_dead(showable([*hostile.MARKUP, *hostile.TEMPLATES]), tmp_path)


@pytest.mark.parametrize("text", [*hostile.LINES, "a\ud800b"])
def test_control_characters_never_break_a_document(text):
    context = LETTER | {"title": text, "paragraphs": [text]}

    assert _made_or_refused(context) in {"made", "letter-missing"}


def _made_or_refused(context: dict[str, object]) -> str:
    try:
        render_pdf("documents/letter.typ", context, "en")
    except QiaoError as error:
        return error.code
    return "made"


@pytest.mark.cases
def test_shared_hostile_text_comes_out_literally(cases: Path, tmp_path):
    _comes_out_dead(showable(hostile.listed(cases, "markup", "templates")), tmp_path)

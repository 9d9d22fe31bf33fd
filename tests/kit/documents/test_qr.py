from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from qiao.kit.documents.errors import QrTooLong
from qiao.kit.documents.qr import qr_png, qr_svg
from tests.support import hostile

ADDRESS = "https://qiao.example/zh-hans/check-in/0190"


def test_svg_is_dark_on_white_whatever_the_theme():
    svg = ElementTree.fromstring(qr_svg(ADDRESS))

    colours = [path.get("fill") or path.get("stroke") for path in svg if path.tag == "path"]
    assert colours == ["#fff", "#000"]
    assert "currentColor" not in qr_svg(ADDRESS)
    assert "style" not in qr_svg(ADDRESS)


def test_png_has_a_quiet_zone_and_only_two_colours():
    picture = Image.open(BytesIO(qr_png(ADDRESS, scale=4))).convert("L")

    assert picture.size[0] == picture.size[1]
    assert picture.getpixel((0, 0)) == 255
    assert picture.crop((0, 0, picture.size[0], 4 * 4)).getextrema() == (255, 255)
    assert {colour for _count, colour in picture.getcolors()} == {0, 255}


def test_svg_and_png_hold_the_same_code():
    svg = ElementTree.fromstring(qr_svg(ADDRESS))
    size = int(svg.attrib["viewBox"].split()[2])

    assert Image.open(BytesIO(qr_png(ADDRESS, scale=1))).size == (size, size)


@pytest.mark.parametrize("label", hostile.MARKUP)
def test_label_is_text(label):
    svg = ElementTree.fromstring(qr_svg(ADDRESS, label=label))

    assert svg[0].text == label
    assert [child.tag for child in svg] == ["title", "path", "path"]


def test_text_that_does_not_fit_is_refused():
    with pytest.raises(QrTooLong):
        qr_svg("x" * 4000)

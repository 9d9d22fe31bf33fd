"""Can this server make documents? Asked by `qiao check`."""

from dataclasses import dataclass
from importlib.metadata import version

from qiao.kit.documents.errors import FontMissing
from qiao.kit.documents.fonts import FAMILY, font_folder
from qiao.kit.documents.pdf import render_pdf
from qiao.kit.errors import QiaoError


@dataclass(frozen=True)
class Report:
    is_good: bool
    sentence: str
    remedy: str = ""


def report() -> Report:
    """Sets a real Chinese page with the fonts that are there."""
    try:
        folder = font_folder()
        page = render_pdf(
            "documents/letter.typ", {"title": "汽车 Automobile", "paragraphs": ["侨 桥"]}, "zh-hans"
        )
    except FontMissing:
        return Report(False, f"{FAMILY} is not installed.", "Run: pip install manimgx-fonts-cjk")
    except QiaoError as error:
        return Report(False, f"A trial page failed: {error}", "Run: pip install --force-reinstall typst")
    size = len(page) // 1024
    return Report(True, f"{FAMILY} in {folder}, typst {version('typst')}: a Chinese page of {size} kB.")

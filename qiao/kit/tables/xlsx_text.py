"""Texts of a workbook: plain, in runs of different looks, and shared between cells."""

from openpyxl.utils.escape import unescape

from qiao.kit.tables.book import MAX_FIELD


class RichText:
    """Collects the text of one item, without the reading aid (furigana) that stands beside it.

    A little more than the longest field is kept, so that what is too long is noticed and nothing is hoarded.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._is_text = False
        self._is_aid = False

    def start(self, name: str) -> None:
        if name == "rPh":
            self._is_aid = True
        elif name == "t":
            self._is_text = not self._is_aid

    def end(self, name: str) -> None:
        if name == "rPh":
            self._is_aid = False
        elif name == "t":
            self._is_text = False

    def add(self, text: str) -> None:
        if self._is_text and self._length <= MAX_FIELD:
            self._parts.append(text)
            self._length += len(text)

    def take(self) -> str:
        text = "".join(self._parts)
        self._parts, self._length = [], 0
        return str(unescape(text)) if "_x" in text else text


class SharedTexts:
    def __init__(self) -> None:
        self._texts: list[str] = []
        self._rich = RichText()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._rich.start(name)

    def end(self, name: str) -> None:
        self._rich.end(name)
        if name == "si":
            self._texts.append(self._rich.take())

    def text(self, text: str) -> None:
        self._rich.add(text)

    def get(self, number: str) -> str | None:
        if not (number.isascii() and number.isdigit()) or len(number) > 9:
            return None
        return self._texts[int(number)] if int(number) < len(self._texts) else None

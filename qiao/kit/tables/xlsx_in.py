"""XLSX in, sheet by sheet, one element at a time. Formulas, merged cells and error values are faults."""

import posixpath
from typing import IO

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

from qiao.kit.tables.archive import Archive, refusal
from qiao.kit.tables.book import Collector, Enough, Sheet, Workbook, check_shape
from qiao.kit.tables.xlsx_sheet import SheetTarget
from qiao.kit.tables.xlsx_text import SharedTexts

_MACROS = ("macroEnabled", "vbaProject")
_WORKBOOK = "xl/workbook.xml"


def read_xlsx(file: IO[bytes]) -> Workbook:
    archive = Archive(file)
    _check_kind(archive)
    plan, links, styles, texts = _Plan(), _Links(), _Styles(), SharedTexts()
    archive.parse(_WORKBOOK, plan)
    archive.parse("xl/_rels/workbook.xml.rels", links)
    if (place := links.of_type("styles")) in archive:
        archive.parse(place, styles)
    if (place := links.of_type("sharedStrings")) in archive:
        archive.parse(place, texts)
    sheets = [
        _sheet(archive, links.target(link), SheetTarget(Collector(name), texts, styles.dates, plan.is_1904))
        for name, link in plan.visible
    ]
    if not sheets:
        raise refusal("no-rows")
    return Workbook("xlsx", sheets)


def _sheet(archive: Archive, place: str, target: SheetTarget) -> Sheet:
    try:
        archive.parse(place, target)
        check_shape(target.collector, is_exact=False)
    except Enough:
        pass
    return target.collector.sheet


def _check_kind(archive: Archive) -> None:
    if archive.first("mimetype", 64).startswith(b"application/vnd.oasis.opendocument"):
        raise refusal("open-document")
    types = _Types()
    if "[Content_Types].xml" in archive:
        archive.parse("[Content_Types].xml", types)
    if any(mark in name for mark in _MACROS for name in [*archive.names(), *types.found]):
        raise refusal("macros")
    if "xl/workbook.bin" in archive:
        raise refusal("binary-excel")
    if _WORKBOOK not in archive:
        raise refusal("not-a-table")


class _Quiet:
    """A target that wants elements only."""

    def end(self, name: str) -> None:
        return None

    def text(self, text: str) -> None:
        return None


class _Types(_Quiet):
    def __init__(self) -> None:
        self.found: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.found.append(attributes.get("ContentType", ""))


class _Plan(_Quiet):
    """The sheets that a person sees, in their order, and the year from which days are counted."""

    def __init__(self) -> None:
        self.visible: list[tuple[str, str]] = []
        self.is_1904 = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in {"1", "true"}
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            link = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            self.visible.append((attributes.get("name", ""), link))


class _Links(_Quiet):
    def __init__(self) -> None:
        self._targets: dict[str, str] = {}
        self._types: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship" or attributes.get("TargetMode") == "External":
            return
        place = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", ""))).lstrip("/")
        self._targets[attributes.get("Id", "")] = place
        self._types.setdefault(attributes.get("Type", "").rpartition("/")[2], place)

    def target(self, link: str) -> str:
        return self._targets.get(link, "")

    def of_type(self, type_: str) -> str:
        return self._types.get(type_, "")


class _Styles(_Quiet):
    """Which cell styles show a date: `dates[style]`."""

    def __init__(self) -> None:
        self.dates: list[bool] = []
        self._formats: dict[int, str] = dict(BUILTIN_FORMATS)
        self._is_in_cells = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._formats[_number(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._is_in_cells = True
        elif name == "xf" and self._is_in_cells:
            format_ = self._formats.get(_number(attributes.get("numFmtId")), "General")
            self.dates.append(bool(is_date_format(format_)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_in_cells = False


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0

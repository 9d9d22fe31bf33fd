"""Which column is which: by its heading, in Chinese or English, however it is punctuated."""

from collections.abc import Sequence
from functools import cache

from django.utils import translation

from qiao.kit.bilingual.folding import compact, fold
from qiao.kit.imports.importer import ImportColumn, Importer
from qiao.kit.tables.book import Row, Sheet
from qiao.kit.tables.faults import TableFault

LANGUAGES = ("zh-hans", "en")
LOOKED_AT = 10


def suggest(importer: Importer, headings: Sequence[str]) -> list[str]:
    """The name of a field for each heading, or nothing; no field twice."""
    words = _words(importer)
    taken: set[str] = set()
    suggested = []
    for heading in headings:
        name = words.get(key(heading), "")
        suggested.append("" if name in taken else name)
        taken.add(name)
    return suggested


def key(heading: str) -> str:
    return compact(fold(heading[:100]))


def label_in(column: ImportColumn, language: str) -> str:
    with translation.override(language):
        return str(column.label)


def check_headings(importer: Importer, sheet: Sheet) -> None:
    """A second row of headings, or headings further down, would otherwise become an entry."""
    words = _words(importer)
    first = _known(words, sheet.header)
    for row in sheet.rows[1:LOOKED_AT]:
        known = _known(words, row)
        if first >= 1 and known >= 2 and known * 2 > _filled(row):
            sheet.faults.append(_fault("second-heading", sheet, row))
        elif first == 0 and known >= 2:
            sheet.faults = [_fault("heading-below", sheet, row)]  # all others follow from this one
            return


@cache
def _words(importer: Importer) -> dict[str, str]:
    words: dict[str, str] = {}
    for column in importer.columns:
        labels = [label_in(column, language) for language in LANGUAGES]
        for word in (column.name, *labels, *column.headings):
            words.setdefault(key(word), column.name)
    return words


def _known(words: dict[str, str], row: Row) -> int:
    return sum(bool(words.get(key(value))) for value in row.values if value.strip())


def _filled(row: Row) -> int:
    return sum(bool(value.strip()) for value in row.values)


def _fault(code: str, sheet: Sheet, row: Row) -> TableFault:
    return TableFault(code, sheet.name, row.number, values={"first": sheet.header.number})

"""CSV in: any of the usual separators, quoted as RFC 4180 says."""

import csv
import io
import re
from collections.abc import Iterator

from qiao.kit.tables.book import LAST_ROW, MAX_FIELD, Collector, Enough, Workbook, check_shape
from qiao.kit.tables.encoding import decode
from qiao.kit.tables.guard import unguarded

DELIMITERS = (",", "\t", ";")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_DIRECTIVE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_HEAD = 16_384


def read_csv(body: bytes) -> Workbook:
    text, encoding = decode(body)
    delimiter, skipped = _delimiter(text)
    collector = Collector("")
    try:
        for number, values in _records(text[skipped:], delimiter, collector):
            collector.add(number + (1 if skipped else 0), values)
        check_shape(collector, is_exact=True)
    except Enough:
        pass
    return Workbook("csv", [collector.sheet], encoding, delimiter)


def _records(text: str, delimiter: str, collector: Collector) -> Iterator[tuple[int, list[str]]]:
    number = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for number, values in enumerate(reader, 1):
            if number > LAST_ROW:
                collector.stop("too-many-rows", number, limit=f"{LAST_ROW:,}")
            yield number, [unguarded(value) for value in values]
    except csv.Error as error:
        if "field larger than" in str(error):
            collector.stop("field-too-long", number + 1, limit=f"{MAX_FIELD:,}")
        collector.stop("quotes", number + 1)


def _delimiter(text: str) -> tuple[str, int]:
    """The separator and how many characters to skip, for Excel's own line `sep=;`."""
    if directive := _DIRECTIVE.match(text):
        return directive.group(1), directive.end()
    head = _QUOTED.sub("", text[:_HEAD]).lstrip("\r\n")
    first = re.split(r"[\r\n]", head, maxsplit=1)[0]
    return max(DELIMITERS, key=first.count), 0

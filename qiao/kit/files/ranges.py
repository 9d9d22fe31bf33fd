"""One range of bytes of a file (RFC 9110, section 14), which browsers need to seek in a film."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class Range:
    start: int
    length: int

    def header(self, size: int) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{size}"


class Unsatisfiable(Exception):
    """The range begins after the end."""


def asked_range(header: str, size: int) -> Range | None:
    """None when there is no range that we serve: several ranges or another unit get the whole file."""
    found = _RANGE.fullmatch(header.strip())
    if not found or found.group(1) == found.group(2) == "":
        return None
    first, last = found.groups()
    start = int(first) if first else max(size - int(last), 0)
    end = min(int(last), size - 1) if first and last else size - 1
    if first and last and int(last) < int(first):
        return None
    if start >= size or (not first and int(last) == 0):
        raise Unsatisfiable
    return Range(start, end - start + 1)


def read_range(content: IO[bytes], part: Range) -> Iterator[bytes]:
    with content:
        content.seek(part.start)
        rest = part.length
        while rest > 0 and (chunk := content.read(min(_CHUNK, rest))):
            rest -= len(chunk)
            yield chunk

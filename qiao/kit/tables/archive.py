"""The ZIP around a workbook, read with limits that count what really comes out."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any, Protocol

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from qiao.kit.tables.book import MAX_UNPACKED
from qiao.kit.tables.faults import TableFault, TableRefused

MAX_MEMBERS = 2_000
MAX_RATIO = 100
RATIO_FROM = 1024 * 1024
_CHUNK = 64 * 1024
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)


class XmlTarget(Protocol):
    """What the parser tells: names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Archive:
    """Knows which members are there and unpacks at most MAX_UNPACKED bytes in all."""

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except _DAMAGED as damage:
            raise refusal("damaged") from damage
        self._members = self._checked()
        self._room = MAX_UNPACKED

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def names(self) -> list[str]:
        return list(self._members)

    def parse(self, name: str, target: XmlTarget) -> None:
        if name not in self._members:
            raise refusal("damaged")
        parser = DefusedXMLParser(target=_WithoutNamespaces(target), forbid_dtd=True)
        try:
            for chunk in self._chunks(name):
                parser.feed(chunk)
            parser.close()
        except DefusedXmlException as forbidden:
            raise refusal("entities") from forbidden
        except ParseError as damage:
            raise refusal("damaged") from damage

    def first(self, name: str, length: int) -> bytes:
        return b"".join(self._chunks(name))[:length] if name in self._members else b""

    def _checked(self) -> dict[str, zipfile.ZipInfo]:
        entries = self._zip.infolist()
        members = {entry.filename: entry for entry in entries}
        if len(members) != len(entries) or len(entries) > MAX_MEMBERS:
            raise refusal("damaged")
        if any(entry.flag_bits & 1 for entry in entries):
            raise refusal("encrypted")
        return members

    def _chunks(self, name: str) -> Iterator[bytes]:
        entry = self._members[name]
        out = 0
        try:
            with self._zip.open(entry) as member:
                while chunk := member.read(_CHUNK):
                    out += len(chunk)
                    self._spend(len(chunk), out, entry.compress_size)
                    yield chunk
        except _DAMAGED as damage:
            raise refusal("damaged") from damage

    def _spend(self, size: int, out: int, packed: int) -> None:
        self._room -= size
        if self._room < 0 or (out > RATIO_FROM and out > MAX_RATIO * packed):
            raise refusal("unpacks-too-large")


class _WithoutNamespaces:
    """Tells start, end and text to a target by local names: both dialects of the format use the same."""

    def __init__(self, target: XmlTarget) -> None:
        self._target = target
        self._names: dict[str, str] = {}
        self.data = target.text

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._target.start(self._local(tag), attributes)

    def end(self, tag: str) -> None:
        self._target.end(self._local(tag))

    def close(self) -> None:
        return None

    def _local(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = re.sub(r"\A\{[^}]*\}", "", tag)
        return name


def refusal(code: str, **values: Any) -> TableRefused:
    return TableRefused(TableFault(code, values=values))

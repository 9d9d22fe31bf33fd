"""The encoding of a CSV: UTF-8 (with or without mark), UTF-16 with mark, or GB18030. Garbage is refused.

GB18030 decodes almost any bytes to some Chinese characters, also Latin, Cyrillic and Korean text. So the
result has to look like Chinese: most characters are in the old national set, and many of them are common.
"""

import codecs
from typing import NamedTuple

from qiao.kit.tables.common import COMMON
from qiao.kit.tables.faults import TableFault, TableRefused

SHARE_IN_NATIONAL_SET = 0.9
SHARE_COMMON = 0.4
_SAMPLE = 20_000
_MARKS = [(codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")]


class Decoded(NamedTuple):
    text: str
    encoding: str


def decode(body: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _decoded(body, encoding)
    if (place := body.find(b"\0")) >= 0:
        raise TableRefused(TableFault("nul", row=_row(body, place)))
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _chinese(body, error.start)


def _decoded(body: bytes, encoding: str) -> Decoded:
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise TableRefused(TableFault("encoding", row=_row(body, error.start))) from error
    if (place := text.find("\0")) >= 0:
        raise TableRefused(TableFault("nul", row=text.count("\n", 0, place) + 1))
    return Decoded(text, encoding)


def _chinese(body: bytes, first_fault: int) -> Decoded:
    try:
        text, fault = body.decode("gb18030"), first_fault
    except UnicodeDecodeError as error:
        text, fault = "", error.start if looks_chinese(_before(body, error.start)) else first_fault
    if not looks_chinese(text):
        raise TableRefused(TableFault("encoding", row=_row(body, fault)))
    return Decoded(text, "gb18030")


def looks_chinese(text: str) -> bool:
    """True when the characters beyond ASCII are such as Chinese people write."""
    foreign = [letter for letter in text if letter > "\x7f"][:_SAMPLE]
    han = [letter for letter in foreign if "\u3400" <= letter <= "\u9fff"]
    if not han:
        return False
    common = sum(letter in COMMON for letter in han)
    national = sum(_is_in_national_set(letter) for letter in foreign)
    return common >= SHARE_COMMON * len(han) and national >= SHARE_IN_NATIONAL_SET * len(foreign)


def _is_in_national_set(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _before(body: bytes, place: int) -> str:
    return body[:place].decode("gb18030", errors="ignore")


def _row(body: bytes, place: int) -> int:
    return body.count(b"\n", 0, place) + 1

"""Files that the commands of the engines read and write."""

import errno
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from qiao.engines.shape.fault import BadInstance
from qiao.engines.shape.strict_json import MOST_BYTES
from qiao.engines.shape.words import Language, Sentence, say
from qiao.site.command.options import BAD_INPUT

_MOST_SHOWN = 50

say(
    {
        "command.cannot-read": ("{file} cannot be read: {reason}.", "无法读取{file}：{reason}。"),
        "command.cannot-write": ("{file} cannot be written: {reason}.", "无法写入{file}：{reason}。"),
        "command.more": ("And {count} more.", "另有{count}处。"),
    }
)


def require_folder_of(place: Path | None, language: Language) -> None:
    """Said before hours of work and not after."""
    if place is not None and not place.parent.is_dir():
        told = {"file": place, "reason": os.strerror(errno.ENOENT)}
        refuse(Sentence("command.cannot-write", told).text(language))


def write_whole(place: Path, content: bytes, language: Language) -> None:
    """All of it or nothing, or exit with 2."""
    try:
        beside = place.with_name(f".{place.name}.part")
        beside.write_bytes(content)
        beside.replace(place)
    except OSError as error:
        told = {"file": place, "reason": os.strerror(error.errno or 0)}
        refuse(Sentence("command.cannot-write", told).text(language))


def content_of(place: Path, language: Language) -> bytes:
    """At most one byte more than a reader takes, so that an endless file ends as well."""
    try:
        with place.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as error:
        told = {"file": place, "reason": os.strerror(error.errno or 0)}
        refuse(Sentence("command.cannot-read", told).text(language))


def refuse_faults(bad: BadInstance, place: Path, language: Language) -> NoReturn:
    lines = [fault.text(language) for fault in bad.faults[:_MOST_SHOWN]]
    if rest := len(bad.faults) - len(lines):
        lines.append(Sentence("command.more", {"count": rest}).text(language))
    refuse("\n".join([f"{place}:", *(f"  {line}" for line in lines)]))


def refuse(text: str) -> NoReturn:
    tell(text, err=True)
    sys.exit(BAD_INPUT)


def tell(text: str, *, err: bool = False) -> None:
    """Names come from files: what would steer the terminal is shown and not sent to it."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in text)
    click.echo(shown, err=err)

"""What is put into the text fields: rows of our own, and those of the shared lists where they are present."""

import json
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

from tests.support.cases import folder
from tests.support.hostile import LINES, MARKUP, TEMPLATES

OWN_CONTROLS = [
    "李明",
    "O'Brien",
    "Jean-Luc d'Árc",
    "a < b && c > d",
    "`<script>` is a tag",
    "**bold** and _it_",
    "Dear {name}, 100 % of \\n",
    "Zoe\u0308",
    "None",
    "\"quoted\" & 'so'",
    "𠮷野 👩‍🔬",
]
NEVER = [
    "a\x00b",
    "a\u202eb",
    "\u200b\u200b",
    "\u2066x\u2069",
    "a" + "\u0301" * 20,
    "a\ud800b",
    "a\x07b",
    "a\ufffdb",
]
LISTS = ("names", "markup", "templates")


@dataclass(frozen=True)
class Row:
    """`is_line`: what a name may not hold, while a longer text may."""

    value: str
    ok: bool
    inert: bool = False
    is_line: bool = False

    @property
    def must_be_refused(self) -> bool:
        return not self.ok and not self.inert

    @property
    def sent(self) -> str:
        return as_sent(self.value)

    @property
    def composed(self) -> str:
        return unicodedata.normalize("NFC", self.value)


def as_sent(value: str) -> str:
    """A browser sends U+FFFD for half of a pair."""
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def rows() -> list[Row]:
    found = {
        row.value: row for row in [*_own(), *_shared()]
    }  # what the shared lists say of a string comes last
    return [row for value, row in found.items() if value]


def _own() -> list[Row]:
    return [
        *(Row(value, ok=True) for value in OWN_CONTROLS),
        *(Row(value, ok=False) for value in NEVER),
        *(Row(value, ok=False, is_line=True) for value in LINES if _breaks(value)),
        *(Row(value, ok=False, inert=True) for value in [*MARKUP, *TEMPLATES] if value not in OWN_CONTROLS),
    ]


def _breaks(value: str) -> bool:
    return len(value.splitlines()) > 1


One = TypeVar("One")


def of_today(each: Iterable[One]) -> list[One]:
    """Every other one, and tomorrow the others; all in the long form."""
    if "QIAO_THOROUGH" in os.environ:
        return list(each)
    return list(each)[datetime.now(UTC).toordinal() % 2 :: 2]


def _shared() -> list[Row]:
    """Every third; all in the long form."""
    return _listed()[:: 1 if "QIAO_THOROUGH" in os.environ else 3]


def _listed() -> list[Row]:
    lists = folder() / "hostile" / "lists"
    return [
        Row(row["v"], ok=row["ok"], inert=row.get("inert", False), is_line=name == "names")
        for name in LISTS
        if lists.is_dir()
        for row in map(json.loads, (lists / f"{name}.jsonl").read_text("utf-8").splitlines())
    ]

"""BibTeX, in and out. The reader is pybtex's, with bounds that hold on hostile files."""

import codecs
import contextlib
import re
from collections.abc import Iterator
from typing import Any, cast

import latexcodec  # noqa: F401 (registers the codec)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
from pybtex.database import Person  # type: ignore[import-untyped]
from pybtex.database.input.bibtex import LowLevelParser, month_names  # type: ignore[import-untyped]
from pybtex.exceptions import PybtexError  # type: ignore[import-untyped]
from pybtex.scanner import PybtexSyntaxError, Token  # type: ignore[import-untyped]

from qiao.rooms.profiles.enums import PublicationKind
from qiao.rooms.profiles.formats.draft import Draft
from qiao.rooms.profiles.formats.nodes import MOST_ROWS, unreadable
from qiao.rooms.profiles.formats.script import column_for
from qiao.rooms.profiles.models import Profile, Publication

MOST_AUTHORS = 100
LONGEST_VALUE = 20_000
MOST_EXPANDED = 1_000_000  # letters that strings may become in all

_KINDS = {
    "article": "article",
    "inproceedings": "conference",
    "conference": "conference",
    "book": "book",
    "booklet": "book",
    "proceedings": "book",
    "incollection": "chapter",
    "inbook": "chapter",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "unpublished": "preprint",
    "online": "preprint",
    "patent": "patent",
}
_TYPES = {
    PublicationKind.ARTICLE: ("article", "journal"),
    PublicationKind.CONFERENCE: ("inproceedings", "booktitle"),
    PublicationKind.BOOK: ("book", "publisher"),
    PublicationKind.CHAPTER: ("incollection", "booktitle"),
    PublicationKind.THESIS: ("phdthesis", "school"),
    PublicationKind.PREPRINT: ("unpublished", "note"),
    PublicationKind.PATENT: ("patent", "note"),
    PublicationKind.OTHER: ("misc", "howpublished"),
}
_VENUES = (
    "journal",
    "journaltitle",
    "booktitle",
    "school",
    "institution",
    "publisher",
    "howpublished",
    "note",
)
_ESCAPES = str.maketrans(
    {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {letter: f"\\{letter}" for letter in "&%$#_{}"}
)
_SOURCES = {"title_zh": "title", "title_en": "title", "authors": "author", "website": "url"}

Fields = dict[str, str]


class _Reader(LowLevelParser):  # type: ignore[misc]
    """Looks for several marks at once, so that a file without one of them is read once; strings that are
    made of strings may not grow without end."""

    def __init__(self, text: str) -> None:
        super().__init__(text, macros=dict(month_names))
        self.pos: int = 0
        self.expanded = 0
        self._either: dict[tuple[Any, ...], re.Pattern[str]] = {}

    def skip_to(self, patterns: Any) -> Any:
        marks = tuple(pattern.description[1:-1] for pattern in patterns)
        either = self._either.setdefault(marks, re.compile("|".join(map(re.escape, marks))))
        found = either.search(self.text, self.pos)
        if not found:
            return None
        value = self.text[self.pos : found.end()]
        self.pos = found.end()
        self.update_lineno(value)
        return Token(value, patterns[marks.index(found.group())])

    def substitute_macro(self, name: str) -> str:
        value = str(super().substitute_macro(name.lower()))
        self.expanded += len(value)
        if self.expanded > MOST_EXPANDED:
            raise PybtexSyntaxError("strings grow too long", self)
        return value

    def line(self) -> int:
        return int(self.text.count("\n", 0, self.command_start or 0)) + 1


def read(body: bytes) -> Draft:
    """Raises ValidationError with the line where the file is no BibTeX."""
    draft = Draft()
    for number, (line, kind, fields) in enumerate(_entries(_decoded(body))):
        if number >= MOST_ROWS:
            raise unreadable(_("there are more than %(most)d entries.") % {"most": MOST_ROWS})
        _add(draft, line, kind, fields)
    return draft


def written(profile: Profile) -> str:
    publications = profile.publications.order_by("place", "id")
    return "\n".join(_written(each, number) for number, each in enumerate(publications, 1))


def _decoded(body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise unreadable(_("line %(line)d is not UTF-8. Save the file as UTF-8.") % {"line": line}) from None
    if "@" not in text and text.strip():
        raise unreadable(_("line 1: an entry begins with @, as in @article{key, …}."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _entries(text: str) -> Iterator[tuple[int, str, Fields]]:
    reader = _Reader(text)
    try:
        for command, content in reader:
            if command.lower() in {"string", "preamble"}:
                continue
            yield reader.line(), command.lower(), _fields(content[1])
    except PybtexSyntaxError as error:
        reason = _("line %(line)d: this is no BibTeX (%(problem)s).")
        raise unreadable(reason % {"line": error.lineno, "problem": error.args[0]}) from None


def _fields(pairs: list[tuple[str, list[str]]]) -> Fields:
    """The first of each name; what is far too long is cut, to be refused by its length."""
    fields: Fields = {}
    for name, parts in pairs:
        fields.setdefault(name.lower(), "".join(parts)[:LONGEST_VALUE])
    return fields


def _add(draft: Draft, line: int, kind: str, fields: Fields) -> None:
    title = _plain(fields.get("title", ""))
    year = re.search(r"\b([12][0-9]{3})\b", fields.get("year", "") or fields.get("date", ""))
    url = fields.get("url", "")
    values: dict[str, Any] = {
        column_for("title", title): title,
        "kind": _KINDS.get(kind, PublicationKind.OTHER.value),
        "venue": _plain(next((fields[name] for name in _VENUES if fields.get(name)), "")),
        "year": int(year[1]) if year else None,
        "authors": "\n".join(_authors(fields.get("author", "") or fields.get("editor", ""))),
        "doi": _plain(fields.get("doi", "")),
        "website": _plain(url) if url.startswith(("http://", "https://")) else "",
    }
    draft.add_row("publications", _("line %(line)d") % {"line": line}, values, _SOURCES)


def _authors(text: str) -> list[str]:
    names = [name for name in map(_name, split_name_list(text)) if name]
    return [*names[:MOST_AUTHORS], "et al."] if len(names) > MOST_AUTHORS else names


def _name(text: str) -> str:
    """ "Lin, Wen" is told as Wen Lin; what is no name of persons stays as it is."""
    if "{" in text or text.count(",") != 1:
        return "et al." if text.strip() == "others" else _plain(text)
    try:
        person = Person(text)
    except (PybtexError, ValidationError):
        return _plain(text)
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names)
    return _plain(" ".join(part for names in parts for part in names))


def _plain(text: str) -> str:
    """LaTeX's spelling of letters as letters, without braces, in one line."""
    if "\\" in text:
        with contextlib.suppress(ValueError):  # not LaTeX: it stays as it is
            text = str(codecs.decode(cast(Any, text), "ulatex"))
    return re.sub(r"\s+", " ", re.sub(r"[{}]", "", text.replace("~", " "))).strip()


def _written(publication: Publication, number: int) -> str:
    kind, venue = _TYPES[PublicationKind(publication.kind)]
    fields = {
        "title": _escaped(publication.title_en or publication.title_zh),
        "author": " and ".join(_escaped(name) for name in publication.authors.split("\n") if name),
        venue: _escaped(publication.venue),
        "year": str(publication.year or ""),
        "doi": publication.doi,
        "url": publication.website,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@{kind}{{publication{number},\n{''.join(lines)}}}\n"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)

"""vCards of version 4 (RFC 6350: a name in two languages is one name) and 3 (RFC 2426, for old phones)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from icalendar.parser import Contentline, Parameters
from icalendar.prop import vText

from qiao.kit.documents.plain import line, lines, mail_address, web_address

CONTENT_TYPE = "text/vcard"
Version = Literal["3.0", "4.0"]


@dataclass(frozen=True)
class CardName:
    language: str  # zh, en
    full: str
    family: str = ""
    given: str = ""


@dataclass(frozen=True)
class CardText:
    language: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Card:
    """The first of `names`, `organisations` and `titles` is the one that version 3 shows."""

    uid: str
    names: Sequence[CardName]
    organisations: Sequence[CardText] = ()
    titles: Sequence[CardText] = ()
    emails: Sequence[str] = ()
    phones: Sequence[str] = ()
    urls: Sequence[str] = ()
    languages: Sequence[str] = ()
    note: str = ""
    is_organisation: bool = False
    changed_at: datetime | None = None

    def __post_init__(self) -> None:
        if not any(line(name.full) for name in self.names):
            raise ValueError(f"card {self.uid!r} needs a name")


def vcard_bytes(card: Card, version: Version = "4.0") -> bytes:
    body = _fourth(card) if version == "4.0" else _third(card)
    parts = [("BEGIN", "VCARD"), ("VERSION", version)]
    written = [_line(name, value) for name, value in parts]
    written += [_line(name, value, **parameters) for name, value, parameters in body]
    return b"".join([*written, _line("END", "VCARD")])


Property = tuple[str, str, dict[str, str]]


def _fourth(card: Card) -> Iterator[Property]:
    yield "KIND", "org" if card.is_organisation else "individual", {}
    for name in card.names:
        yield "FN", _text(name.full), _alternative("1", name.language)
        yield "N", _parts(name), _alternative("2", name.language)
    for organisation in card.organisations:
        yield "ORG", _text(organisation.text), _alternative("3", organisation.language)
    for title in card.titles:
        yield "TITLE", _text(title.text), _alternative("4", title.language)
    for language in card.languages:
        yield "LANG", _text(language), {}
    yield from _reach(card, "PREF", "1")


def _third(card: Card) -> Iterator[Property]:
    first, *others = card.names
    yield "FN", _text(first.full), {}
    yield "N", _parts(first), {}
    for name in others:
        yield "NICKNAME", _text(name.full), {"LANGUAGE": line(name.language)}
    for organisation in card.organisations[:1]:
        yield "ORG", _text(organisation.text), {}
    for title in card.titles[:1]:
        yield "TITLE", _text(title.text), {}
    yield from _reach(card, "TYPE", "pref")


def _reach(card: Card, preference: str, value: str) -> Iterator[Property]:
    """Where to reach them; the first of several is the preferred one."""
    for place, email in enumerate(card.emails):
        yield "EMAIL", _text(mail_address(email)), {} if place else {preference: value}
    for phone in card.phones:
        yield "TEL", _text(phone), {}
    for url in card.urls:
        yield "URL", web_address(url), {}
    if card.note:
        yield "NOTE", _text(lines(card.note), keep_lines=True), {}
    if card.changed_at:
        yield "REV", card.changed_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ"), {}
    yield "UID", _text(card.uid), {}


def _alternative(group: str, language: str) -> dict[str, str]:
    return {"ALTID": group, "LANGUAGE": line(language)}


def _parts(name: CardName) -> str:
    """Family; given; additional; prefixes; suffixes, each escaped alone: a name may hold a semicolon."""
    return ";".join([_text(name.family), _text(name.given), "", "", ""])


def _text(value: str, *, keep_lines: bool = False) -> str:
    return str(vText(value if keep_lines else line(value)).to_ical().decode())


def _line(name: str, value: str, **parameters: str) -> bytes:
    head = f"{name};{Parameters(parameters).to_ical().decode()}" if parameters else name
    folded: bytes = Contentline(f"{head}:{value}").to_ical()  # type: ignore[no-untyped-call]  # half typed
    return folded + b"\r\n"

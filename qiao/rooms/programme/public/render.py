"""The parts of a public page that are kept: title and description, what stands in its head, its content."""

import re
from dataclasses import astuple, dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.text import Truncator

from qiao.rooms.programme.agenda import AgendaEntry
from qiao.rooms.programme.public.choice import Choice
from qiao.rooms.programme.public.page import Links, Programme, page_context, session_context
from qiao.rooms.programme.public.sessions import one_of
from qiao.rooms.programme.public.structured import (
    exchange_as_jsonld,
    public_url,
    session_as_jsonld,
    session_url,
)

BREAK = "\0"  # between the parts; no text of ours holds it
_BETWEEN = re.compile(r">\s*\n\s*<")


@dataclass(frozen=True, slots=True)
class Parts:
    """Markup, ready to be put into a frame."""

    title: str
    description: str
    head: str
    content: str

    def to_bytes(self) -> bytes:
        return BREAK.join(astuple(self)).encode()

    @classmethod
    def from_bytes(cls, body: bytes) -> "Parts":
        return cls(*body.decode().split(BREAK))


def page_parts(
    programme: Programme, choice: Choice, reader: ZoneInfo | None = None, links: Links | None = None
) -> Parts:
    context, exchange = page_context(programme, choice, reader, links), programme.exchange
    described = {} if choice else exchange_as_jsonld(programme, context["days"])
    told = Told(exchange.name.text, exchange.summary.text, public_url(exchange), described)
    return _parts("programme/public_body.html", told, context)


def session_parts(
    programme: Programme, entry: AgendaEntry, reader: ZoneInfo | None = None, links: Links | None = None
) -> Parts:
    context = session_context(programme, entry, reader, links)
    session, summary = context["session"], one_of(entry.details.get("summary"))
    url = session_url(programme.exchange, session.id)
    told = Told(session.title.text, summary or session.line, url, session_as_jsonld(programme, entry))
    return _parts("programme/public_session_body.html", told, context)


@dataclass(frozen=True, slots=True)
class Told:
    """What search engines and messengers read of a page."""

    title: str
    text: str
    url: str
    described: dict[str, Any]

    @property
    def description(self) -> str:
        return Truncator(" ".join(self.text.split()) or self.title).chars(200)


def _parts(template: str, told: Told, context: dict[str, Any]) -> Parts:
    head = render_to_string("programme/public_head.html", context | {"told": told})
    content = render_to_string(template, context)
    return Parts(escape(told.title), escape(told.description), _tight(head), _tight(content))


def _tight(markup: str) -> str:
    """Without the line breaks between elements, which would be a tenth of a long page."""
    return _BETWEEN.sub("><", markup).strip()

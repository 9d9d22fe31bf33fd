"""Puts what was kept into the frame of the site, which knows the reader. For a reader without a session the
frame is the same for all, and the whole page is kept."""

import zlib
from collections.abc import Callable
from dataclasses import astuple, fields
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.crypto import get_random_string

from qiao.kit.ui.stylesheets import STYLESHEETS
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.public.copies import answered, copy_of
from qiao.rooms.programme.public.render import Parts

TEMPLATE = "programme/public.html"
SHEET = "programme/public.css"
HTML = "text/html; charset=utf-8"
# Where each part goes: texts that nobody outside of this process can write.
PLACES = {f"{each.name}_place": get_random_string(32) for each in fields(Parts)}
_OWN = frozenset({settings.SESSION_COOKIE_NAME, "messages"})  # cookies that may make a page like no other


def framed(
    request: HttpRequest,
    exchange: Exchange,
    name: str,
    rendered: Callable[[], Parts],
    *,
    query: str = "",
    context: dict[str, Any],
) -> HttpResponse:
    """`query` is all that the address may ask for: the frame repeats it, and is kept for that alone."""

    def page() -> HttpResponse:
        parts = copy_of(exchange, name, lambda: rendered().to_bytes())
        response = render(request, TEMPLATE, {"exchange": exchange} | context | PLACES)
        response.content = filled(response.content.decode(), Parts.from_bytes(bytes(parts.body)))
        return response

    if _OWN & request.COOKIES.keys() or request.META.get("QUERY_STRING", "") != query:
        return page()
    kept = copy_of(exchange, f"page/{name}", lambda: page().content, looks=_looks())
    return answered(request, kept, HTML)


def filled(frame: str, parts: Parts) -> str:
    for place, part in zip(PLACES.values(), astuple(parts), strict=True):
        frame = frame.replace(place, part)
    return frame


@cache
def _looks() -> str:
    """Another one with other stylesheets: their addresses tell their content."""
    sheets = "".join(static(sheet) for sheet in (*STYLESHEETS, SHEET))
    return f"{zlib.crc32(sheets.encode()):08x}{settings.DEMO}"

"""Puts what was kept into the frame of the site, which knows the reader."""

import zlib
from dataclasses import astuple, fields
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.crypto import get_random_string

from qiao.kit.ui.stylesheets import STYLESHEETS
from qiao.rooms.programme.models import RenderedCopy
from qiao.rooms.programme.public.copies import answered
from qiao.rooms.programme.public.render import Parts

SHEET = "programme/public.css"
# Where each part goes: texts that nobody outside of this process can write.
PLACES = {f"{each.name}_place": get_random_string(32) for each in fields(Parts)}


def framed(request: HttpRequest, copy: RenderedCopy, template: str, context: dict[str, Any]) -> HttpResponse:
    def answer() -> HttpResponse:
        response = render(request, template, context | PLACES)
        response.content = filled(response.content.decode(), Parts.from_bytes(bytes(copy.body)))
        return response

    # A session may have something to say of its own: such a page is like no other.
    has_session = bool({settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys())
    return answer() if has_session else answered(request, f"{copy.digest[:32]}-{_looks()}", answer)


def filled(frame: str, parts: Parts) -> str:
    for place, part in zip(PLACES.values(), astuple(parts), strict=True):
        frame = frame.replace(place, part)
    return frame


@cache
def _looks() -> str:
    """Another one with other stylesheets: their addresses tell their content."""
    sheets = "".join(static(sheet) for sheet in (*STYLESHEETS, SHEET))
    return f"{zlib.crc32(sheets.encode()):08x}"

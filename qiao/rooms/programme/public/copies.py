"""Pages and exports are rendered once for each state of what they show, and answered from the copy."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import get_language

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.models import RenderedCopy
from qiao.rooms.programme.public.stamp import stamp_of

Render = Callable[[], bytes]


def copy_of(
    exchange: Exchange, name: str, render: Render, *, language: str | None = None, looks: str = ""
) -> RenderedCopy:
    """The copy of the present state, rendered now where there is none yet. `looks` is what the copy shows
    besides the exchange."""
    spoken = get_language() or "" if language is None else language
    stamp = hashlib.sha256(f"{stamp_of(exchange)}{looks}".encode()).hexdigest()
    found = RenderedCopy.objects.filter(exchange=exchange, name=name, language=spoken, stamp=stamp).first()
    return found or _keep(RenderedCopy(exchange=exchange, name=name, language=spoken, stamp=stamp), render())


def _keep(copy: RenderedCopy, body: bytes) -> RenderedCopy:
    """Two readers may render at once: the later one overwrites the same with the same."""
    copy.body, copy.digest = body, hashlib.sha256(body).hexdigest()
    RenderedCopy.objects.bulk_create(
        [copy],
        update_conflicts=True,
        unique_fields=["exchange", "name", "language"],
        update_fields=["stamp", "body", "digest", "updated_at"],
    )
    return copy


def answered(request: HttpRequest, copy: RenderedCopy, content_type: str) -> HttpResponse:
    """304 where the reader has it already. Caches ask again each time: a release is seen at once."""
    etag = quote_etag(copy.digest[:40])
    is_known = etag in parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponse(status=304) if is_known else HttpResponse(copy.body, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie"])
    return response

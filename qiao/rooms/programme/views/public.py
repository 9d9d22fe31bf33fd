from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from qiao.kit.access import may, require
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.public.choice import Choice, is_known
from qiao.rooms.programme.public.copies import copy_of
from qiao.rooms.programme.public.frame import framed
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.render import page_parts, session_parts
from qiao.rooms.programme.public.stamp import with_stamp


@require_safe
def public(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = shown_exchange(request, pk)
    choice, reader = Choice.from_query(request.GET.dict()), reader_zone(request, exchange)

    def rendered() -> bytes:
        programme = Programme(exchange)
        if not is_known(programme.entries, choice):
            raise Http404
        return page_parts(programme, choice, reader).to_bytes()

    copy = copy_of(exchange, f"public?{choice.query}&zone={reader or ''}", rendered)
    context: dict[str, Any] = {"exchange": exchange}
    context["may_run"] = lambda: may(request.user, "programme.make_offline_copy", exchange)
    return framed(request, copy, "programme/public.html", context)


@require_safe
def public_session(request: HttpRequest, pk: UUID, session: UUID) -> HttpResponse:
    exchange = shown_exchange(request, pk)
    reader = reader_zone(request, exchange)

    def rendered() -> bytes:
        programme = Programme(exchange)
        if (entry := programme.by_id.get(str(session))) is None:
            raise Http404
        return session_parts(programme, entry, reader).to_bytes()

    copy = copy_of(exchange, f"session/{session}&zone={reader or ''}", rendered)
    context: dict[str, Any] = {"exchange": exchange, "is_session": True}
    return framed(request, copy, "programme/public.html", context)


def shown_exchange(request: HttpRequest, pk: UUID) -> Exchange:
    """With the state of everything that its public pages show, in the same statement."""
    exchange = get_object_or_404(with_stamp(Exchange.objects.all()), pk=pk)
    require(request.user, "exchanges.view_exchange", exchange)
    return exchange


def reader_zone(request: HttpRequest, exchange: Exchange) -> ZoneInfo | None:
    """Of somebody signed in, where the clock is another one; for others a small script does it."""
    if not request.user.is_authenticated or request.user.time_zone == exchange.time_zone:
        return None
    there, zone = exchange.starts_at, request.user.zone
    is_same = there.astimezone(zone).utcoffset() == there.astimezone(exchange.zone).utcoffset()
    return None if is_same else zone

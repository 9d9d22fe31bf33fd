from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from qiao.kit.access import may, require
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.public.choice import Choice, is_known
from qiao.rooms.programme.public.frame import framed
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.public.render import Parts, page_parts, session_parts
from qiao.rooms.programme.public.stamp import exchange_with_stamp


@require_safe
def public(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange = shown_exchange(request, exchange_id)
    choice, reader = Choice.from_query(request.GET.dict()), reader_zone(request, exchange)

    def rendered() -> Parts:
        programme = Programme(exchange)
        if not is_known(programme.entries, choice):
            raise Http404
        return page_parts(programme, choice, reader)

    name = f"public?{choice.query}&zone={reader or ''}"
    context = {"may_run": lambda: may(request.user, "programme.make_offline_copy", exchange)}
    return framed(request, exchange, name, rendered, query=choice.query, context=context)


@require_safe
def public_session(request: HttpRequest, exchange_id: UUID, session: UUID) -> HttpResponse:
    exchange = shown_exchange(request, exchange_id)
    reader = reader_zone(request, exchange)

    def rendered() -> Parts:
        programme = Programme(exchange)
        if (entry := programme.by_id.get(str(session))) is None:
            raise Http404
        return session_parts(programme, entry, reader)

    name = f"session/{session}&zone={reader or ''}"
    return framed(request, exchange, name, rendered, context={"may_run": False})


def shown_exchange(request: HttpRequest, exchange_id: UUID) -> Exchange:
    """With the state of everything that its public pages show, in the same statement."""
    if (exchange := exchange_with_stamp(exchange_id)) is None:
        raise Http404
    require(request.user, "exchanges.view_exchange", exchange)
    return exchange


def reader_zone(request: HttpRequest, exchange: Exchange) -> ZoneInfo | None:
    """Of somebody signed in, where the clock is another one; for others a small script does it."""
    if not request.user.is_authenticated or request.user.time_zone == exchange.time_zone:
        return None
    there, zone = exchange.starts_at, request.user.zone
    is_same = there.astimezone(zone).utcoffset() == there.astimezone(exchange.zone).utcoffset()
    return None if is_same else zone

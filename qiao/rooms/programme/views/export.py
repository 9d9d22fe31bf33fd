from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from qiao.kit.documents.calendar import CONTENT_TYPE
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.exports.calendar import programme_calendar
from qiao.rooms.programme.exports.document import document_bytes
from qiao.rooms.programme.exports.feed import feed_bytes
from qiao.rooms.programme.exports.frab import schedule_bytes
from qiao.rooms.programme.public.choice import Choice, is_known
from qiao.rooms.programme.public.copies import answered, copy_of
from qiao.rooms.programme.public.page import Programme
from qiao.rooms.programme.views.public import shown_exchange

Render = Callable[[Programme], bytes]


@require_safe
def export_json(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    """In both languages: the same at both addresses."""
    response = _export(
        request, exchange_id, "programme.json", document_bytes, "application/json", language=""
    )
    response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def export_xml(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    return _export(request, exchange_id, "schedule.xml", schedule_bytes, "application/xml")


@require_safe
def export_calendar(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    return _calendar(request, exchange_id, Choice())


@require_safe
def export_place(request: HttpRequest, exchange_id: UUID, place: UUID) -> HttpResponse:
    return _calendar(request, exchange_id, Choice(place=str(place)))


@require_safe
def export_track(request: HttpRequest, exchange_id: UUID, track: UUID) -> HttpResponse:
    return _calendar(request, exchange_id, Choice(track=str(track)))


@require_safe
def release_feed(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange = shown_exchange(request, exchange_id)
    copy = copy_of(exchange, "releases.atom", lambda: feed_bytes(exchange, request.path))
    return answered(request, copy, "application/atom+xml")


def _calendar(request: HttpRequest, exchange_id: UUID, choice: Choice) -> HttpResponse:
    def rendered(programme: Programme) -> bytes:
        if not is_known(programme.entries, choice):
            raise Http404
        return programme_calendar(programme, choice.apply(programme.entries))

    name = f"programme.ics?{choice.query}"
    return _export(request, exchange_id, name, rendered, f"{CONTENT_TYPE}; charset=utf-8")


def _export(
    request: HttpRequest,
    exchange_id: UUID,
    name: str,
    render: Render,
    content_type: str,
    language: str | None = None,
) -> HttpResponse:
    exchange = shown_exchange(request, exchange_id)
    copy = copy_of(exchange, name, lambda: render(_released(exchange)), language=language)
    response = answered(request, copy, content_type)
    disposition = content_disposition_header(True, name.partition("?")[0])
    response["Content-Disposition"] = disposition or "attachment"
    return response


def _released(exchange: Exchange) -> Programme:
    programme = Programme(exchange)
    if programme.release is None:
        raise Http404
    return programme

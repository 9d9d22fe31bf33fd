"""Files made of a release: made only where the reader does not have them already."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language

from qiao.rooms.programme.itinerary.calendar import itinerary_calendar
from qiao.rooms.programme.itinerary.subjects import Subject

CALENDAR = "text/calendar; charset=utf-8"


def calendar_answer(request: HttpRequest, subject: Subject) -> HttpResponseBase:
    return file_answer(request, subject, CALENDAR, "itinerary.ics", lambda: itinerary_calendar(subject))


def file_answer(
    request: HttpRequest, subject: Subject, kind: str, name: str, made: Callable[[], bytes]
) -> HttpResponseBase:
    etag = quote_etag(f"{subject.stamp()}-{get_language()}")
    response = get_conditional_response(request, etag=etag) or _file(kind, name, made())
    response["ETag"] = etag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def _file(kind: str, name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

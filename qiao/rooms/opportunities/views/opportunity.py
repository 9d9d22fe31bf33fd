"""What everybody may open: one opportunity, those of an exchange, the feeds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.rooms.exchanges.load import exchange_for
from qiao.rooms.opportunities import feeds
from qiao.rooms.opportunities.calendar import deadlines_calendar
from qiao.rooms.opportunities.listings import OpportunityList, opportunities_at
from qiao.rooms.opportunities.pages.opportunity import page_context
from qiao.rooms.opportunities.views.load import opportunity_for


@require_safe
def opportunity(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk)
    return render(request, "opportunities/opportunity.html", page_context(found, request.user))


@require_safe
def deadlines(request: HttpRequest, pk: UUID) -> HttpResponse:
    content = deadlines_calendar(opportunity_for(request, pk))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.ics"'
    return response


@require_safe
def at_exchange(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk)
    listing = OpportunityList(request, opportunities_at(exchange))
    return listing.respond("opportunities/at_exchange.html", {"exchange": exchange})


@require_safe
def feed_json(request: HttpRequest) -> HttpResponse:
    page = feeds.feed_page(request, "feed_json")
    return feeds.conditional(request, feeds.json_feed(page), feeds.JSON_TYPE)


@require_safe
def feed_atom(request: HttpRequest) -> HttpResponse:
    page = feeds.feed_page(request, "feed_atom")
    return feeds.conditional(request, feeds.atom_feed(page), feeds.ATOM_TYPE)

"""Open to everybody: the list and the map of the same opportunities."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.rooms.directory.world import land_path
from qiao.rooms.finding.domain.places import places_of
from qiao.rooms.finding.listings import OpportunityList


@require_safe
def opportunities(request: HttpRequest) -> HttpResponseBase:
    return OpportunityList(request, request.user).respond("finding/opportunities.html")


@require_safe
def map_(request: HttpRequest) -> HttpResponse:
    """The table is the text of the picture."""
    listing = OpportunityList(request, request.user)
    context = {"listing": listing, "map": places_of(listing.found), "land": land_path()}
    return render(request, "finding/map.html", context)

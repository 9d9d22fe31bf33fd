"""The page of one opportunity, open to everybody once it is published."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.rooms.opportunities.doors import doors_of_opportunity
from qiao.rooms.opportunities.views.load import opportunity_for


@require_safe
def opportunity(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = opportunity_for(request, pk)
    context = {"opportunity": found, "doors": doors_of_opportunity(found, request.user)}
    return render(request, "opportunities/opportunity.html", context)

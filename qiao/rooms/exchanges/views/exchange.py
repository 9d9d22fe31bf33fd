from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qiao.rooms.exchanges.listings import ExchangeList
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.pages.exchange import page_context
from qiao.rooms.exchanges.views.load import exchange_for


@require_safe
def exchanges(request: HttpRequest) -> HttpResponseBase:
    found = Exchange.objects.visible_to(request.user)
    return ExchangeList(request, found).respond("exchanges/exchanges.html")


@require_safe
def exchange(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = exchange_for(request, pk)
    return render(request, "exchanges/exchange.html", page_context(found, request.user))

from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.errors import Invalid
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.enums import ACTIVE_MEMBERS, SEATED
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.registration.domain import staying as domain
from qiao.rooms.registration.forms.organising import AssignmentForm, HotelForm
from qiao.rooms.registration.models import Hotel, Stay
from qiao.rooms.registration.views.load import row_of_exchange

OWNED = "registration.change_hotel"
SHOWN = 500


@require_safe
@login_required
def hotels(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, OWNED)
    stays = list(_stays(exchange)[:SHOWN])
    context = {
        "exchange": exchange,
        "hotels": list(exchange.hotels.prefetch_related("rooms")),
        "stays": stays,
        "unassigned": sum(1 for stay in stays if stay.hotel_id is None),
    }
    return render(request, "registration/hotels.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hotel_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, OWNED)
    actor = actor_of(request)
    form = HotelForm(request.POST or None, instance=Hotel(exchange=exchange))
    if form.is_valid() and succeeds(
        form, lambda: domain.add_hotel(exchange, actor=actor, values=form.values(), rooms=form.rooms())
    ):
        messages.success(request, _("The hotel has been added."))
        return redirect("registration:hotels", exchange.pk)
    return _page(request, exchange, form, _("Add a hotel"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def hotel(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = row_of_exchange(request, Hotel, pk, "change_hotel")
    actor = actor_of(request)
    form = HotelForm(request.POST or None, instance=copy(found))
    if form.is_valid() and succeeds(
        form, lambda: domain.change_hotel(found, actor=actor, values=form.values(), rooms=form.rooms())
    ):
        messages.success(request, _("The hotel has been saved."))
        return redirect("registration:hotels", found.exchange_id)
    return _page(request, found.exchange, form, str(found), found)


@require_POST
@login_required
def hotel_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = row_of_exchange(request, Hotel, pk, "change_hotel")
    domain.remove_hotel(found, actor=actor_of(request))
    messages.success(request, _("The hotel has been removed."))
    return redirect("registration:hotels", found.exchange_id)


@require_POST
@login_required
def stay_hotel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Assigns a hotel to a person's nights."""
    rows = Stay.objects.select_related("registration__delegation__exchange")
    stay = get_object_or_404(rows, pk=pk)
    exchange = stay.registration.delegation.exchange
    require(request.user, OWNED, exchange)
    form = AssignmentForm(request.POST, hotels=exchange.hotels.all())
    if not form.is_valid():
        raise Invalid
    domain.assign_hotel(stay, actor=actor_of(request), hotel=form.cleaned_data["hotel"])
    messages.success(request, _("The hotel has been assigned."))
    return redirect("registration:hotels", exchange.pk)


def _stays(exchange: Exchange) -> Any:
    """Those without a hotel first."""
    rows = Stay.objects.filter(
        registration__delegation__exchange=exchange,
        registration__delegation__state__in=SEATED,
        registration__member__state__in=ACTIVE_MEMBERS,
    )
    related = ("registration__member", "registration__delegation__organisation", "shares_with", "hotel")
    return rows.select_related(*related).order_by("hotel", "registration__delegation", "first_night", "id")


def _page(
    request: HttpRequest, exchange: Exchange, form: HotelForm, heading: str, hotel: Hotel | None = None
) -> HttpResponse:
    context = {"exchange": exchange, "form": form, "heading": heading, "hotel": hotel}
    return render(request, "registration/hotel.html", context, status=422 if form.errors else 200)

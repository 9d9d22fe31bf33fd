from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.programme.domain import place as domain
from qiao.rooms.programme.forms.place import PlaceForm, TransferForm
from qiao.rooms.programme.listings import PlaceList, ReadPlaceList, places_of
from qiao.rooms.programme.models import Place
from qiao.rooms.programme.views.load import place_for, transfer_for

EDIT = "programme.edit_programme"


@require_safe
@login_required
def places(request: HttpRequest, exchange_id: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, exchange_id, "programme.view_working_copy")
    may_edit = may(request.user, EDIT, exchange)
    listing = (PlaceList if may_edit else ReadPlaceList)(request, places_of(exchange))
    return listing.respond("programme/places.html", {"exchange": exchange, "may_edit": may_edit})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def place_new(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange, actor = exchange_for(request, exchange_id, EDIT), actor_of(request)
    form = PlaceForm(request.POST or None, instance=Place(exchange=exchange), exchange=exchange)
    if form.is_valid() and succeeds(
        form, lambda: domain.add_place(exchange, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The place has been added."))
        return redirect("programme:places", exchange.pk)
    context = {"exchange": exchange, "form": form}
    return render(request, "programme/place.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def place_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found, actor = place_for(request, pk), actor_of(request)
    form = PlaceForm(request.POST or None, instance=copy(found), exchange=found.exchange)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_place(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The place has been saved."))
        return redirect("programme:places", found.exchange_id)
    context = {"exchange": found.exchange, "place": found, "form": form}
    return render(request, "programme/place.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def place_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = place_for(request, pk)
    domain.remove_place(found, actor=actor_of(request))
    messages.success(request, _("The place has been removed."))
    return redirect("programme:places", found.exchange_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def transfers(request: HttpRequest, exchange_id: UUID) -> HttpResponse:
    exchange, actor = exchange_for(request, exchange_id, EDIT), actor_of(request)
    form = TransferForm(request.POST or None, exchange=exchange)
    if form.is_valid() and succeeds(form, lambda: domain.set_transfer_time(actor=actor, **form.cleaned_data)):
        messages.success(request, _("The transfer time has been saved."))
        return redirect("programme:transfers", exchange.pk)
    ways = exchange.transfer_times.select_related("one", "other")
    context = {"exchange": exchange, "form": form, "ways": ways}
    return render(request, "programme/transfers.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def transfer_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = transfer_for(request, pk)
    domain.clear_transfer_time(found, actor=actor_of(request))
    messages.success(request, _("The transfer time has been removed."))
    return redirect("programme:transfers", found.exchange_id)

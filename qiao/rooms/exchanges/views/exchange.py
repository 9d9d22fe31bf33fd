from copy import copy
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.bilingual.localized import sort_field
from qiao.kit.bilingual.search import best
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.domain import exchange as domain
from qiao.rooms.exchanges.domain.cloning import clone_exchange
from qiao.rooms.exchanges.domain.organisers import possible_organisers
from qiao.rooms.exchanges.forms.exchange import CloneForm, ExchangeForm, NewExchangeForm
from qiao.rooms.exchanges.listings import ExchangeList
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.exchanges.pages.clone import preview
from qiao.rooms.exchanges.pages.exchange import page_context
from qiao.rooms.exchanges.views.load import actor_of, exchange_for

SUGGESTED = 8


@require_safe
def exchanges(request: HttpRequest) -> HttpResponseBase:
    found = Exchange.objects.visible_to(request.user)
    context = {"may_create": possible_organisers(request.user).exists()}
    return ExchangeList(request, found).respond("exchanges/exchanges.html", context)


@require_safe
def exchange(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = exchange_for(request, pk)
    return render(request, "exchanges/exchange.html", page_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exchange_new(request: HttpRequest) -> HttpResponse:
    organisations = possible_organisers(request.user)
    form = NewExchangeForm(request.POST or None, organisations=organisations)
    made: list[Exchange] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_create(request, form))):
        messages.success(request, _("The exchange is a draft. Add partners and deadlines, then release it."))
        return redirect("exchanges:exchange", made[0].pk)
    context = {"form": form, "has_organisations": organisations.exists()}
    return render(request, "exchanges/exchange_new.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exchange_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = exchange_for(request, pk, "exchanges.change_exchange")
    form = ExchangeForm(request.POST or None, instance=copy(found))
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_exchange(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The exchange has been saved."))
        return redirect("exchanges:exchange", found.pk)
    context = {"exchange": found, "form": form}
    return render(request, "exchanges/exchange_edit.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def exchange_clone(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The dates are shown before they are confirmed: `?starts_on=` shows, sending it makes the clone."""
    found = exchange_for(request, pk, "exchanges.clone_exchange")
    form = CloneForm(request.POST or request.GET or None)
    made: list[Exchange] = []
    is_sent = request.method == "POST"
    if form.is_valid() and is_sent and succeeds(form, lambda: made.append(_clone(request, found, form))):
        messages.success(request, _("The new exchange is a draft with the same partners and distances."))
        return redirect("exchanges:exchange", made[0].pk)
    shown = preview(found, form.cleaned_data["starts_on"]) if form.is_valid() else None
    context = {"exchange": found, "form": form, "preview": shown}
    return render(request, "exchanges/exchange_clone.html", context, status=_status(form))


@require_POST
@login_required
def exchange_archiving(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = exchange_for(request, pk, "exchanges.archive_exchange")
    domain.archive_exchange(found, actor=actor_of(request))
    messages.success(request, _("The exchange is archived; only those who took part see it."))
    return redirect("exchanges:exchange", found.pk)


@require_safe
@login_required
def organisation_options(request: HttpRequest) -> HttpResponse:
    """For the input that names an organisation, whatever its form calls it."""
    text = next((request.GET[name][:200] for name in ("organisation", "q") if name in request.GET), "")
    visible = Organisation.objects.visible_to(request.user).order_by(sort_field(), "pk")
    found = best(visible, text, SUGGESTED) if text.strip() else []
    return render(request, "exchanges/parts/organisation_options.html", {"organisations": found})


def _create(request: HttpRequest, form: NewExchangeForm) -> Exchange:
    organisation = form.cleaned_data["organisation"]
    return domain.create_exchange(organisation, actor=actor_of(request), values=form.values())


def _clone(request: HttpRequest, found: Exchange, form: CloneForm) -> Exchange:
    return clone_exchange(found, starts_on=form.cleaned_data["starts_on"], actor=actor_of(request))


def _status(form: Any) -> int:
    return 422 if form.errors else 200

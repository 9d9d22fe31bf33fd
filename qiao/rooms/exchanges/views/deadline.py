from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.domain.deadline import clear_deadline, set_deadline
from qiao.rooms.exchanges.enums import DeadlineKind
from qiao.rooms.exchanges.forms.exchange import DeadlineForm
from qiao.rooms.exchanges.models import Deadline, Exchange
from qiao.rooms.exchanges.views.load import actor_of, exchange_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def deadlines(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "exchanges.change_exchange")
    form = DeadlineForm(request.POST or None)
    if form.is_valid() and succeeds(form, lambda: _set(request, exchange, form.cleaned_data)):
        messages.success(request, _("The deadline has been set."))
        return redirect("exchanges:deadlines", exchange.pk)
    context = {"exchange": exchange, "form": form, "deadlines": exchange.deadlines.all()}
    return render(request, "exchanges/deadlines.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def deadline_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    deadline = get_object_or_404(Deadline.objects.select_related("exchange"), pk=pk)
    require(request.user, "exchanges.change_exchange", deadline.exchange)
    clear_deadline(deadline, actor=actor_of(request))
    messages.success(request, _("The deadline has been removed."))
    return redirect("exchanges:deadlines", deadline.exchange_id)


def _set(request: HttpRequest, exchange: Exchange, given: dict[str, Any]) -> None:
    kind = DeadlineKind(given.pop("kind"))
    set_deadline(exchange, actor=actor_of(request), kind=kind, **given)

"""What came of the trainings: for a host, and for the owners of an exchange."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from qiao.rooms.exchanges.load import exchange_for
from qiao.rooms.training.listings import OutcomeList, outcomes_of_exchange, outcomes_of_host
from qiao.rooms.training.load import host_for
from qiao.rooms.training.pages import counted


@require_safe
@login_required
def of_host(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    host = host_for(request, pk)
    found = outcomes_of_host(host)
    context = {"host": host, "counts": counted(found)}
    return OutcomeList(request, found).respond("training/outcomes_of_host.html", context)


@require_safe
@login_required
def of_exchange(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "training.list_outcomes_of_exchange")
    found = outcomes_of_exchange(exchange)
    context = {"exchange": exchange, "counts": counted(found)}
    return OutcomeList(request, found).respond("training/outcomes_of_exchange.html", context)

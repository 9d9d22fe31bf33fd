from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.domain.waiting import accept_offer, decline_offer
from qiao.rooms.exchanges.forms.delegation import ReasonForm
from qiao.rooms.exchanges.models import SeatOffer
from qiao.rooms.exchanges.pages.task import task_page
from qiao.rooms.exchanges.views.load import actor_of


@require_POST
@login_required
def offer_acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    offer = _offer(request, pk)
    accept_offer(offer, actor=actor_of(request))
    messages.success(request, _("The seats are yours. Name the members next."))
    return redirect("exchanges:delegation", offer.delegation_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    offer = _offer(request, pk)
    form = ReasonForm(request.POST or None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: decline_offer(offer, actor=actor, **form.cleaned_data)):
        messages.success(request, _("You have declined; the seats go to the next."))
        return redirect("exchanges:delegation", offer.delegation_id)
    lead = _("The delegation stays away, and the seats go to those who wait behind it.")
    return task_page(
        request, offer.delegation, form, _("Decline the seats"), icon="x", variant="danger", lead=lead
    )


def _offer(request: HttpRequest, pk: UUID) -> SeatOffer:
    rows = SeatOffer.objects.select_related(
        "delegation__exchange", "delegation__organisation", "delegation__partner__organisation"
    )
    offer = get_object_or_404(rows, pk=pk)
    require(request.user, "exchanges.answer_offer", offer)
    return offer

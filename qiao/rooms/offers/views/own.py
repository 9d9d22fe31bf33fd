"""What an applicant sees and does; the host reads the page of an offer too."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offers.domain.offer import accept_offer, decline_offer
from qiao.rooms.offers.forms import ReasonForm
from qiao.rooms.offers.listings import OwnOfferList, own_offers
from qiao.rooms.offers.load import offer_for
from qiao.rooms.offers.pages import page_of_offer, waiting_of


@require_safe
@login_required
def offers(request: HttpRequest) -> HttpResponseBase:
    listing = OwnOfferList(request, own_offers(request.user))
    return listing.respond("offers/own.html", {"waiting": waiting_of(request.user)})


@never_cache
@require_safe
@login_required
def offer(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = offer_for(request, pk)
    return render(request, "offers/offer.html", page_of_offer(found, request.user))


@require_POST
@login_required
def acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = offer_for(request, pk, "offers.answer_offer")
    accept_offer(found, actor=actor_of(request))
    messages.success(request, _("You have accepted the place. The host gets a mail."))
    return redirect("offers:offer", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def declining(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = offer_for(request, pk, "offers.answer_offer")
    form = ReasonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: decline_offer(found, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("You have declined the offer. The host gets a mail."))
        return redirect("offers:offer", found.pk)
    context = page_of_offer(found, request.user) | {"form": form}
    return render(request, "offers/declining.html", context, status=422 if form.errors else 200)

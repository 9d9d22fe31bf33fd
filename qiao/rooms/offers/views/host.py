"""What a host does: the board of an intake, offers one by one or many at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offers.domain.giving import give_places, planned
from qiao.rooms.offers.domain.making import free_places
from qiao.rooms.offers.domain.offer import extend_offer, make_offer, withdraw_offer
from qiao.rooms.offers.domain.waiting import settings_of
from qiao.rooms.offers.forms import CountForm, ExtensionForm, GivingForm, OfferForm, ReasonForm
from qiao.rooms.offers.listings import OfferList, offers_of
from qiao.rooms.offers.load import application_for, intake_for, offer_for
from qiao.rooms.offers.models import Offer
from qiao.rooms.offers.pages import board_of, page_of_offer
from qiao.rooms.opportunities.models import Intake


@require_safe
@login_required
def board(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    intake = intake_for(request, pk)
    return OfferList(request, offers_of(intake)).respond("offers/board.html", board_of(intake))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def giving(request: HttpRequest, pk: UUID) -> HttpResponse:
    """GET shows who would get what; POST does exactly that."""
    intake = intake_for(request, pk, "offers.give_places")
    if request.method != "POST":
        return _preview(request, intake, None)
    form = GivingForm(request.POST, intake=intake)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: give_places(intake, actor=actor, **form.cleaned_data)):
        messages.success(request, _("The offers have been made. The applicants get a mail."))
        return redirect("offers:board", intake.pk)
    return _preview(request, intake, form)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def offer_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    application = application_for(request, pk, "offers.make_offer")
    form = OfferForm(request.POST or None, intake=application.intake)
    made: list[Offer] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(make_offer(application, actor=actor_of(request), **form.cleaned_data))
    ):
        messages.success(request, _("The offer has been made. The applicant gets a mail."))
        return redirect("offers:offer", made[0].pk)
    context = {"application": application, "opportunity": application.opportunity, "form": form}
    context["free"] = max(free_places(application.intake), 0)
    return render(request, "offers/offer_new.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    offer = offer_for(request, pk, "offers.withdraw_offer")
    form = ReasonForm(request.POST or None)
    if form.is_valid() and succeeds(
        form, lambda: withdraw_offer(offer, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The offer has been withdrawn. The applicant gets a mail."))
        return redirect("offers:offer", offer.pk)
    context = page_of_offer(offer, request.user) | {"form": form}
    return render(request, "offers/withdrawal.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def extension(request: HttpRequest, pk: UUID) -> HttpResponse:
    offer = offer_for(request, pk, "offers.extend_offer")
    form = ExtensionForm(
        request.POST or None,
        opportunity=offer.intake.opportunity,
        initial={"answer_until": offer.answer_until},
    )
    if form.is_valid() and succeeds(
        form, lambda: extend_offer(offer, actor=actor_of(request), **form.cleaned_data)
    ):
        messages.success(request, _("The deadline has been put off. The applicant gets a mail."))
        return redirect("offers:offer", offer.pk)
    context = page_of_offer(offer, request.user) | {"form": form}
    return render(request, "offers/extension.html", context, status=_status(form))


def _preview(request: HttpRequest, intake: Intake, form: GivingForm | None) -> HttpResponse:
    free = max(free_places(intake), 0)
    asked = CountForm(request.GET if "count" in request.GET else None, initial={"count": free})
    count = asked.cleaned_data["count"] if asked.is_valid() else free
    plan = planned(intake, count)
    if form is None:
        form = GivingForm(intake=intake, initial={"count": count, "seen": plan.fingerprint})
    context: dict[str, Any] = {"intake": intake, "opportunity": intake.opportunity, "free": free}
    context |= {"asked": asked, "plan": plan, "form": form, "settings": settings_of(intake)}
    return render(
        request, "offers/giving.html", context, status=_status(form) if form.is_bound else _status(asked)
    )


def _status(form: Any) -> int:
    return 422 if form.errors else 200

"""The owners' list of registrations, and the changes that wait for them."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.registration.domain.reviewing import accept_review, send_back_review
from qiao.rooms.registration.enums import ReviewState
from qiao.rooms.registration.forms.organising import ReasonForm
from qiao.rooms.registration.listings import RegistrationList, ReviewList, registrations_for, reviews_for
from qiao.rooms.registration.models import Review


@require_safe
@login_required
def registrations(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "registration.list_registrations")
    waiting = Review.objects.filter(
        registration__delegation__exchange=exchange, state=ReviewState.OPEN
    ).count()
    listing = RegistrationList(request, registrations_for(exchange), exchange)
    return listing.respond("registration/registrations.html", {"exchange": exchange, "waiting": waiting})


@require_safe
@login_required
def reviews(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "registration.list_registrations")
    listing = ReviewList(request, reviews_for(exchange))
    return listing.respond("registration/reviews.html", {"exchange": exchange})


@require_safe
@login_required
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _review_page(request, _review(request, pk), ReasonForm())


@require_POST
@login_required
def review_acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = accept_review(_review(request, pk), actor=actor_of(request))
    messages.success(request, _("The new answer stands now."))
    return redirect("registration:review", found.pk)


@require_http_methods(["POST"])
@login_required
def review_refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _review(request, pk)
    form = ReasonForm(request.POST)
    if form.is_valid() and succeeds(
        form,
        lambda: send_back_review(found, actor=actor_of(request), reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, _("The change has been sent back; the answer given before stands."))
        return redirect("registration:review", found.pk)
    return _review_page(request, found, form)


def _review(request: HttpRequest, pk: UUID) -> Review:
    rows = Review.objects.select_related(
        "question",
        "asked_by",
        "decided_by",
        "registration__member",
        "registration__delegation__exchange",
        "registration__delegation__organisation",
        "registration__delegation__partner__organisation",
    ).prefetch_related("question__options")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, "registration.decide_review", found.registration)
    return found


def _review_page(request: HttpRequest, review: Review, form: ReasonForm) -> HttpResponse:
    context = {"exchange": review.registration.delegation.exchange, "review": review, "form": form}
    return render(request, "registration/review.html", context, status=422 if form.errors else 200)

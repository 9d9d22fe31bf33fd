"""The order of the applications to an intake, moved by a step or as a whole."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.domain import ranking as domain
from qiao.rooms.reviews.errors import RankingChanged
from qiao.rooms.reviews.forms.ranking import ShiftForm, TiersForm, VersionForm
from qiao.rooms.reviews.load import intake_for, opportunity_for
from qiao.rooms.reviews.pages import board_of, intakes_of


@require_safe
@login_required
def rankings(request: HttpRequest, pk: UUID) -> HttpResponse:
    opportunity = opportunity_for(request, pk, "reviews.rank_applications")
    context = {"opportunity": opportunity, "intakes": intakes_of(opportunity)}
    return render(request, "reviews/rankings.html", context)


@require_safe
@login_required
def ranking(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, intake_for(request, pk))


@require_POST
@login_required
def shifts(request: HttpRequest, pk: UUID) -> HttpResponse:
    intake, form = intake_for(request, pk), ShiftForm(request.POST)
    return _changed(request, intake, form, lambda: _shift(request, intake, form))


@require_POST
@login_required
def tiers(request: HttpRequest, pk: UUID) -> HttpResponse:
    intake, form = intake_for(request, pk), TiersForm(request.POST)
    return _changed(
        request,
        intake,
        form,
        lambda: domain.set_tiers(intake, actor=actor_of(request), **form.cleaned_data),
    )


@require_POST
@login_required
def confirmation(request: HttpRequest, pk: UUID) -> HttpResponse:
    intake, form = intake_for(request, pk), VersionForm(request.POST)
    return _changed(
        request,
        intake,
        form,
        lambda: domain.confirm_ranking(intake, actor=actor_of(request), **form.cleaned_data),
        told=_("The ranking has been confirmed."),
    )


@require_POST
@login_required
def reopening(request: HttpRequest, pk: UUID) -> HttpResponse:
    domain.reopen_ranking(intake_for(request, pk), actor=actor_of(request))
    messages.success(request, _("The ranking is open again."))
    return redirect("reviews:ranking", pk)


def _shift(request: HttpRequest, intake: Intake, form: ShiftForm) -> None:
    (shift, application_id), version = form.cleaned_data["move"], form.cleaned_data["version"]
    domain.shift_application(
        intake, actor=actor_of(request), application_id=application_id, shift=shift, version=version
    )


def _changed(
    request: HttpRequest, intake: Intake, form: VersionForm, change: Callable[[], Any], told: str = ""
) -> HttpResponse:
    """Who comes second sees the new order, and in it what the first has changed."""
    try:
        is_done = form.is_valid() and succeeds(form, lambda: _tried(change))
    except _Second as second:
        return _page(request, intake, refusal=str(second.refusal), status=409)
    if not is_done:
        refusal = " ".join(str(text) for texts in form.errors.values() for text in texts)
        return _page(request, intake, refusal=refusal, status=422)
    if told:
        messages.success(request, told)
    if request.headers.get("HX-Request"):
        return _page(request, intake)
    return redirect("reviews:ranking", intake.pk)


class _Second(Exception):
    def __init__(self, refusal: RankingChanged) -> None:
        self.refusal = refusal


def _tried(change: Callable[[], Any]) -> None:
    try:
        change()
    except RankingChanged as refusal:
        raise _Second(refusal) from refusal


def _page(request: HttpRequest, intake: Intake, *, refusal: str = "", status: int = 200) -> HttpResponse:
    context = {"opportunity": intake.opportunity, "board": board_of(intake, request.user), "refusal": refusal}
    part = "reviews/parts/board.html" if request.headers.get("HX-Request") else "reviews/ranking.html"
    return render(request, part, context, status=status)

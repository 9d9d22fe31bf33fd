from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain.comparison import compare_timetables
from qiao.rooms.meetings.domain.planning import ask_for_plan, stop_plan
from qiao.rooms.meetings.domain.timetable import accept_timetable, discard_timetable
from qiao.rooms.meetings.forms.round import PlanForm
from qiao.rooms.meetings.listings import RefusalList, refusals_of
from qiao.rooms.meetings.models import Timetable
from qiao.rooms.meetings.pages.grid import by_party, by_table
from qiao.rooms.meetings.pages.timetable import list_context, page_context, progress_context
from qiao.rooms.meetings.pages.words import Words
from qiao.rooms.meetings.pages.worth import worth_of
from qiao.rooms.meetings.views.load import organised_round, timetable_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def timetables(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = organised_round(request, pk, "meetings.plan_round")
    actor = actor_of(request)
    form = PlanForm(request.POST or None)
    made: list[Timetable] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(ask_for_plan(found, actor=actor, **form.cleaned_data))
    ):
        return redirect("meetings:timetable", made[0].pk)
    context = list_context(found, request.user) | {"form": form}
    return render(request, "meetings/timetables.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
@never_cache
def timetable(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = timetable_for(request, pk)
    context = page_context(found, request.user)
    if found.solved_at:
        context |= {"view": "tables", "grids": by_table(found)}
    return render(request, "meetings/timetable.html", context)


@require_safe
@login_required
def timetable_parties(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = timetable_for(request, pk)
    context = page_context(found, request.user)
    if found.solved_at:
        context |= {"view": "parties", "grids": by_party(found)}
    return render(request, "meetings/timetable.html", context)


@require_safe
@login_required
@never_cache
def timetable_progress(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The part of the page that asks for itself; once it is over the whole page is asked for."""
    found = timetable_for(request, pk)
    context = progress_context(found, request.user)
    if not context["is_running"]:
        refresh = request.headers.get("HX-Request")
        return HttpResponseClientRefresh() if refresh else redirect("meetings:timetable", pk)
    return render(request, "meetings/parts/progress.html", context)


@require_POST
@login_required
def timetable_stop(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = timetable_for(request, pk, "meetings.plan_round")
    stop_plan(found, actor=actor_of(request))
    messages.success(request, _("The search ends; the best that was found is kept."))
    return redirect("meetings:timetable", found.pk)


@require_POST
@login_required
def timetable_acceptance(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = timetable_for(request, pk, "meetings.plan_round")
    accept_timetable(found, actor=actor_of(request))
    messages.success(request, _("The timetable is accepted. The next release carries it to everybody."))
    return redirect("meetings:timetable", found.pk)


@require_POST
@login_required
def timetable_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = timetable_for(request, pk, "meetings.plan_round")
    discard_timetable(found, actor=actor_of(request))
    messages.success(request, _("The timetable has been discarded."))
    return redirect("meetings:timetables", found.round_id)


@require_safe
@login_required
def refusals(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = timetable_for(request, pk)
    context = page_context(found, request.user) | {"view": "refusals"}
    listing = RefusalList(request, refusals_of(found), Words(found.round))
    return listing.respond("meetings/refusals.html", context)


@require_safe
@login_required
def comparison(request: HttpRequest, pk: UUID, other_pk: UUID) -> HttpResponse:
    one, other = timetable_for(request, pk), timetable_for(request, other_pk)
    compared = compare_timetables(one, other, actor=actor_of(request))
    context: dict[str, Any] = {
        "exchange": one.round.exchange,
        "round": one.round,
        "step": "timetables",
        "comparison": compared,
        "both": [(each, worth_of(each)) for each in (one, other)],
    }
    return render(request, "meetings/comparison.html", context)

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain import happening as domain
from qiao.rooms.meetings.domain.timetable import standing_timetable
from qiao.rooms.meetings.enums import HappeningKind
from qiao.rooms.meetings.forms.happening import ChangeForm, MovesForm, ReportForm, ShownForm
from qiao.rooms.meetings.forms.refusal import succeeds_or_tells
from qiao.rooms.meetings.listings import ChangeList, changes_of
from qiao.rooms.meetings.models import Happening
from qiao.rooms.meetings.pages.happening import page_context
from qiao.rooms.meetings.views.load import change_for, party_for, round_for


@require_safe
@login_required
def changes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = round_for(request, pk, "meetings.view_plan")
    plans = may(request.user, "meetings.plan_round", found)
    context = {"exchange": found.exchange, "round": found, "step": "changes", "may_plan": plans}
    context |= {"stands": standing_timetable(found) is not None}
    return ChangeList(request, changes_of(found)).respond("meetings/changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """First what happened, by a link each; then just what that needs."""
    found = round_for(request, pk, "meetings.plan_round")
    actor = actor_of(request)
    given = request.POST if request.method == "POST" else None
    kind = (given or request.GET).get("kind", "")
    context = {"exchange": found.exchange, "round": found, "step": "changes", "kinds": HappeningKind}
    context |= {"stands": standing_timetable(found) is not None}
    if kind not in HappeningKind.values:
        return render(request, "meetings/change_new.html", context)
    form = ChangeForm(given, meeting_round=found, kind=HappeningKind(kind))
    made: list[Happening] = []
    if form.is_valid() and succeeds_or_tells(
        form, lambda: made.append(domain.propose_change(found, actor=actor, **form.said))
    ):
        return redirect("meetings:change", made[0].pk)
    context |= {"form": form, "kind": HappeningKind(kind)}
    return render(request, "meetings/change_new.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
@never_cache
def change(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = change_for(request, pk, "meetings.view_plan")
    context = page_context(found, request.user) | {"form": MovesForm()}
    return render(request, "meetings/change.html", context)


@require_POST
@login_required
def change_planning(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = change_for(request, pk)
    actor = actor_of(request)
    form = MovesForm(request.POST)
    if form.is_valid() and succeeds_or_tells(
        form, lambda: domain.plan_change(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("It has been planned as everything is now."))
        return redirect("meetings:change", found.pk)
    context = page_context(change_for(request, pk), request.user) | {"form": form}
    return render(request, "meetings/change.html", context, status=422)


@require_POST
@login_required
def change_confirmation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = change_for(request, pk)
    actor = actor_of(request)
    form = ShownForm(request.POST)
    if form.is_valid() and succeeds_or_tells(
        form, lambda: domain.confirm_change(found, actor=actor, shown=form.cleaned_data["shown"])
    ):
        messages.success(
            request, _("The change is confirmed. The next release carries it to those whose day it changes.")
        )
        return redirect("meetings:change", found.pk)
    context = page_context(change_for(request, pk), request.user) | {"form": form}
    return render(request, "meetings/change.html", context, status=422)


@require_POST
@login_required
def change_discarding(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = change_for(request, pk)
    domain.discard_change(found, actor=actor_of(request))
    messages.success(request, _("The change has been discarded. Everything stays as it was."))
    return redirect("meetings:changes", found.round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """By a party."""
    found = party_for(request, pk, "meetings.speak_for_party")
    actor = actor_of(request)
    form = ReportForm(request.POST or None, meeting_round=found.round)
    if form.is_valid() and succeeds_or_tells(
        form, lambda: domain.report_change(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The organisers know. They tell you what changes."))
        return redirect("meetings:party", found.pk)
    context: dict[str, Any] = {"exchange": found.round.exchange, "round": found.round, "party": found}
    context["form"] = form
    return render(request, "meetings/report.html", context, status=422 if form.errors else 200)

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qiao.kit.access import may
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain import fixing as domain
from qiao.rooms.meetings.forms.pair import FixForm, ForbidForm
from qiao.rooms.meetings.forms.refusal import succeeds_or_tells
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.views.load import fixed_for, forbidden_for, organised_round, round_for

PARTIES = [f"{side}__organisation" for side in ("guest__delegation", "host__partner")]


@require_safe
@login_required
def pairs(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, organised_round(request, pk), {})


@require_POST
@login_required
def fixed(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    actor = actor_of(request)
    form = FixForm(request.POST, meeting_round=found)
    if form.is_valid() and succeeds_or_tells(form, lambda: _fix(form.cleaned_data, actor)):
        messages.success(request, _("The meeting is fixed."))
        return redirect("meetings:pairs", found.pk)
    return _page(request, found, {"fix_form": form}, status=422)


@require_POST
@login_required
def fixed_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = fixed_for(request, pk)
    domain.free_meeting(found, actor=actor_of(request))
    messages.success(request, _("The meeting is no longer fixed."))
    return redirect("meetings:pairs", found.round_id)


@require_POST
@login_required
def forbidden(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    actor = actor_of(request)
    form = ForbidForm(request.POST, meeting_round=found)
    if form.is_valid() and succeeds_or_tells(form, lambda: _forbid(form.cleaned_data, actor)):
        messages.success(request, _("The two do not meet in this round."))
        return redirect("meetings:pairs", found.pk)
    return _page(request, found, {"forbid_form": form}, status=422)


@require_POST
@login_required
def forbidden_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = forbidden_for(request, pk)
    domain.allow_pair(found, actor=actor_of(request))
    messages.success(request, _("The two may meet again."))
    return redirect("meetings:pairs", found.round_id)


def _fix(given: dict[str, Any], actor: Any) -> None:
    domain.fix_meeting(given["guest"], given["host"], actor=actor, slot=given["slot"], table=given["table"])


def _forbid(given: dict[str, Any], actor: Any) -> None:
    domain.forbid_pair(given["guest"], given["host"], actor=actor, reason=given["reason"])


def _page(
    request: HttpRequest, found: MeetingRound, forms: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = {
        "exchange": found.exchange,
        "round": found,
        "step": "pairs",
        "may_change": may(request.user, "meetings.change_round", found),
        "fixed": found.fixed_meetings.select_related(*PARTIES, "slot", "table__place").order_by(
            "slot__starts_at", "id"
        ),
        "forbidden": found.forbidden_pairs.select_related(*PARTIES),
        "fix_form": FixForm(meeting_round=found, auto_id="id_fix_%s"),
        "forbid_form": ForbidForm(meeting_round=found, auto_id="id_forbid_%s"),
    }
    return render(request, "meetings/pairs.html", context | forms, status=status)

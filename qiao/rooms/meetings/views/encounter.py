from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.addresses import encounter_path, party_path
from qiao.rooms.meetings.domain.encounter import add_walk_in, mark_meeting
from qiao.rooms.meetings.forms.encounter import MarkForm, WalkInForm
from qiao.rooms.meetings.load import encounter_for, party_for, round_for
from qiao.rooms.meetings.models import Encounter
from qiao.rooms.meetings.outcomes import OutcomeList, outcomes_of
from qiao.rooms.meetings.pages.encounter import own_parties, page_context
from qiao.rooms.meetings.pages.walk_in import strangers_of


@require_safe
@login_required
def encounter(request: HttpRequest, pk: UUID) -> HttpResponse:
    return encounter_page(request, encounter_for(request, pk), {})


@require_POST
@login_required
def encounter_mark(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = encounter_for(request, pk, "meetings.mark_meeting")
    actor = actor_of(request)
    form = MarkForm(request.POST)
    if form.is_valid() and succeeds(form, lambda: mark_meeting(found, actor=actor, mark=form.said)):
        messages.success(request, _("It is stored what came of the meeting."))
        return redirect(_where_next(found, actor))
    return encounter_page(request, found, {"mark_form": form}, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def walk_in_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    party = party_for(request, pk, "meetings.add_walk_in")
    form = WalkInForm(request.POST or None, candidates=strangers_of(party))
    actor = actor_of(request)
    made: list[Encounter] = []
    if form.is_valid() and succeeds(
        form,
        lambda: made.append(
            add_walk_in(party, form.cleaned_data["other"], actor=actor, themes=form.cleaned_data["themes"])
        ),
    ):
        messages.success(request, _("The meeting is recorded. Write down what you agreed."))
        return redirect(encounter_path(made[0].pk))
    context = {"exchange": party.round.exchange, "round": party.round, "party": party, "form": form}
    return render(request, "meetings/walk_in_new.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def outcomes(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = round_for(request, pk, "meetings.view_plan")
    context = {"exchange": found.exchange, "round": found, "step": "outcomes"}
    return OutcomeList(request, outcomes_of(found)).respond("meetings/outcomes.html", context)


def encounter_page(
    request: HttpRequest, found: Encounter, forms: dict[str, Any], status: int = 200
) -> HttpResponse:
    context = page_context(found, request.user, forms)
    return render(request, "meetings/encounter.html", context, status=status)


def _where_next(found: Encounter, actor: Any) -> str:
    """A walk-in that was taken back is gone for the two."""
    now = Encounter.objects.named().select_related("guest__round").get(pk=found.pk)
    if may(actor, "meetings.view_meeting", now):
        return encounter_path(now.pk)
    return party_path(own_parties(now, actor)[0])

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain import party as domain
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.forms.party import PartyForm
from qiao.rooms.meetings.forms.slot import OpenSlotsForm
from qiao.rooms.meetings.listings import PartyList, parties_of
from qiao.rooms.meetings.pages.days import days_of
from qiao.rooms.meetings.pages.party import page_context
from qiao.rooms.meetings.views.load import party_for, round_for


@require_safe
@login_required
def parties(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    found = round_for(request, pk, "meetings.view_plan")
    changes = may(request.user, "meetings.change_round", found)
    context = {"exchange": found.exchange, "round": found, "step": "parties", "may_change": changes}
    return PartyList(request, parties_of(found)).respond("meetings/parties.html", context)


@require_POST
@login_required
def parties_everyone(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    added = len(domain.add_everyone(found, actor=actor_of(request)))
    said = ngettext("%(count)s party has been added.", "%(count)s parties have been added.", added)
    messages.success(request, said % {"count": added} if added else _("Everybody is in the round already."))
    return redirect("meetings:parties", found.pk)


@require_safe
@login_required
def party(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = party_for(request, pk)
    return render(request, "meetings/party.html", page_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def party_limits(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = party_for(request, pk)
    round_for(request, found.round_id)
    actor = actor_of(request)
    form = PartyForm(request.POST or None, instance=found)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_party(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The party has been changed."))
        return redirect("meetings:party", found.pk)
    context = {"exchange": found.round.exchange, "round": found.round, "party": found, "form": form}
    return render(request, "meetings/party_limits.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def party_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = party_for(request, pk)
    domain.remove_party(found, actor=actor_of(request))
    messages.success(request, _("The party has been taken out of the round."))
    return redirect("meetings:parties", found.round_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def availability(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = party_for(request, pk, "meetings.speak_for_party")
    given = request.POST if request.method == "POST" else None
    form = OpenSlotsForm(given, meeting_round=found.round)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: set_absences(found, actor=actor, slots=form.closed)):
        messages.success(request, _("It is set when you can meet."))
        return redirect("meetings:party", found.pk)
    context = {
        "exchange": found.round.exchange,
        "round": found.round,
        "party": found,
        "form": form,
        "days": days_of(found.round.slots.all(), found.round.zone),
        "closed": set(found.absences.values_list("slot", flat=True)),
    }
    return render(request, "meetings/availability.html", context, status=422 if form.errors else 200)

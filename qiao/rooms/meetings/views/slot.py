from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import may
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of
from qiao.rooms.meetings.domain.slot import lay_out_slots, remove_slot
from qiao.rooms.meetings.forms.slot import SeriesForm
from qiao.rooms.meetings.pages.days import days_of
from qiao.rooms.meetings.views.load import organised_round, slot_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def slots(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = organised_round(request, pk)
    actor = actor_of(request)
    form = SeriesForm(request.POST or None, exchange=found.exchange)
    if form.is_valid() and succeeds(form, lambda: lay_out_slots(found, actor=actor, **form.cleaned_data)):
        messages.success(request, _("The slots have been added."))
        return redirect("meetings:slots", found.pk)
    days = days_of(found.slots.all(), found.zone)
    context = {
        "exchange": found.exchange,
        "round": found,
        "step": "slots",
        "form": form,
        "may_change": may(actor, "meetings.change_round", found),
        "days": days,
    }
    return render(request, "meetings/slots.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def slot_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    slot = slot_for(request, pk)
    remove_slot(slot, actor=actor_of(request))
    messages.success(request, _("The slot has been removed."))
    return redirect("meetings:slots", slot.round_id)

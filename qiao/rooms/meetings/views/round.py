from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.meetings.domain import round as domain
from qiao.rooms.meetings.forms.round import RoundForm
from qiao.rooms.meetings.models import MeetingRound
from qiao.rooms.meetings.pages.round import list_context, page_context
from qiao.rooms.meetings.views.load import round_for


@require_safe
@login_required
def rounds(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "meetings.list_rounds")
    return render(request, "meetings/rounds.html", list_context(exchange, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "meetings.create_round")
    actor = actor_of(request)
    empty = MeetingRound(exchange=exchange)
    form = RoundForm(request.POST or None, instance=empty, exchange=exchange)
    made: list[MeetingRound] = []
    if form.is_valid() and succeeds(
        form, lambda: made.append(domain.create_round(exchange, actor=actor, values=form.cleaned_data))
    ):
        messages.success(request, _("The round is set up. Say when its meetings are held."))
        return redirect("meetings:slots", made[0].pk)
    context = {"exchange": exchange, "form": form}
    return render(request, "meetings/round_new.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def meeting_round(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk, "meetings.view_round")
    return render(request, "meetings/round.html", page_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def round_edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    actor = actor_of(request)
    form = RoundForm(request.POST or None, instance=found, exchange=found.exchange)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_round(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The round has been changed."))
        return redirect("meetings:round", found.pk)
    context = {"exchange": found.exchange, "round": found, "form": form}
    return render(request, "meetings/round_edit.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def round_closing(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    domain.close_round(found, actor=actor_of(request))
    messages.success(request, _("The round is closed: only the organisers change wishes now."))
    return redirect("meetings:round", found.pk)


@require_POST
@login_required
def round_opening(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = round_for(request, pk)
    domain.open_round(found, actor=actor_of(request))
    messages.success(request, _("The round takes wishes and answers again."))
    return redirect("meetings:round", found.pk)

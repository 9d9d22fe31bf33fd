from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.views.load import actor_of, exchange_for
from qiao.rooms.visits.domain import seat as domain
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.forms.wish import WishForm
from qiao.rooms.visits.models import VisitSeat, VisitWaiting
from qiao.rooms.visits.pages.person import context_of, people_of
from qiao.rooms.visits.views.load import member_for, row_for, run_for


@require_safe
@login_required
def wishes(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Whoever speaks for one person alone is led to that one."""
    exchange = exchange_for(request, pk, "visits.wish_here")
    people = people_of(exchange, actor_of(request))
    if len(people) == 1:
        return redirect("visits:person", people[0].pk)
    return render(request, "visits/people.html", {"exchange": exchange, "people": people})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def person(request: HttpRequest, pk: UUID) -> HttpResponse:
    member = member_for(request, pk, "visits.set_wishes")
    form = WishForm(request.POST or None, exchange=member.delegation.exchange, member=member)
    if form.is_valid() and succeeds(
        form, lambda: set_wishes(member, actor=actor_of(request), visits=form.chosen(), **form.person())
    ):
        messages.success(request, _("The wishes have been kept."))
        return redirect("visits:person", member.pk)
    context = context_of(member, request.user) | {"form": form}
    return render(request, "visits/person.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def place(request: HttpRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    member = member_for(request, member_pk, "visits.take_place")
    domain.take_place(run_for(request, pk), member, actor=actor_of(request))
    messages.success(request, _("The place is yours."))
    return redirect("visits:person", member.pk)


@require_POST
@login_required
def place_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    seat = row_for(request, VisitSeat, pk, "visits.take_place", of="member")
    domain.leave_place(seat, actor=actor_of(request))
    messages.success(request, _("The place has been given up."))
    return redirect("visits:person", seat.member_id)


@require_POST
@login_required
def waiting(request: HttpRequest, pk: UUID, member_pk: UUID) -> HttpResponse:
    member = member_for(request, member_pk, "visits.take_place")
    domain.wait_for_place(run_for(request, pk), member, actor=actor_of(request))
    messages.success(request, _("You are told as soon as a place is free."))
    return redirect("visits:person", member.pk)


@require_POST
@login_required
def waiting_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    entry = row_for(request, VisitWaiting, pk, "visits.take_place", of="member")
    domain.stop_waiting(entry, actor=actor_of(request))
    messages.success(request, _("The waiting list has been left."))
    return redirect("visits:person", entry.member_id)

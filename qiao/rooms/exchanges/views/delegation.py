from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.domain import delegation as domain
from qiao.rooms.exchanges.domain import registering
from qiao.rooms.exchanges.domain.moving import move_delegation
from qiao.rooms.exchanges.forms.delegation import (
    DelegationForm,
    HeadForm,
    MoveForm,
    ReasonForm,
    SeatCountForm,
)
from qiao.rooms.exchanges.listings import DelegationList, delegations_for
from qiao.rooms.exchanges.models import Delegation
from qiao.rooms.exchanges.pages.delegation import giving_partners, inviting_partners, page_context
from qiao.rooms.exchanges.pages.task import task_page
from qiao.rooms.exchanges.standing import standing_at
from qiao.rooms.exchanges.views.load import actor_of, delegation_for, exchange_for


@require_safe
@login_required
def delegations(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    exchange = exchange_for(request, pk, "exchanges.list_delegations")
    rows = delegations_for(exchange, request.user)
    may_invite = exchange.is_open and bool(standing_at(exchange, request.user).inviting)
    context = {"exchange": exchange, "may_invite": may_invite}
    return DelegationList(request, rows).respond("exchanges/delegations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "exchanges.list_delegations")
    actor = actor_of(request)
    partners = inviting_partners(exchange, actor)
    first = {"language": get_language()}
    form = DelegationForm(request.POST or None, actor=actor, partners=partners, initial=first)
    made: list[Delegation] = []
    if form.is_valid() and succeeds(form, lambda: made.append(_invite(request, form.cleaned_data))):
        messages.success(request, _("The invitation is on its way to %(head_email)s.") % form.cleaned_data)
        return redirect("exchanges:delegation", made[0].pk)
    context = {"exchange": exchange, "form": form, "may_invite": exchange.is_open and partners.exists()}
    return render(request, "exchanges/delegation_new.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def delegation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk)
    return render(request, "exchanges/delegation.html", page_context(found, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_seats(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.lead_delegation")
    form = SeatCountForm(request.POST or None, initial={"seats": found.seats_asked})
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_seats(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The seats have been changed."))
        return redirect("exchanges:delegation", found.pk)
    return task_page(request, found, form, _("Change the seats"), icon="armchair")


@require_POST
@login_required
def delegation_submission(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.lead_delegation")
    registering.submit_delegation(found, actor=actor_of(request))
    messages.success(request, _("The delegation has been submitted. You get a mail when it is answered."))
    return redirect("exchanges:delegation", found.pk)


@require_POST
@login_required
def delegation_approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.approve_delegation")
    registering.approve_delegation(found, actor=actor_of(request))
    messages.success(request, _("The delegation is approved, and its head is told."))
    return redirect("exchanges:delegation", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.approve_delegation")
    said = _("The delegation goes back to its head, who reads the reason.")
    return _with_reason(request, found, registering.send_back_delegation, said, _("Send back"), "undo-2")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.approve_delegation")
    said = _("The delegation is refused, and its head told why.")
    return _with_reason(request, found, registering.refuse_delegation, said, _("Refuse"), "x")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.withdraw_delegation")
    said = _("The delegation is withdrawn; its seats go to those who wait.")
    label = _("Withdraw the delegation")
    return _with_reason(request, found, domain.withdraw_delegation, said, label, "log-out")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_head(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.invite_head")
    first = {"language": get_language(), "head_email": found.head_email}
    form = HeadForm(request.POST or None, initial=first)
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.invite_head(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The invitation is on its way to %(head_email)s.") % form.cleaned_data)
        return redirect("exchanges:delegation", found.pk)
    return task_page(request, found, form, _("Invite a head of delegation"), icon="send")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delegation_partner(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = delegation_for(request, pk, "exchanges.move_delegation")
    partners = giving_partners(found.exchange)
    form = MoveForm(request.POST or None, partners=partners, initial={"partner": found.partner_id})
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: move_delegation(found, actor=actor, **form.cleaned_data)):
        messages.success(request, _("The delegation has been moved, with its seats."))
        return redirect("exchanges:delegation", found.pk)
    return task_page(request, found, form, _("Move to another inviting organisation"), icon="move-right")


def _invite(request: HttpRequest, given: dict[str, Any]) -> Delegation:
    values = {name: given[name] for name in ("organisation", "head_email", "seats", "language")}
    return domain.invite_delegation(given["partner"], actor=actor_of(request), **values)


def _with_reason(
    request: HttpRequest, found: Delegation, call: Any, said: str, label: str, icon: str
) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: call(found, actor=actor, **form.cleaned_data)):
        messages.success(request, said)
        return redirect("exchanges:delegation", found.pk)
    return task_page(request, found, form, label, icon=icon, variant="danger")

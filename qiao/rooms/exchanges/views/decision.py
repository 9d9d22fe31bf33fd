from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.errors import NotPermitted
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.domain import decision as domain
from qiao.rooms.exchanges.enums import DecisionKind, DecisionState
from qiao.rooms.exchanges.forms.partner import AdmissionForm, ConsentsForm, ProposalForm
from qiao.rooms.exchanges.models import Decision, Exchange
from qiao.rooms.exchanges.pages.decision import list_context, owning_partners, proposal_form, words_of
from qiao.rooms.exchanges.views.load import actor_of, exchange_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def decisions(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "exchanges.view_decisions")
    if request.method != "POST":
        return _list(request, exchange, {})
    form = proposal_form(exchange, _speaking(request, exchange), request.POST)
    if form is None:
        return redirect("exchanges:decisions", exchange.pk)
    return _carry(request, exchange, "proposal", form, lambda given: _propose(request, given))


@require_POST
@login_required
def consents(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "exchanges.view_decisions")
    form = ConsentsForm(request.POST, partners=_speaking(request, exchange), auto_id="consents_%s")
    return _carry(request, exchange, "consents", form, lambda given: _set_consents(request, given))


@require_POST
@login_required
def admissions(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "exchanges.view_decisions")
    partners = _speaking(request, exchange)
    form = AdmissionForm(request.POST, partners=partners, actor=actor_of(request), auto_id="admission_%s")
    return _carry(request, exchange, "admission", form, lambda given: _admit(request, given))


@require_safe
@login_required
def decision(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _decision(request, pk)
    partners = owning_partners(found.exchange, request.user)
    form = ProposalForm(partners=partners) if _is_open(found) and partners else None
    return _page(request, found, form)


@require_POST
@login_required
def decision_consent(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _say(request, pk, agrees=True)


@require_POST
@login_required
def decision_refusal(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _say(request, pk, agrees=False)


@require_POST
@login_required
def decision_withdrawal(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _decision(request, pk)
    domain.withdraw_decision(found, actor=actor_of(request))
    messages.success(request, _("The proposal has been withdrawn."))
    return redirect("exchanges:decisions", found.exchange_id)


def _decision(request: HttpRequest, pk: UUID) -> Decision:
    found = get_object_or_404(Decision.objects.select_related("exchange", "organisation"), pk=pk)
    require(request.user, "exchanges.view_decisions", found)
    return found


def _speaking(request: HttpRequest, exchange: Exchange) -> Any:
    """Whoever only looks on has no word."""
    if not (partners := owning_partners(exchange, request.user)):
        raise NotPermitted
    return partners


def _carry(
    request: HttpRequest, exchange: Exchange, name: str, form: Any, call: Callable[[dict[str, Any]], Any]
) -> HttpResponse:
    if form.is_valid() and succeeds(form, lambda: call(form.cleaned_data)):
        messages.success(request, _("It has been noted. What is decided takes effect at once."))
        return redirect("exchanges:decisions", exchange.pk)
    return _list(request, exchange, {name: form}, status=422)


def _propose(request: HttpRequest, given: dict[str, Any]) -> None:
    kind = DecisionKind(given["kind"])
    domain.propose(given["partner"], actor=actor_of(request), kind=kind, note=given["note"])


def _set_consents(request: HttpRequest, given: dict[str, Any]) -> None:
    kind = DecisionKind(given["kind"])
    domain.set_consents(given["partner"], actor=actor_of(request), kind=kind, consents=given["consents"])


def _admit(request: HttpRequest, given: dict[str, Any]) -> None:
    domain.propose(
        given["partner"],
        actor=actor_of(request),
        kind=DecisionKind.ADMIT,
        subject=given["organisation"],
        details={"role": given["role"]},
    )


def _say(request: HttpRequest, pk: UUID, *, agrees: bool) -> HttpResponse:
    found = _decision(request, pk)
    form = ProposalForm(request.POST, partners=_speaking(request, found.exchange))
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.consent(found, actor=actor, agrees=agrees, **form.cleaned_data)
    ):
        messages.success(request, _("Your word has been noted."))
        return redirect("exchanges:decision", found.pk)
    return _page(request, found, form)


def _is_open(decision: Decision) -> bool:
    return decision.state == DecisionState.PROPOSED


def _list(request: HttpRequest, exchange: Exchange, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    context = list_context(exchange, request.user) | forms
    return render(request, "exchanges/decisions.html", context, status=status)


def _page(request: HttpRequest, decision: Decision, form: Any) -> HttpResponse:
    context = {
        "exchange": decision.exchange,
        "decision": decision,
        "details": words_of(decision),
        "consents": decision.consents.select_related("organisation", "user__person"),
        "form": form,
        "may_withdraw": _is_open(decision) and may(request.user, "exchanges.withdraw_decision", decision),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "exchanges/decision.html", context, status=status)

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.domain import partner as domain
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.forms.partner import ApprovalForm, PartnerForm, RoleForm, SeatsForm, SenderForm
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.exchanges.views.load import actor_of, exchange_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def partners(request: HttpRequest, pk: UUID) -> HttpResponse:
    exchange = exchange_for(request, pk, "exchanges.view_partners")
    actor = actor_of(request)
    form = PartnerForm(request.POST or None, actor=actor)
    if form.is_valid() and succeeds(form, lambda: _add(exchange, actor, form)):
        messages.success(request, _("The organisation takes part now."))
        return redirect("exchanges:partners", exchange.pk)
    context = {
        "exchange": exchange,
        "form": form,
        "partners": exchange.partners.select_related("organisation__logo"),
        "may_change": not exchange.is_over and may(actor, "exchanges.change_partner", exchange),
    }
    return render(request, "exchanges/partners.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def partner_place(request: HttpRequest, pk: UUID, way: str) -> HttpResponse:
    partner = _partner(request, pk)
    domain.move_partner(partner, actor=actor_of(request), by=-1 if way == "up" else 1)
    return redirect("exchanges:partners", partner.exchange_id)


@require_safe
@login_required
def partner(request: HttpRequest, pk: UUID) -> HttpResponse:
    return _page(request, _partner(request, pk), {})


@require_POST
@login_required
def partner_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = RoleForm(request.POST)
    said = _("The role has been changed.")
    return _change(
        request,
        pk,
        "role_form",
        form,
        said,
        lambda row, actor: domain.change_role(row, actor=actor, role=PartnerRole(form.cleaned_data["role"])),
    )


@require_POST
@login_required
def partner_quota(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = SeatsForm(request.POST)
    said = _("The seats have been changed.")
    return _change(
        request, pk, "quota_form", form, said,
        lambda row, actor: domain.set_quota(row, actor=actor, **form.cleaned_data),
    )  # fmt: skip


@require_POST
@login_required
def partner_approval(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = ApprovalForm(request.POST)
    said = _("Who approves has been changed.")
    return _change(
        request, pk, "approval_form", form, said,
        lambda row, actor: domain.set_approval(row, actor=actor, **form.cleaned_data),
    )  # fmt: skip


@require_POST
@login_required
def partner_sender(request: HttpRequest, pk: UUID) -> HttpResponse:
    form = SenderForm(request.POST)
    said = _("The sender has been changed.")
    return _change(
        request, pk, "sender_form", form, said,
        lambda row, actor: domain.change_sender(row, actor=actor, values=form.cleaned_data),
    )  # fmt: skip


@require_POST
@login_required
def partner_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    partner = _partner(request, pk)
    domain.remove_partner(partner, actor=actor_of(request))
    messages.success(request, _("The organisation no longer takes part."))
    return redirect("exchanges:exchange", partner.exchange_id)


def _partner(request: HttpRequest, pk: UUID) -> Partner:
    rows = Partner.objects.select_related("exchange", "organisation__logo")
    partner = get_object_or_404(rows, pk=pk)
    require(request.user, "exchanges.view_partner", partner)
    return partner


def _add(exchange: Exchange, actor: Any, form: PartnerForm) -> None:
    given = form.cleaned_data
    role = PartnerRole(given["role"])
    domain.add_partner(exchange, actor=actor, organisation=given["organisation"], role=role)


def _change(request: HttpRequest, pk: UUID, name: str, form: BaseForm, said: str, call: Any) -> HttpResponse:
    partner = _partner(request, pk)
    actor = actor_of(request)
    if form.is_valid() and succeeds(form, lambda: call(partner, actor)):
        messages.success(request, said)
        return redirect("exchanges:partner", partner.pk)
    return _page(request, partner, {name: form}, status=422)


def _page(request: HttpRequest, partner: Partner, forms: dict[str, Any], status: int = 200) -> HttpResponse:
    owns = may(request.user, "exchanges.change_partner", partner)
    removable = may(request.user, "exchanges.remove_partner", partner)
    context = {
        "exchange": partner.exchange,
        "partner": partner,
        "role_form": RoleForm(initial={"role": partner.role}),
        "quota_form": SeatsForm(initial={"seat_quota": partner.seat_quota}),
        "approval_form": ApprovalForm(initial={"approves": partner.approves}),
        "sender_form": SenderForm(instance=partner),
        "may_change": owns,
        "may_change_role": removable if partner.is_owning else owns,
        "may_change_sender": may(request.user, "exchanges.change_sender", partner),
        "may_remove": removable,
    }
    return render(request, "exchanges/partner.html", context | forms, status=status)

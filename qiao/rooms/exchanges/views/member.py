from copy import copy
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import may, require
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.exchanges.domain import member as domain
from qiao.rooms.exchanges.forms.delegation import MemberForm
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.exchanges.pages.task import task_page
from qiao.rooms.exchanges.views.load import actor_of, delegation_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    delegation = delegation_for(request, pk, "exchanges.lead_delegation")
    form = MemberForm(request.POST or None)
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.name_member(delegation, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The member has a seat now."))
        return redirect("exchanges:delegation", delegation.pk)
    return task_page(request, delegation, form, _("Name a member"), icon="user-plus")


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _member(request, pk)
    form = MemberForm(request.POST or None, instance=copy(found))
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.change_member(found, actor=actor, values=form.cleaned_data)
    ):
        messages.success(request, _("The member has been saved."))
        return redirect("exchanges:delegation", found.delegation_id)
    lead = _("Puts something right about the same person. For another person, swap.")
    return task_page(request, found.delegation, form, _("Change the member"), lead=lead)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def member_swap(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _member(request, pk)
    form = MemberForm(request.POST or None, initial={"role": found.role})
    actor = actor_of(request)
    if form.is_valid() and succeeds(
        form, lambda: domain.swap_member(found, actor=actor, **form.cleaned_data)
    ):
        messages.success(request, _("The seat has been given to another person."))
        return redirect("exchanges:delegation", found.delegation_id)
    lead = _("Instead of %(name)s, on seat %(seat)s.") % {"name": found.name, "seat": found.seat}
    return task_page(request, found.delegation, form, _("Swap the member"), icon="repeat", lead=lead)


@require_POST
@login_required
def member_invitation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _member(request, pk)
    domain.invite_member(found, actor=actor_of(request))
    messages.success(request, _("The personal link is on its way to %(email)s.") % {"email": found.email})
    return redirect("exchanges:delegation", found.delegation_id)


@require_POST
@login_required
def member_confirmation(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _member(request, pk)
    domain.confirm_member(found, actor=actor_of(request))
    messages.success(request, _("The member is confirmed."))
    return redirect("exchanges:delegation", found.delegation_id)


@require_POST
@login_required
def member_departure(request: HttpRequest, pk: UUID) -> HttpResponse:
    found = _member(request, pk, "exchanges.leave_delegation")
    domain.withdraw_member(found, actor=actor_of(request))
    messages.success(request, _("The seat is free again."))
    if may(request.user, "exchanges.view_delegation", found.delegation):
        return redirect("exchanges:delegation", found.delegation_id)
    return redirect("exchanges:exchange", found.delegation.exchange_id)


def _member(request: HttpRequest, pk: UUID, permission: str = "exchanges.change_member") -> DelegationMember:
    rows = DelegationMember.objects.select_related(
        "delegation__exchange", "delegation__organisation", "delegation__partner__organisation"
    )
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found)
    return found

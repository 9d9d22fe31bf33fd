from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from qiao.kit.access import may, require
from qiao.kit.errors import Invalid
from qiao.kit.ui.attempt import succeeds
from qiao.rooms.accounts.models import Invitation
from qiao.rooms.directory.domain import membership as domain
from qiao.rooms.directory.enums import ClaimState, MembershipRole
from qiao.rooms.directory.forms.membership import InvitationForm, RoleForm
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.directory.views.load import actor_of, organisation_for


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def members(request: HttpRequest, pk: UUID) -> HttpResponse:
    organisation = organisation_for(request, pk, "view_memberships")
    actor = actor_of(request)
    form = InvitationForm(request.POST or None, may_grant=may(actor, "directory.grant_role", organisation))
    if request.method == "POST":
        require(actor, "directory.invite_member", organisation)
    if form.is_valid() and succeeds(form, lambda: _invite(organisation, actor, form.cleaned_data)):
        messages.success(request, _("The invitation is on its way to %(email)s.") % form.cleaned_data)
        return redirect("directory:members", organisation.pk)
    context = _context(organisation, actor) | {"form": form}
    return render(request, "directory/members.html", context, status=422 if form.errors else 200)


@require_POST
@login_required
def member_role(request: HttpRequest, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk, "change_membership")
    form = RoleForm(request.POST)
    if not form.is_valid():
        raise Invalid
    domain.change_role(membership, actor=actor_of(request), role=MembershipRole(form.cleaned_data["role"]))
    messages.success(request, _("The role has been changed."))
    return redirect("directory:members", membership.organisation_id)


@require_POST
@login_required
def member_ownership(request: HttpRequest, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk, "change_membership")
    domain.transfer_ownership(membership, actor=actor_of(request))
    messages.success(request, _("The ownership has been handed over."))
    return redirect("directory:members", membership.organisation_id)


@require_POST
@login_required
def member_removal(request: HttpRequest, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk, "remove_membership")
    domain.remove_member(membership, actor=actor_of(request))
    messages.success(request, _("The member has been removed."))
    return redirect("directory:members", membership.organisation_id)


@require_POST
@login_required
def member_departure(request: HttpRequest, pk: UUID) -> HttpResponse:
    membership = _membership(request, pk, "leave_organisation")
    domain.leave(membership, actor=actor_of(request))
    messages.success(request, _("You have left the organisation."))
    return redirect("directory:mine")


def _membership(request: HttpRequest, pk: UUID, permission: str) -> Membership:
    membership = get_object_or_404(Membership.objects.select_related("organisation", "user"), pk=pk)
    require(request.user, f"directory.{permission}", membership)
    return membership


def _invite(organisation: Organisation, actor: Any, given: dict[str, Any]) -> None:
    domain.invite_member(organisation, actor=actor, email=given["email"], role=MembershipRole(given["role"]))


def _context(organisation: Organisation, actor: Any) -> dict[str, Any]:
    edits = may(actor, "directory.invite_member", organisation)
    invited = Invitation.objects.open().filter(purpose=domain.PURPOSE, target_id=organisation.pk)
    asked = organisation.claims.filter(state=ClaimState.OPEN).select_related("user")
    return {
        "organisation": organisation,
        "memberships": organisation.memberships.select_related("user__person").order_by("created_at", "id"),
        "own": organisation.memberships.filter(user=actor).first(),
        "may_invite": edits,
        "may_grant": may(actor, "directory.grant_role", organisation),
        "roles": MembershipRole.choices,
        "invitations": invited.order_by("-id")[:50] if edits else [],
        "claims": asked[:50] if edits else [],
    }

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Router, Schema, Status
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.schemas import Input
from qiao.rooms.directory.api.shared import READ, WRITE, organisation_for, user_of
from qiao.rooms.directory.domain.membership import change_role, invite_member, remove_member
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership

router = Router()
PATH = "/organisations/{uuid:organisation_id}/memberships"
MOST = 500


class MembershipOut(Schema):
    id: UUID
    email: str
    role: MembershipRole

    @staticmethod
    def resolve_email(membership: Membership) -> str:
        return str(membership.user.email)


class MembershipInvitationIn(Input):
    email: str = Field(max_length=254)
    role: MembershipRole = MembershipRole.MEMBER


class MembershipInvitationOut(Schema):
    id: UUID
    email: str


class RoleIn(Input):
    role: MembershipRole


@router.get(PATH, response=list[MembershipOut], auth=READ, summary=gettext_noop("List members"))
def list_memberships(request: HttpRequest, organisation_id: UUID) -> Any:
    """For members of the organisation."""
    organisation = organisation_for(request, organisation_id, "view_memberships")
    return organisation.memberships.select_related("user")[:MOST]


@router.post(
    PATH, response={202: MembershipInvitationOut}, auth=WRITE, summary=gettext_noop("Invite a member")
)
def invite(request: HttpRequest, organisation_id: UUID, given: MembershipInvitationIn) -> Status[Any]:
    """The person becomes a member by accepting the link in the mail."""
    organisation = organisation_for(request, organisation_id, "invite_member")
    return Status(
        202, invite_member(organisation, actor=user_of(request), email=given.email, role=given.role)
    )


@router.patch(
    f"{PATH}/{{uuid:membership_id}}",
    response=MembershipOut,
    auth=WRITE,
    summary=gettext_noop("Change a role"),
)
def edit_membership(
    request: HttpRequest, organisation_id: UUID, membership_id: UUID, given: RoleIn
) -> Membership:
    """The last owner stays one."""
    membership = _membership(request, organisation_id, membership_id)
    return change_role(membership, actor=user_of(request), role=given.role)


@router.delete(
    f"{PATH}/{{uuid:membership_id}}",
    response={204: None},
    auth=WRITE,
    summary=gettext_noop("Remove a member"),
)
def delete_membership(request: HttpRequest, organisation_id: UUID, membership_id: UUID) -> Status[None]:
    remove_member(_membership(request, organisation_id, membership_id), actor=user_of(request))
    return Status(204, None)


def _membership(request: HttpRequest, organisation_id: UUID, membership_id: UUID) -> Membership:
    organisation = organisation_for(request, organisation_id, "view_memberships")
    membership = get_object_or_404(
        Membership.objects.select_related("organisation", "user"), pk=membership_id, organisation=organisation
    )
    require(request.user, "directory.change_membership", membership)
    return membership

"""Who acts for an organisation. The organisation's row is the lock for its memberships: without it two owners
could leave at the same moment."""

from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.invitation import invite
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.errors import AlreadyMember, LastOwner
from qiao.rooms.directory.models import Membership, Organisation

PURPOSE = "directory.membership"


@transaction.atomic
def invite_member(
    organisation: Organisation, *, actor: User, email: str, role: MembershipRole, language: str | None = None
) -> Invitation:
    require(actor, "directory.invite_member", organisation)
    if role != MembershipRole.MEMBER:
        require(actor, "directory.grant_role", organisation)
    if organisation.memberships.filter(user__email=email.strip().lower()).exists():
        raise AlreadyMember
    details = {"role": role.value}
    return invite(
        actor, email, purpose=PURPOSE, target_id=organisation.pk, details=details, language=language
    )


def may_invite(actor: Any, organisation_id: UUID | None) -> bool:
    """Asked by the room of accounts for our purpose."""
    organisation = Organisation.objects.filter(pk=str(organisation_id)).first() if organisation_id else None
    return organisation is not None and may(actor, "directory.invite_member", organisation)


def accept(user: User, invitation: Invitation) -> None:
    """Runs in the transaction of the acceptance. After a merge it leads to the surviving entry."""
    organisation = standing(Organisation.objects.get(pk=str(invitation.target_id)))
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                organisation=organisation, user=user, role=MembershipRole(invitation.details["role"])
            )
    except IntegrityError as error:
        raise AlreadyMember from error
    _record(user, "joined", membership, [None, membership.role])


def describe(invitation: Invitation) -> str:
    organisation = standing(Organisation.objects.get(pk=str(invitation.target_id)))
    role = MembershipRole(invitation.details["role"]).label
    return _("become %(role)s of %(organisation)s") % {"role": role, "organisation": organisation}


def next_url(invitation: Invitation) -> str:
    return reverse("directory:organisation", args=[invitation.target_id])


@transaction.atomic
def change_role(membership: Membership, *, actor: User, role: MembershipRole) -> Membership:
    require(actor, "directory.change_membership", membership)
    membership = _locked(membership)
    if membership.role == MembershipRole.OWNER and role != MembershipRole.OWNER:
        _keep_an_owner(membership)
    before, membership.role = membership.role, role
    if before != role:
        membership.save(update_fields=["role", "updated_at"])
        _record(actor, "role_changed", membership, [before, role.value])
    return membership


@transaction.atomic
def transfer_ownership(membership: Membership, *, actor: User) -> Membership:
    """The owner hands over to another member and stays as a manager."""
    require(actor, "directory.change_membership", membership)
    heir = change_role(membership, actor=actor, role=MembershipRole.OWNER)
    own = Membership.objects.filter(
        organisation=heir.organisation_id, user=actor, role=MembershipRole.OWNER
    ).exclude(pk=heir.pk)
    for former in own:
        change_role(former, actor=actor, role=MembershipRole.MANAGER)
    return heir


@transaction.atomic
def leave(membership: Membership, *, actor: User) -> None:
    require(actor, "directory.leave_organisation", membership)
    _end(actor, membership, "left")


@transaction.atomic
def remove_member(membership: Membership, *, actor: User) -> None:
    require(actor, "directory.remove_membership", membership)
    _end(actor, membership, "removed")


def standing(organisation: Organisation) -> Organisation:
    """The entry itself, or the one that it was merged into."""
    while organisation.merged_into is not None:
        organisation = organisation.merged_into
    return organisation


def _end(actor: User, membership: Membership, verb: str) -> None:
    membership = _locked(membership)
    if membership.role == MembershipRole.OWNER:
        _keep_an_owner(membership)
    _record(actor, verb, membership, [membership.role, None])
    membership.delete()


def _locked(membership: Membership) -> Membership:
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    return Membership.objects.select_related("organisation", "user").get(pk=membership.pk)


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(organisation=membership.organisation_id, role=MembershipRole.OWNER)
    if not owners.exclude(pk=membership.pk).exists():
        raise LastOwner


def _record(actor: User, verb: str, membership: Membership, roles: list[Any]) -> None:
    record(
        actor, f"directory.membership.{verb}", membership.organisation, changes={"role": roles, "user": None}
    )

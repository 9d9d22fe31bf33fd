"""What this room invites to, for the room of accounts: it keeps the links, their hashes and their days."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qiao.kit.access import may
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.accounts.purposes import Purpose
from qiao.rooms.exchanges.addresses import delegation_path, exchange_path
from qiao.rooms.exchanges.domain import letters
from qiao.rooms.exchanges.domain.delegation import accept_delegation, note_opened
from qiao.rooms.exchanges.domain.member import accept_place
from qiao.rooms.exchanges.models import Delegation, DelegationMember
from qiao.rooms.exchanges.purpose_names import DELEGATION

DELEGATIONS = Delegation.objects.select_related("exchange", "organisation", "partner__organisation")
MEMBERS = DelegationMember.objects.select_related(
    "delegation__exchange", "delegation__organisation", "delegation__partner__organisation"
)


def _found(rows: "QuerySet[Any]", target_id: UUID | None) -> Any:
    row = rows.filter(pk=str(target_id)).first() if target_id else None
    if row is None:
        raise InvitationUnusable
    return row


def _accept_delegation(user: User, invitation: Invitation) -> None:
    accept_delegation(_found(DELEGATIONS, invitation.target_id), head=user)


def _accept_place(user: User, invitation: Invitation) -> None:
    accept_place(_found(MEMBERS, invitation.target_id), user=user)


def _describe_delegation(invitation: Invitation) -> str:
    delegation = _found(DELEGATIONS, invitation.target_id)
    return _("to lead the delegation of %(university)s to %(exchange)s") % {
        "university": delegation.organisation,
        "exchange": delegation.exchange,
    }


def _describe_place(invitation: Invitation) -> str:
    delegation = _found(MEMBERS, invitation.target_id).delegation
    return _("to join the delegation of %(university)s to %(exchange)s") % {
        "university": delegation.organisation,
        "exchange": delegation.exchange,
    }


def _may_invite_head(actor: Any, target_id: UUID | None) -> bool:
    delegation = DELEGATIONS.filter(pk=str(target_id)).first() if target_id else None
    return delegation is not None and may(actor, "exchanges.invite_head", delegation)


def _may_invite_member(actor: Any, target_id: UUID | None) -> bool:
    member = MEMBERS.filter(pk=str(target_id)).first() if target_id else None
    return member is not None and may(actor, "exchanges.change_member", member)


def _opened(reader: User | None, invitation: Invitation) -> None:
    note_opened(_found(DELEGATIONS, invitation.target_id), reader=reader)


def _send_to_head(invitation: Invitation, letter: dict[str, str]) -> None:
    letters.invite_head(_found(DELEGATIONS, invitation.target_id), invitation, letter)


def _send_to_member(invitation: Invitation, letter: dict[str, str]) -> None:
    letters.invite_member(_found(MEMBERS, invitation.target_id), invitation, letter)


def _delegation_page(invitation: Invitation) -> str:
    return delegation_path(_found(DELEGATIONS, invitation.target_id))


def _place_page(invitation: Invitation) -> str:
    return delegation_path(_found(MEMBERS, invitation.target_id).delegation)


def _decline_page(_invitation: Invitation) -> str:
    return reverse("exchanges:invitation_refusal")


def _exchange_of_delegation(invitation: Invitation) -> str:
    return exchange_path(_found(DELEGATIONS, invitation.target_id).exchange)


def _exchange_of_place(invitation: Invitation) -> str:
    return exchange_path(_found(MEMBERS, invitation.target_id).delegation.exchange)


HEAD = Purpose(
    label=gettext_lazy("head of a delegation"),
    accept=_accept_delegation,
    describe=_describe_delegation,
    may_invite=_may_invite_head,
    send=_send_to_head,
    opened=_opened,
    next_url=_delegation_page,
    decline_url=_decline_page,
    about_url=_exchange_of_delegation,
)
PLACE_IN_DELEGATION = Purpose(
    label=gettext_lazy("place in a delegation"),
    accept=_accept_place,
    describe=_describe_place,
    may_invite=_may_invite_member,
    send=_send_to_member,
    next_url=_place_page,
    about_url=_exchange_of_place,
)


def delegation_of(invitation: Invitation) -> Delegation:
    if invitation.purpose != DELEGATION:
        raise InvitationUnusable
    delegation: Delegation = _found(DELEGATIONS, invitation.target_id)
    return delegation

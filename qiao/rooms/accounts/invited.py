"""The invitation that this visitor opened, kept in the session so that it survives signing up."""

from django.http import HttpRequest

from qiao.rooms.accounts.domain.invitation import open_invitation
from qiao.rooms.accounts.errors import InvitationUnusable
from qiao.rooms.accounts.models import Invitation

KEY = "accounts_invitation"


def remember(request: HttpRequest, invitation: Invitation) -> None:
    request.session[KEY] = str(invitation.pk)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def remembered(request: HttpRequest) -> Invitation | None:
    if not (invitation_id := request.session.get(KEY)):
        return None
    try:
        return open_invitation(invitation_id)
    except InvitationUnusable:
        return None


def invited_address(request: HttpRequest) -> str | None:
    invitation = remembered(request)
    return invitation.email if invitation else None

import hashlib
import secrets
import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from qiao.kit.access import may, require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.domain.account import confirmed_addresses, find_account
from qiao.rooms.accounts.domain.letter import send_letter
from qiao.rooms.accounts.errors import InvitationForAnother, InvitationUnusable
from qiao.rooms.accounts.models import Invitation, User
from qiao.rooms.accounts.purposes import Purpose, invitation_purposes

__all__ = [
    "Purpose",
    "accept",
    "accept_invitation",
    "end_invitations",
    "find_invitation",
    "follow_link",
    "invitation_purposes",
    "invitations_of",
    "invite",
    "open_invitation",
    "withdraw_invitation",
]

DEFAULT_EXPIRY = timedelta(days=14)
LONGEST_EXPIRY = timedelta(days=90)


@transaction.atomic
def invite(
    actor: User,
    email: str,
    *,
    purpose: str,
    target_id: uuid.UUID | None = None,
    details: dict[str, Any] | None = None,
    expires_in: timedelta = DEFAULT_EXPIRY,
    language: str | None = None,
) -> Invitation:
    """Writes the invitation and its mail. An open one to the same thing is replaced, so one link works."""
    invitation_purposes.get(purpose)
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        email=email.strip().lower(),
        language=language or _language_of(email, actor),
        purpose=purpose,
        target_id=target_id,
        details=details or {},
        token_hash=hash_of(token),
        expires_at=timezone.now() + min(expires_in, LONGEST_EXPIRY),
        invited_by=actor,
    )
    require(actor, "accounts.invite", invitation)
    invitation.full_clean()
    _replace_open(actor, invitation)
    invitation.save()
    record(actor, "accounts.invitation.sent", invitation, changes={"purpose": [None, purpose], "email": None})
    _send(actor, invitation, token)
    return invitation


@transaction.atomic
def withdraw_invitation(actor: User, invitation: Invitation) -> None:
    require(actor, "accounts.withdraw_invitation", invitation)
    now = timezone.now()
    if not Invitation.objects.open().filter(pk=invitation.pk).update(withdrawn_at=now, withdrawn_by=actor):
        raise InvitationUnusable
    invitation.withdrawn_at, invitation.withdrawn_by = now, actor
    record(actor, "accounts.invitation.withdrawn", invitation)


def find_invitation(token: str) -> Invitation:
    """The open invitation of this token; every other case is the same error."""
    return _usable(Invitation.objects.filter(token_hash=hash_of(token)))


def follow_link(reader: Any, token: str) -> Invitation:
    """The invitation of this token, whose purpose learns that the link was opened."""
    found = find_invitation(token)
    if opened := invitation_purposes.get(found.purpose).opened:
        opened(reader if getattr(reader, "is_authenticated", False) else None, found)
    return found


def open_invitation(invitation_id: str) -> Invitation:
    """The same, for a link that was opened before in this session."""
    return _usable(Invitation.objects.filter(pk=invitation_id))


def _usable(found_by: QuerySet[Invitation]) -> Invitation:
    found = found_by.open().select_related("invited_by").first()  # type: ignore[attr-defined]
    if found is None or found.purpose not in invitation_purposes:
        raise InvitationUnusable
    return found  # type: ignore[no-any-return]


def accept_invitation(user: User, token: str) -> Invitation:
    return accept(user, find_invitation(token))


@transaction.atomic
def accept(user: User, invitation: Invitation) -> Invitation:
    """Accepts once: of two acceptances at the same moment the UPDATE lets one through."""
    require(user, "accounts.accept_invitation", invitation)
    if invitation.email not in confirmed_addresses(user):
        raise InvitationForAnother
    now = timezone.now()
    if not Invitation.objects.open().filter(pk=invitation.pk).update(accepted_at=now, accepted_by=user):
        raise InvitationUnusable
    invitation.accepted_at, invitation.accepted_by = now, user
    record(user, "accounts.invitation.accepted", invitation)
    invitation_purposes.get(invitation.purpose).accept(user, invitation)
    return invitation


def invitations_of(actor: User) -> QuerySet[Invitation]:
    """Everything for an operator, their own for everyone else."""
    everything = Invitation.objects.select_related("invited_by", "accepted_by")
    return everything if may(actor, "accounts.list_invitations") else everything.filter(invited_by=actor)


def hash_of(token: str) -> str:
    """A plain hash is enough: the token has 256 random bits."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _language_of(email: str, actor: User) -> str:
    known = find_account(email)
    return known.language if known else actor.language


@transaction.atomic
def end_invitations(actor: Any, *, purpose: str, target_id: uuid.UUID | None, **which: Any) -> None:
    """The open ones to a thing that is not to be had any more. The caller has asked for permission.

    One that is just being accepted is left to its purpose: it may wait for a lock that the caller holds.
    """
    who = actor if getattr(actor, "is_authenticated", False) else None
    found = Invitation.objects.open().filter(purpose=purpose, target_id=target_id, **which)
    for old in found.select_for_update(skip_locked=True):
        Invitation.objects.filter(pk=old.pk).update(withdrawn_at=timezone.now(), withdrawn_by=who)
        record(who, "accounts.invitation.withdrawn", old)


def _replace_open(actor: User, new: Invitation) -> None:
    end_invitations(actor, purpose=new.purpose, target_id=new.target_id, email=new.email)


def _send(actor: User, invitation: Invitation, token: str) -> None:
    purpose = invitation_purposes.get(invitation.purpose)
    with override(invitation.language):
        path = reverse("accounts:invitation_link", args=[token])
        what = str(purpose.describe(invitation))
        expires_on = date_format(timezone.localtime(invitation.expires_at), "DATE_FORMAT")
    context = {
        "url": settings.BASE_URL + path,
        "what": what,
        "inviter": actor.email,
        "expires_on": expires_on,
    }
    if purpose.send:
        purpose.send(invitation, context)
        return
    key = f"accounts.invitation:{invitation.pk}"
    send_letter("invitation", invitation.email, context, key=key, actor=actor, language=invitation.language)

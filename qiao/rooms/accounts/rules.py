"""Who may do what with accounts, as sentences."""

from typing import Any

import rules

from qiao.rooms.accounts.purposes import invitation_purposes


@rules.predicate
def is_signed_in(actor: Any, _subject: Any = None) -> bool:
    return bool(getattr(actor, "is_authenticated", False) and actor.is_active)


@rules.predicate
def is_operator(actor: Any, _subject: Any = None) -> bool:
    return bool(is_signed_in(actor) and actor.is_operator)


@rules.predicate
def is_own_account(actor: Any, account: Any = None) -> bool:
    return bool(account is not None and is_signed_in(actor) and actor.pk == account.pk)


@rules.predicate
def is_owner(actor: Any, subject: Any = None) -> bool:
    """The subject (a token, a session) belongs to the actor."""
    return bool(subject is not None and is_signed_in(actor) and subject.user_id == actor.pk)


@rules.predicate
def may_invite_to_it(actor: Any, invitation: Any = None) -> bool:
    """The purpose says who may; a purpose that says nothing is the operators' alone."""
    if invitation is None or invitation.purpose not in invitation_purposes or not is_signed_in(actor):
        return False
    may_invite = invitation_purposes.get(invitation.purpose).may_invite
    return bool(may_invite and may_invite(actor, invitation.target_id))


@rules.predicate
def has_sent_it(actor: Any, invitation: Any = None) -> bool:
    return bool(invitation is not None and is_signed_in(actor) and invitation.invited_by_id == actor.pk)


def add_permissions() -> None:
    rules.add_perm("accounts.view_account", is_own_account | is_operator)
    rules.add_perm("accounts.change_account", is_own_account)
    rules.add_perm("accounts.disable_account", is_operator & ~is_own_account)
    rules.add_perm("accounts.end_session", is_owner | is_operator)
    rules.add_perm("accounts.list_operators", is_operator)
    rules.add_perm("accounts.grant_operatorship", is_operator)
    rules.add_perm("accounts.end_operatorship", is_operator)
    rules.add_perm("accounts.list_invitations", is_operator)
    rules.add_perm("accounts.invite", may_invite_to_it | is_operator)
    rules.add_perm("accounts.withdraw_invitation", has_sent_it | may_invite_to_it | is_operator)
    rules.add_perm("accounts.view_invitation", has_sent_it | may_invite_to_it | is_operator)
    rules.add_perm("accounts.accept_invitation", is_signed_in)
    rules.add_perm("accounts.create_token", is_own_account)
    rules.add_perm("accounts.revoke_token", is_owner | is_operator)

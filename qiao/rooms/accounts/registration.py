"""What this room tells the others, once the models are loaded."""

from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import subjects
from qiao.kit.classification import classify
from qiao.rooms.accounts import events, mails, rules, sections, subject_titles
from qiao.rooms.accounts.domain import erasure, purposes
from qiao.rooms.accounts.models import ApiToken, Invitation, Operatorship, User
from qiao.rooms.accounts.purposes import invitation_purposes
from qiao.rooms.accounts.scopes import Scope, scopes

ACTIONS = {
    "accounts.account.created": _("opened the account"),
    "accounts.account.disabled": _("disabled the account"),
    "accounts.account.enabled": _("enabled the account again"),
    "accounts.profile.changed": _("changed the profile"),
    "accounts.sign_in.succeeded": _("signed in"),
    "accounts.sign_in.failed": _("failed to sign in"),
    "accounts.sign_in.ended": _("signed out"),
    "accounts.session.ended": _("ended a session"),
    "accounts.sessions.ended": _("ended all other sessions"),
    "accounts.password.set": _("set a password"),
    "accounts.password.changed": _("changed the password"),
    "accounts.password.reset": _("reset the password"),
    "accounts.passkey.added": _("added a passkey"),
    "accounts.passkey.removed": _("removed a passkey"),
    "accounts.app.added": _("set up an authenticator app"),
    "accounts.app.removed": _("removed the authenticator app"),
    "accounts.recovery_codes.added": _("received recovery codes"),
    "accounts.recovery_codes.removed": _("removed the recovery codes"),
    "accounts.recovery_codes.renewed": _("made new recovery codes"),
    "accounts.connection.added": _("connected a sign-in of another organisation"),
    "accounts.connection.removed": _("disconnected a sign-in of another organisation"),
    "accounts.email.added": _("added an e-mail address"),
    "accounts.email.confirmed": _("confirmed an e-mail address"),
    "accounts.email.changed": _("changed the main e-mail address"),
    "accounts.email.removed": _("removed an e-mail address"),
    "accounts.token.created": _("created an API token"),
    "accounts.token.revoked": _("revoked an API token"),
    "accounts.invitation.sent": _("sent an invitation"),
    "accounts.invitation.accepted": _("accepted an invitation"),
    "accounts.invitation.withdrawn": _("withdrew an invitation"),
    "accounts.operatorship.granted": _("appointed an operator"),
    "accounts.operatorship.ended": _("ended an operatorship"),
}


def register() -> None:
    rules.add_permissions()
    for name, sentence in ACTIONS.items():
        actions.register(name, sentence)
    invitation_purposes.register("accounts.account", purposes.ACCOUNT)
    invitation_purposes.register("accounts.operator", purposes.OPERATOR)
    scopes.register("account.read", Scope(_("Read your profile, tokens and invitations")))
    scopes.register("account.write", Scope(_("Change your profile, revoke tokens and withdraw invitations")))
    subjects.register("accounts.user", subject_titles.users)
    subjects.register("accounts.invitation", subject_titles.invitations)
    subjects.register("accounts.apitoken", subject_titles.tokens)
    _classify_own()
    _classify_library()
    mails.register()
    sections.register()
    events.connect()


def _classify_own() -> None:
    classify(
        User,
        plain=["is_active", "language", "time_zone"],
        personal=["email", "last_login"],
        secret=["password"],
        find=erasure.find_users,
        erase=erasure.erase_users,
    )
    classify(
        Operatorship,
        plain=["granted_by", "granted_at", "ended_at", "ended_by"],
        personal=["user"],
        find=partial(erasure.find_by_user, Operatorship),
        kept_because="who ran the server, and when, belongs to the record of every decision made with it",
    )
    classify(
        Invitation,
        plain=[
            "language",
            "purpose",
            "target_id",
            "expires_at",
            "accepted_at",
            "withdrawn_at",
            "withdrawn_by",
        ],
        personal=["email", "details", "invited_by", "accepted_by"],
        secret=["token_hash"],
        find=erasure.find_invitations,
        erase=erasure.erase_invitations,
    )
    classify(
        ApiToken,
        plain=["scopes", "prefix", "expires_at", "revoked_at", "revoked_by"],
        personal=["user", "name", "last_used_at"],
        secret=["token_hash"],
        find=partial(erasure.find_by_user, ApiToken),
        erase=erasure.erase_rows,
    )


def _classify_library() -> None:
    _classify_rows(EmailAddress, plain=["verified", "primary"], personal=["user", "email"])
    _classify_rows(Authenticator, plain=["type"], personal=["user", "last_used_at"], secret=["data"])
    _classify_rows(
        UserSession, personal=["user", "ip", "last_seen_at", "user_agent", "data"], secret=["session_key"]
    )
    _classify_rows(
        SocialAccount, plain=["provider"], personal=["user", "uid", "last_login", "date_joined", "extra_data"]
    )


def _classify_rows(model: type[Any], **classes: Any) -> None:
    find = partial(erasure.find_by_user, model)
    classify(model, find=find, erase=erasure.erase_rows, **classes)

"""What the sign-in library reports, told to the domain. Nothing is decided here."""

from typing import Any

from allauth.account import signals as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.http import HttpRequest

from qiao.rooms.accounts.domain.sign_in import (
    note_account_change,
    note_factor_change,
    note_failed_factor,
    note_failed_sign_in,
    note_sign_in,
    note_sign_out,
)
from qiao.rooms.accounts.models import User


def connect() -> None:
    user_login_failed.connect(_password_failed)
    user_logged_out.connect(_signed_out)
    account.user_logged_in.connect(_signed_in)
    account.user_signed_up.connect(_signed_up)
    account.login_code_rejected.connect(_code_rejected)
    account.email_verification_code_rejected.connect(_code_rejected)
    for signal, action in _PASSWORD.items():
        signal.connect(_factor(action), weak=False)
    for signal, action in _FACTORS.items():
        signal.connect(_factor(action), weak=False)
    for signal, action in _ADDRESSES.items():
        signal.connect(_address(action), weak=False)
    mfa.authentication_failed.connect(_factor_failed)
    social.social_account_added.connect(_connected)
    social.social_account_removed.connect(_disconnected)


_PASSWORD = {
    account.password_set: "accounts.password.set",
    account.password_changed: "accounts.password.changed",
    account.password_reset: "accounts.password.reset",
}
_FACTORS = {
    mfa.authenticator_added: "accounts.{kind}.added",
    mfa.authenticator_removed: "accounts.{kind}.removed",
    mfa.authenticator_reset: "accounts.recovery_codes.renewed",
}
_KINDS = {"webauthn": "passkey", "totp": "app", "recovery_codes": "recovery_codes"}
_ADDRESSES = {
    account.email_added: "accounts.email.added",
    account.email_confirmed: "accounts.email.confirmed",
    account.email_changed: "accounts.email.changed",
    account.email_removed: "accounts.email.removed",
}


def ip_of(request: HttpRequest | None) -> str:
    return str(get_adapter().get_client_ip(request)) if request is not None else "-"


def _signed_in(request: HttpRequest, user: User, **_rest: Any) -> None:
    methods = [_method(step) for step in get_authentication_records(request, user)]
    note_sign_in(user, ip=ip_of(request), methods=methods or ["sign-up"])


def _signed_up(request: HttpRequest, user: User, **_rest: Any) -> None:
    note_account_change(user, "accounts.account.created")


def _signed_out(request: HttpRequest | None, user: User | None, **_rest: Any) -> None:
    if user is not None:
        note_sign_out(user, ip=ip_of(request))


def _password_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_rest: Any) -> None:
    email = str(credentials.get("email") or credentials.get("username") or "")
    note_failed_sign_in(email, ip=ip_of(request), method="password")


def _code_rejected(request: HttpRequest, user: User, **_rest: Any) -> None:
    note_failed_factor(user, ip=ip_of(request), method="code")


def _factor_failed(request: HttpRequest, user: User, authenticator: Any, **_rest: Any) -> None:
    note_failed_factor(user, ip=ip_of(request), method=str(authenticator.type))


def _connected(request: HttpRequest, sociallogin: Any, **_rest: Any) -> None:
    key = request.session.session_key
    note_factor_change(sociallogin.user, "accounts.connection.added", current_key=key)


def _disconnected(request: HttpRequest, socialaccount: Any, **_rest: Any) -> None:
    key = request.session.session_key
    note_factor_change(socialaccount.user, "accounts.connection.removed", current_key=key)


def _factor(action: str) -> Any:
    def receive(request: HttpRequest, user: User, authenticator: Any = None, **_rest: Any) -> None:
        # A passer-by resets a password without being signed in: then every session ends.
        own = request.user.is_authenticated and request.user.pk == user.pk
        key = request.session.session_key if own else None
        kind = _KINDS[authenticator.type] if authenticator is not None else ""
        note_factor_change(user, action.format(kind=kind), current_key=key)

    return receive


def _address(action: str) -> Any:
    def receive(user: User | None = None, email_address: Any = None, **_rest: Any) -> None:
        owner = user or email_address.user
        note_account_change(owner, action, {"email": None})

    return receive


def _method(step: dict[str, Any]) -> str:
    return str(step.get("type") or step["method"])

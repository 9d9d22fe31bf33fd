"""Which of our mails stands for which mail of the sign-in library."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

Context = dict[str, Any]


@dataclass(frozen=True)
class Letter:
    name: str
    context: Context = field(default_factory=dict)


def letter_for(template_prefix: str, context: Context) -> Letter:
    return LETTERS[template_prefix](context)


def own_url(url: str) -> str:
    """The Host header of a request never decides where a link leads."""
    return str(settings.BASE_URL) + urlsplit(url).path


def _code(name: str) -> Callable[[Context], Letter]:
    return lambda context: Letter(name, {"code": context["code"]})


def _account_exists(context: Context) -> Letter:
    return Letter("account_exists", {"url": own_url(context["password_reset_url"])})


def _unknown_account(context: Context) -> Letter:
    url = own_url(context["signup_url"]) if settings.SIGN_UP_OPEN else ""
    return Letter("unknown_account", {"url": url})


def _password_reset(context: Context) -> Letter:
    return Letter("password_reset", {"url": own_url(context["password_reset_url"])})


def _notice(change: str) -> Callable[[Context], Letter]:
    """`change` names the sentence in the mail; the details tell the reader whether it was them."""

    def compose(context: Context) -> Letter:
        when = date_format(timezone.localtime(context["timestamp"]), "DATETIME_FORMAT")
        device = {"ip": context["ip"], "browser": context["user_agent"], "at": when}
        address = str(context.get("deleted_email") or context.get("to_email") or "")
        provider = str(getattr(context.get("provider"), "name", ""))
        return Letter("notice", device | {"change": change, "address": address, "provider": provider})

    return compose


LETTERS: dict[str, Callable[[Context], Letter]] = {
    "account/email/login_code": _code("sign_in_code"),
    "account/email/email_confirmation": _code("address_code"),
    "account/email/email_confirmation_signup": _code("address_code"),
    "account/email/account_already_exists": _account_exists,
    "account/email/unknown_account": _unknown_account,
    "account/email/password_reset_key": _password_reset,
    "account/email/password_changed": _notice("password_changed"),
    "account/email/password_reset": _notice("password_changed"),
    "account/email/password_set": _notice("password_set"),
    "account/email/email_changed": _notice("email_changed"),
    "account/email/email_confirm": _notice("email_confirmed"),
    "account/email/email_deleted": _notice("email_deleted"),
    "mfa/email/totp_activated": _notice("totp_activated"),
    "mfa/email/totp_deactivated": _notice("totp_deactivated"),
    "mfa/email/webauthn_added": _notice("passkey_added"),
    "mfa/email/webauthn_removed": _notice("passkey_removed"),
    "mfa/email/recovery_codes_generated": _notice("recovery_codes"),
    "socialaccount/email/account_connected": _notice("connected"),
    "socialaccount/email/account_disconnected": _notice("disconnected"),
}

"""The kinds of mail that this room sends, each with plain values for the preview."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.registry import MailTemplate, mail_templates

CODE = {"code": "BCDF-GHJK"}
URL = "https://qiao.example/en/account/…"
NOTICE = {"change": "passkey_added", "address": "", "provider": "", "ip": "192.0.2.7", "browser": "Firefox"}
INVITATION = {"url": URL, "what": "to open an account here", "inviter": "mei@uni.example"}


def register() -> None:
    _add("sign_in_code", CODE, _("Code to sign in"), is_secret=True)
    _add("address_code", CODE, _("Code to confirm an address"), is_secret=True)
    _add("reauthentication_code", CODE, _("Code to confirm a change"), is_secret=True)
    _add("password_reset", {"url": URL}, _("Link to choose a new password"), is_secret=True)
    _add("invitation", INVITATION | {"expires_on": "2026-12-24"}, _("Invitation"), is_secret=True)
    _add("account_exists", {"url": URL}, _("Sign-up with a known address"))
    _add("unknown_account", {"url": URL}, _("Sign-in with an unknown address"))
    _add("notice", NOTICE | {"at": "2026-11-23 10:00"}, _("Notice of a change to the account"))


def _add(name: str, sample: Mapping[str, object], label: str | Promise, *, is_secret: bool = False) -> None:
    kind = MailTemplate(f"mail/accounts/{name}", sample, label, is_secret=is_secret)
    mail_templates.register(f"accounts.{name}", kind)

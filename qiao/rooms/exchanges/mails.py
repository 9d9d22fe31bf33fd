"""The kinds of mail that this room sends, each with plain values for the preview."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.registry import MailTemplate, mail_templates

SAMPLE: dict[str, Any] = {
    "exchange": "Overseas Talent Exchange 2027",
    "university": "Columbia University",
    "inviter": "Federation of Overseas Chinese",
    "place": "Beijing",
    "starts_on": "2027-05-10",
    "ends_on": "2027-05-11",
    "seats": 3,
    "url": "https://qiao.example/en/exchanges/…",
}
UNTIL = {"until": "2027-03-01 18:00 (Asia/Shanghai)"}
EXPIRY = {"expires_on": "2027-03-01"}


def register() -> None:
    _add("delegation_invitation", EXPIRY, _("Invitation of a delegation"), is_secret=True)
    _add("member_invitation", EXPIRY, _("Invitation of a member of a delegation"), is_secret=True)
    _add("seat_offer", UNTIL, _("Offer of seats"))
    _add("member_news", {}, _("News for a member of a delegation"))
    _add("delegation_news", {"news": "approved", "reason": ""}, _("News about a delegation"))


def _add(name: str, more: dict[str, Any], label: str | Promise, *, is_secret: bool = False) -> None:
    kind = MailTemplate(f"mail/exchanges/{name}", SAMPLE | more, label, is_secret=is_secret)
    mail_templates.register(f"exchanges.{name}", kind)

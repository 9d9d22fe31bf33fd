"""The mail that this room sends, with plain values for the preview."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qiao.kit.mail.registry import MailTemplate, mail_templates

SAMPLE: dict[str, Any] = {
    "exchange": "Overseas Talent Exchange 2027",
    "university": "Columbia University",
    "inviter": "Federation of Overseas Chinese",
    "is_accepted": False,
    "question": "Which of the topics do you bring?",
    "who": "Lin Wen",
    "reason": "Name one topic only.",
    "url": "https://qiao.example/en/registration/…",
}


def register() -> None:
    kind = MailTemplate("mail/registration/review_decided", SAMPLE, _("Answer to a change of a registration"))
    mail_templates.register("registration.review_decided", kind)

"""What privacy needs to know of mails and addresses."""

from typing import Any

from django.db.models import Q, QuerySet

from qiao.kit.classification import DataSubject, classify
from qiao.kit.mail.models import AddressTrouble, MailAttachment, MailAttempt, OutboxMail, Unsubscription


def register() -> None:
    classify(
        OutboxMail,
        plain=[
            *("key", "message_id", "template", "language", "is_optional", "is_secret", "state", "tries"),
            *("next_try_at", "lease_holder", "lease_expires_at", "sent_at"),
        ],
        personal=[
            "recipient",
            "sender_name",
            "reply_to",
            "user",
            "actor",
            "context",
            "subject",
            "text",
            "html",
        ],
        find=_mails,
        erase=_delete,
    )
    classify(
        MailAttachment,
        plain=["mail", "content_type", "size"],
        personal=["name", "content"],
        find=lambda subject: MailAttachment.objects.filter(mail__in=_mails(subject)),
        erase=_delete,
    )
    classify(
        MailAttempt,
        plain=["mail", "number", "ended_at", "outcome", "smtp_code"],
        personal=["answer"],
        find=lambda subject: MailAttempt.objects.filter(mail__in=_mails(subject)),
        erase=_delete,
    )
    classify(
        AddressTrouble,
        plain=["kind", "since", "last_at"],
        personal=["address", "last_answer"],
        find=lambda subject: AddressTrouble.objects.filter(address__in=_addresses(subject)),
        erase=_delete,
    )
    classify(
        Unsubscription,
        plain=["template"],
        personal=["address"],
        find=lambda subject: Unsubscription.objects.filter(address__in=_addresses(subject)),
        kept_because="the wish to get no more mail outlives the account that made it",
    )


def _addresses(subject: DataSubject) -> set[str]:
    return {address.lower() for address in subject.emails}


def _mails(subject: DataSubject) -> QuerySet[Any]:
    """Mails to the person. What they caused to be sent to others is the others'."""
    to = Q(recipient__in=subject.emails | _addresses(subject))
    return OutboxMail.objects.filter(to | Q(user_id=subject.user_id) if subject.user_id else to)


def _delete(rows: QuerySet[Any]) -> int:
    return rows.delete()[0]

"""Writing many mails of one kind with a handful of statements however many there are. They are rendered
before the transaction begins: SQLite has one writer, and nobody waits for templates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from qiao.kit.jobs.start import start_job
from qiao.kit.mail.models import MailAttachment, OutboxMail
from qiao.kit.mail.outbox import (
    SEND_TITLE,
    Attachment,
    attachment_row,
    checked_address,
    mail_row,
    unsubscribed,
)
from qiao.kit.mail.registry import mail_templates
from qiao.kit.mail.tasks import send_due_mails

BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One mail of `queue_mails`; the fields mean what they mean for `queue_mail`."""

    to: Any
    context: Mapping[str, Any]
    key: str
    language: str | None = None
    attachments: Sequence[Attachment] = ()
    reply_to: str = ""
    sender_name: str = ""


def queue_mails(template: str, letters: Iterable[Letter], *, actor: Any = None) -> int:
    """How many were written now: a letter whose key is known already is left alone. One job sends them. Who
    writes the same key in the same moment makes all of it an IntegrityError: try again."""
    fresh = _unwritten(letters)
    if not fresh:
        return 0
    mails = _rows(template, fresh, actor)
    attached = [
        attachment_row(mail, attachment)
        for mail, letter in zip(mails, fresh, strict=True)
        for attachment in letter.attachments
    ]
    _store(mails, attached)
    return len(mails)


@transaction.atomic
def _store(mails: list[OutboxMail], attached: list[MailAttachment]) -> None:
    OutboxMail.objects.bulk_create(mails, batch_size=BATCH)
    MailAttachment.objects.bulk_create(attached, batch_size=BATCH)
    start_job(None, send_due_mails, title=SEND_TITLE)


def _unwritten(letters: Iterable[Letter]) -> list[Letter]:
    given = {letter.key: letter for letter in letters}
    known = OutboxMail.objects.filter(key__in=given).values_list("key", flat=True)
    return [given[key] for key in given.keys() - set(known)]


def _rows(template: str, letters: Sequence[Letter], actor: Any) -> list[OutboxMail]:
    kind = mail_templates.get(template)
    accounts = _accounts(letters)
    read = [(letter, *_reader(letter.to, accounts)) for letter in letters]
    unwanted = unsubscribed(template, [row[1] for row in read]) if kind.is_optional else frozenset()
    return [
        mail_row(
            template,
            kind,
            address=address,
            reader=reader,
            context=letter.context,
            key=letter.key,
            actor=actor,
            language=letter.language,
            reply_to=letter.reply_to,
            sender_name=letter.sender_name,
            is_wanted=address.lower() not in unwanted,
        )
        for letter, address, reader in read
    ]


def _accounts(letters: Sequence[Letter]) -> dict[str, Any]:
    """The accounts behind bare addresses."""
    model = get_user_model()
    bare = {str(letter.to).lower() for letter in letters if not isinstance(letter.to, model)}
    name = model.get_email_field_name()
    found = model._default_manager.filter(**{f"{name}__in": bare}) if bare else []
    return {getattr(user, name): user for user in found}


def _reader(to: Any, accounts: Mapping[str, Any]) -> tuple[str, Any]:
    model = get_user_model()
    if isinstance(to, model):
        return checked_address(str(getattr(to, model.get_email_field_name()))), to
    address = checked_address(str(to))
    return address, accounts.get(address.lower())

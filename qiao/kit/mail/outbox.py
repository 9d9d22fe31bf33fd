"""Writing mails: in the transaction of the change that causes them, once for each key."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.sentence import storable
from qiao.kit.jobs.start import start_job
from qiao.kit.mail.enums import MailState
from qiao.kit.mail.errors import AttachmentRefused, RecipientRefused
from qiao.kit.mail.models import MailAttachment, OutboxMail, Unsubscription
from qiao.kit.mail.registry import MailTemplate, mail_templates
from qiao.kit.mail.rendering import Rendered, one_line, render
from qiao.kit.mail.tasks import send_mail, send_secret_mail
from qiao.kit.mail.unsubscribing import unsubscribe_url

MAX_ATTACHMENT_MB = 5
MAX_SENDER = 100  # characters of a name, as the column holds them
SEND_TITLE = _("Send a mail")


@dataclass(frozen=True)
class Attachment:
    """`content_type` may carry parameters: `text/calendar; method=REQUEST` is shown as an invitation."""

    name: str
    content_type: str
    content: bytes


def queue_mail(
    template: str,
    *,
    to: Any,
    context: Mapping[str, Any],
    key: str,
    actor: Any = None,
    language: str | None = None,
    attachments: Sequence[Attachment] = (),
    reply_to: str = "",
    sender_name: str = "",
) -> OutboxMail:
    """The mail of that key: written now, or the one that is there already.

    `to` is an address or an account. `context` holds ids and plain values. Call it inside the transaction of
    the change; rolled back with it, the mail never was. `language` overrules the reader's own. `sender_name`
    stands before our own address: an organisation writes in its name, from a server that is allowed to send.
    """
    if known := OutboxMail.objects.filter(key=key).first():
        return known
    try:
        return write_mail(
            template,
            to=to,
            context=context,
            key=key,
            actor=actor,
            language=language,
            attachments=attachments,
            reply_to=reply_to,
            sender_name=sender_name,
        )
    except IntegrityError:
        return OutboxMail.objects.get(key=key)  # somebody wrote it in the same moment


@transaction.atomic
def write_mail(
    template: str,
    *,
    to: Any,
    context: Mapping[str, Any],
    key: str,
    actor: Any = None,
    language: str | None = None,
    attachments: Sequence[Attachment] = (),
    reply_to: str = "",
    sender_name: str = "",
    is_trial: bool = False,
) -> OutboxMail:
    kind = mail_templates.get(template)
    address, reader = _reader(to)
    unwanted = unsubscribed(template, [address]) if kind.is_optional and not is_trial else frozenset()
    mail = mail_row(
        template,
        kind,
        address=address,
        reader=reader,
        context=context,
        key=key,
        actor=actor,
        language=language,
        reply_to=reply_to,
        sender_name=sender_name,
        is_trial=is_trial,
        is_wanted=address.lower() not in unwanted,
    )
    mail.save(force_insert=True)
    for attachment in attachments:
        attachment_row(mail, attachment).save(force_insert=True)
    _start(mail)
    return mail


def mail_row(
    template: str,
    kind: MailTemplate,
    *,
    address: str,
    reader: Any,
    context: Mapping[str, Any],
    key: str,
    actor: Any,
    language: str | None,
    reply_to: str,
    sender_name: str,
    is_trial: bool = False,
    is_wanted: bool = True,
) -> OutboxMail:
    """Not stored yet; asks the database nothing. Whoever has unsubscribed gets nothing: the row says so."""
    language = _language(language, reader)
    rendered = _rendered(template, kind, context, address, reader, language)
    mail = OutboxMail(
        key=key,
        message_id=message_id(key),
        template=template,
        recipient=address,
        reply_to=checked_address(reply_to) if reply_to else "",
        sender_name=one_line(sender_name)[:MAX_SENDER].strip(),
        user=reader,
        actor=actor if getattr(actor, "is_authenticated", False) else None,
        language=language,
        context=plain(context),
        subject=_trial_subject(rendered.subject, language) if is_trial else rendered.subject,
        text=rendered.text,
        html=rendered.html,
        is_optional=kind.is_optional,
        is_secret=kind.is_secret,
        state=MailState.WAITING if is_wanted else MailState.CANCELLED,
    )
    mail.clean_fields(exclude=["user", "actor"])  # the rest the database judges, concurrently too
    return mail


def _trial_subject(subject: str, language: str) -> str:
    with translation.override(language):
        mark = gettext("Test")
    return one_line(f"[{mark}] {subject}")


def message_id(key: str) -> str:
    """Always the same for a key, so that a receiver drops a second copy; not to be guessed from the key, so
    that a forged report about it is not believed."""
    host = urlsplit(settings.BASE_URL).hostname
    digest = salted_hmac("qiao.mail.message-id", key, algorithm="sha256").hexdigest()[:40]
    return f"<{digest}@{host}>"


def plain(context: Mapping[str, Any]) -> dict[str, Any]:
    """The values as they come back from the database. An object would be evaluated: it is refused."""
    try:
        text = json.dumps(dict(context), default=_refuse)
    except TypeError as error:
        raise TypeError(f"the context of a mail holds ids and plain values only: {error}") from None
    values: dict[str, Any] = _storable(json.loads(text))
    return values


def _storable(value: Any) -> Any:
    """Without NUL and lone surrogates, which not both databases store."""
    if isinstance(value, dict):
        return {storable(name): _storable(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_storable(part) for part in value]
    return storable(value) if isinstance(value, str) else value


def _refuse(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return str(value)
    raise TypeError(type(value).__name__)


def _reader(to: Any) -> tuple[str, Any]:
    """The address, and the account that belongs to it where there is one."""
    model = get_user_model()
    name = model.get_email_field_name()
    if isinstance(to, model):
        return checked_address(str(getattr(to, name))), to
    address = checked_address(str(to))
    return address, model._default_manager.filter(**{name: address.lower()}).first()


def checked_address(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        raise RecipientRefused(address=one_line(address)) from None
    return address


def _language(given: str | None, reader: Any) -> str:
    known = dict(settings.LANGUAGES)
    wanted = given or getattr(reader, "language", "")
    return wanted if wanted in known else settings.LANGUAGE_CODE


def _rendered(
    name: str, kind: MailTemplate, context: Mapping[str, Any], address: str, reader: Any, language: str
) -> Rendered:
    url = unsubscribe_url(address, name, language) if kind.is_optional else ""
    zone = getattr(reader, "time_zone", "")
    return render(kind, plain(context), language, time_zone=zone, unsubscribe_url=url)


def unsubscribed(template: str, addresses: Iterable[str]) -> frozenset[str]:
    """Of these addresses those that do not want this kind of mail, in lower case."""
    wanted = Unsubscription.objects.filter(template=template, address__in={a.lower() for a in addresses})
    return frozenset(wanted.values_list("address", flat=True))


def attachment_row(mail: OutboxMail, attachment: Attachment) -> MailAttachment:
    row = MailAttachment(
        mail=mail,
        name=attachment.name,
        content_type=attachment.content_type,
        content=attachment.content,
        size=len(attachment.content),
    )
    _check(row)
    return row


def _check(row: MailAttachment) -> None:
    refusal = AttachmentRefused(name=one_line(row.name), limit=MAX_ATTACHMENT_MB)
    if row.size > MAX_ATTACHMENT_MB * 2**20 or "/" in row.name or "\\" in row.name:
        raise refusal
    try:
        row.clean_fields(exclude=["mail"])
    except ValidationError:
        raise refusal from None


def _start(mail: OutboxMail) -> None:
    if mail.state != MailState.WAITING:
        return
    start_job(
        None,
        send_secret_mail if mail.is_secret else send_mail,
        title=SEND_TITLE,
        args={"mail_id": mail.pk},
        subject=mail,
        effect_key=f"mail:{hashlib.sha256(mail.key.encode()).hexdigest()}",
    )

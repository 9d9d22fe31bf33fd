"""What an operator does with a mail."""

import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.jobs.start import start_job
from qiao.kit.mail.enums import MailState
from qiao.kit.mail.errors import MailNotCancellable, MailNotRetriable, SecretMailGone
from qiao.kit.mail.models import OutboxMail
from qiao.kit.mail.outbox import SEND_TITLE, write_mail
from qiao.kit.mail.registry import mail_templates
from qiao.kit.mail.tasks import send_mail


@transaction.atomic
def retry_mail(mail: OutboxMail, *, actor: Any) -> None:
    """It waits again, with the same Message-ID and all its attempts before it."""
    require(actor, "mail.retry_mail", mail)
    if mail.is_secret:
        raise SecretMailGone
    if not mail.can_be_retried:
        raise MailNotRetriable
    again = {"state": MailState.WAITING, "tries": mail.tries, "next_try_at": timezone.now()}
    if not OutboxMail.objects.filter(pk=mail.pk, state=mail.state).update(**again):
        raise MailNotRetriable
    start_job(None, send_mail, title=SEND_TITLE, args={"mail_id": mail.pk}, subject=mail)
    record(actor, "mail.mail.retried", mail, changes={"state": [mail.state, MailState.WAITING]})


@transaction.atomic
def cancel_mail(mail: OutboxMail, *, actor: Any) -> None:
    require(actor, "mail.cancel_mail", mail)
    waiting = OutboxMail.objects.filter(pk=mail.pk, state=MailState.WAITING)
    if not mail.can_be_cancelled or not waiting.update(state=MailState.CANCELLED):
        raise MailNotCancellable
    record(actor, "mail.mail.cancelled", mail, changes={"state": [mail.state, MailState.CANCELLED]})


@transaction.atomic
def send_trial(template: str, *, actor: Any, language: str) -> OutboxMail:
    """The sample of a kind of mail, to oneself and nobody else."""
    require(actor, "mail.send_trial")
    mail = write_mail(
        template,
        to=actor,
        context=mail_templates.get(template).sample,
        key=f"trial:{uuid.uuid4()}",
        actor=actor,
        language=language,
        is_trial=True,
    )
    record(actor, "mail.mail.tried", mail, changes={"template": [None, template]})
    return mail

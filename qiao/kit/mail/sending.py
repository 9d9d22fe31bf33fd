"""Sending mails that wait: one worker each, with a lease, a record of every try and a growing pause."""

import logging
import random
import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.activity.record import record
from qiao.kit.mail.addresses import forget_refusal, note_trouble
from qiao.kit.mail.enums import AttemptOutcome, MailState, TroubleKind
from qiao.kit.mail.message import compose
from qiao.kit.mail.models import MailAttempt, OutboxMail
from qiao.kit.mail.transport import Answer, Stage, transmit

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # longer than a task that sends may take
GIVE_UP_AFTER = 40  # tries: about 30 hours, with the longest pause of an hour
LONGEST_ANSWER = 1000
_EMPTY: dict[str, Any] = {"subject": "", "text": "", "html": "", "context": {}}


def deliver(mail_id: uuid.UUID) -> MailState | None:
    """Sends the mail if it is due and nobody else does; None when there was nothing to do."""
    holder = uuid.uuid4()
    if (mail := _claim(mail_id, holder)) is None:
        return None
    try:
        answer = transmit(compose(mail))
    except Exception as error:  # a message that cannot be built will not be built tomorrow either
        log.exception("mail %s could not be made", mail.pk)
        answer = Answer(Stage.CONTENT, 554, f"{type(error).__name__}")
    return _settle(mail, holder, answer)


def recover() -> int:
    """Mails whose worker is gone wait again. The receiver drops a second copy by its Message-ID."""
    return sum(_recover(mail) for mail in OutboxMail.objects.abandoned(timezone.now())[:100])


def pause(tries: int) -> timedelta:
    """10 s, 20 s, 40 s … at most an hour, each a fifth more or less, so that not all come back at once."""
    seconds = min(10 * 2.0 ** (tries - 1), 3600)
    return timedelta(seconds=min(seconds * random.uniform(0.8, 1.2), 3600))  # noqa: S311 (no secret)


@transaction.atomic
def _claim(mail_id: uuid.UUID, holder: uuid.UUID) -> OutboxMail | None:
    if not OutboxMail.objects.claim(mail_id, holder, timezone.now(), LEASE):
        return None
    mail = OutboxMail.objects.get(pk=mail_id)
    MailAttempt.objects.create(mail=mail, number=mail.tries)
    return mail


@transaction.atomic
def _settle(mail: OutboxMail, holder: uuid.UUID, answer: Answer) -> MailState | None:
    """Written only by who holds the lease; a result that comes too late is thrown away."""
    state = _state_after(mail, answer)
    if not OutboxMail.objects.held(mail.pk, holder).update(**_values(mail, state)):
        log.warning("mail %s was taken over by another worker", mail.pk)
        return None
    _end_attempt(mail, answer, state)
    if state is MailState.FAILED:
        record(None, "mail.mail.failed", mail, changes={"state": [MailState.SENDING, state]})
    if answer.is_about_the_address:
        note_trouble(mail.recipient, TroubleKind.REFUSED, f"{answer.code} {answer.text}")
    if state is MailState.SENT:
        forget_refusal(mail.recipient)
    return state


def _state_after(mail: OutboxMail, answer: Answer) -> MailState:
    if answer.is_accepted:
        return MailState.SENT
    return MailState.FAILED if answer.is_final or mail.tries >= GIVE_UP_AFTER else MailState.WAITING


def _values(mail: OutboxMail, state: MailState) -> dict[str, Any]:
    now = timezone.now()
    values: dict[str, Any] = {
        "state": state,
        "lease_holder": None,
        "lease_expires_at": None,
        "updated_at": now,
    }
    if state is MailState.WAITING:
        return values | {"next_try_at": now + pause(mail.tries)}
    if state is MailState.SENT:
        values["sent_at"] = now
    return values | _EMPTY if mail.is_secret else values


def _end_attempt(mail: OutboxMail, answer: Answer, state: MailState) -> None:
    outcome = {MailState.SENT: AttemptOutcome.ACCEPTED, MailState.WAITING: AttemptOutcome.DEFERRED}
    MailAttempt.objects.filter(mail=mail, number=mail.tries).update(
        ended_at=timezone.now(),
        outcome=outcome.get(state, AttemptOutcome.REFUSED),
        smtp_code=answer.code,
        answer=answer.text[:LONGEST_ANSWER],
    )


@transaction.atomic
def _recover(mail: OutboxMail) -> bool:
    now = timezone.now()
    waiting = {"state": MailState.WAITING, "lease_holder": None, "lease_expires_at": None, "next_try_at": now}
    if not OutboxMail.objects.held(mail.pk, mail.lease_holder).abandoned(now).update(**waiting):
        return False
    MailAttempt.objects.filter(mail=mail, number=mail.tries).update(ended_at=now, outcome=AttemptOutcome.LOST)
    return True

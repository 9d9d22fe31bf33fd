"""Mails of this room: every one goes through the outbox, in the reader's language."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.accounts.models import User


@transaction.atomic
def send_letter(
    name: str,
    to: str,
    context: dict[str, Any],
    *,
    key: str = "",
    actor: User | None = None,
    language: str | None = None,
) -> None:
    queue_mail(
        f"accounts.{name}",
        to=to,
        context=context,
        key=key or f"accounts.{name}:{uuid.uuid4()}",
        actor=actor,
        language=language or get_language(),
    )

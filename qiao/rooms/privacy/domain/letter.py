"""Mails of this room, in the language of the request."""

import datetime as dt

from django.conf import settings
from django.utils import timezone, translation

from qiao.kit.mail.enums import MailState
from qiao.kit.mail.models import OutboxMail
from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.privacy.models import DataSubjectRequest

PATIENCE = dt.timedelta(hours=1)


def send(name: str, request: DataSubjectRequest, *, path: str = "", answer: str = "") -> None:
    with translation.override(request.language):
        what = request.get_kind_display()
    queue_mail(
        f"privacy.{name}",
        to=request.email,
        context={"what": what, "url": settings.BASE_URL + path if path else "", "answer": answer},
        key=_key(name, request),
        language=request.language,
    )


def is_on_its_way(name: str, request: DataSubjectRequest) -> bool:
    """Not sent yet, and not for so long that nobody should wait for it."""
    since = timezone.now() - PATIENCE
    waiting = OutboxMail.objects.filter(state__in=[MailState.WAITING, MailState.SENDING])
    return waiting.filter(key=_key(name, request), created_at__gt=since).exists()


def _key(name: str, request: DataSubjectRequest) -> str:
    return f"privacy.{name}:{request.pk}"

"""Mails about letters: that there is something to see, and where; never a passport, never a reason."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.kit.steps.make import latest_step
from qiao.rooms.exchanges.domain.letters import sender_of
from qiao.rooms.letters.models import Letter

KIND = "letters.news"


def tell(letter: Letter, news: str) -> None:
    """`news` is one of issued, sent_back, refused, revoked."""
    if (reader := letter.user or letter.asked_by) is None:
        return
    partner, language = letter.delegation.partner, str(reader.language)
    latest = latest_step(letter)
    with override(language):
        context = {
            "news": news,
            "exchange": str(letter.exchange.name),
            "number": letter.number or "",
            "url": letter_url(letter, language),
        }
    queue_mail(
        KIND,
        to=reader,
        context=context,
        key=f"letters.{news}:{latest}",
        language=language,
        reply_to=partner.reply_to,
        sender_name=sender_of(partner, language),
    )


def letter_url(letter: Letter, language: str) -> str:
    with override(language):
        return f"{settings.BASE_URL}{reverse('letters:letter', args=[letter.pk])}"


def verification_url(code: str, language: str) -> str:
    with override(language):
        return f"{settings.BASE_URL}{reverse('letters:verdict', args=[code])}"

"""Mails of this room: to applicants at every change that they must know, to referees with their link. None
of them says more than that there is something to see, and where."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.kit.steps.make import latest_step
from qiao.kit.zones import by_the_clock
from qiao.rooms.applications.models import Application, ReferenceLetter

NEWS = "applications.news"
LETTER_NEWS = "applications.letter_news"
LETTER_REQUEST = "applications.letter_request"
LETTER_CANCELLED = "applications.letter_cancelled"
DRAFT_REMINDER = "applications.draft_reminder"


def tell(application: Application, news: str) -> None:
    """`news` is one of submitted, complete, under_review, interview, withdrawn, incomplete, closed."""
    latest = latest_step(application)
    _to_applicant(application, NEWS, {"news": news}, key=f"applications.{news}:{latest}")


def tell_of_letter(letter: ReferenceLetter) -> None:
    """That it is there, or that the referee declined."""
    values = {"news": letter.state, "referee": letter.referee_name}
    _to_applicant(
        letter.application, LETTER_NEWS, values, key=f"applications.letter_{letter.state}:{letter.pk}"
    )


def remind_of_draft(application: Application) -> None:
    language = _language(application)
    closes = when(application.intake.closes_at, application, language)
    key = f"applications.draft_reminder:{application.pk}"
    _to_applicant(application, DRAFT_REMINDER, {"closes": closes}, key=key)


def ask_referee(letter: ReferenceLetter, token: str, *, key: str) -> None:
    """The first mail and each reminder carry the same link."""
    application, language = letter.application, letter.language
    with override(language):
        path = reverse("applications:reference", args=[token])
        context = {
            "referee": letter.referee_name,
            "applicant": str(application.profile.name),
            "opportunity": str(application.opportunity.title),
            "host": str(application.opportunity.host.name),
            "until": when(application.letters_until, application, language),
            "is_reminder": letter.reminded_at is not None,
            "url": f"{settings.BASE_URL}{path}",
        }
    queue_mail(
        LETTER_REQUEST, to=letter.referee_email, context=context, key=key, language=language,
        sender_name=str(context["host"]),
    )  # fmt: skip


def tell_referee_of_end(letter: ReferenceLetter) -> None:
    language = letter.language
    with override(language):
        context = {
            "referee": letter.referee_name,
            "applicant": str(letter.application.profile.name),
            "opportunity": str(letter.application.opportunity.title),
        }
    key = f"applications.letter_cancelled:{letter.pk}"
    queue_mail(LETTER_CANCELLED, to=letter.referee_email, context=context, key=key, language=language)


def when(moment: Any, application: Application, language: str) -> str:
    """By the clock of the host, which the mail names."""
    with override(language):
        return by_the_clock(moment, application.opportunity.time_zone)


def _to_applicant(application: Application, template: str, values: dict[str, Any], *, key: str) -> None:
    if (reader := application.profile.user) is None:
        return
    language = _language(application)
    with override(language):
        path = reverse("applications:application", args=[application.pk])
        context = values | {
            "opportunity": str(application.opportunity.title),
            "host": str(application.opportunity.host.name),
            "url": f"{settings.BASE_URL}{path}",
        }
    queue_mail(
        template, to=reader, context=context, key=key, language=language, sender_name=str(context["host"])
    )


def _language(application: Application) -> str:
    reader = application.profile.user
    return str(reader.language) if reader else settings.LANGUAGE_CODE

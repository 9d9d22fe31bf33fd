"""Mails to participants: that there is something to see, and where."""

from collections.abc import Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.accounts.models import User
from qiao.rooms.reviews.moments import moment_in, said
from qiao.rooms.training.enums import SessionNews
from qiao.rooms.training.invitation import Change, entry_of, page_of
from qiao.rooms.training.models import Enrolment

KIND = "training.news"
SESSIONS = "training.sessions"


def tell(enrolment: Enrolment, news: str, *, number: str = "") -> None:
    """`news` is one of enrolled, removed, certificate."""
    if (reader := enrolment.application.profile.user) is None:
        return
    language, cohort = str(reader.language), enrolment.cohort
    with override(language):
        context = {
            "news": news,
            "cohort": str(cohort.name),
            "host": str(cohort.intake.opportunity.host.name),
            "number": number,
            "url": page_of(enrolment),
        }
    queue_mail(KIND, to=reader, context=context, key=f"training.{news}:{enrolment.pk}", language=language)


def tell_sessions(enrolment: Enrolment, changes: Sequence[Change], *, key: str) -> None:
    """One mail for what changed at once, with an event for each session."""
    if (reader := enrolment.application.profile.user) is None:
        return
    language, cohort = str(reader.language), enrolment.cohort
    with override(language):
        context = {
            "cohort": str(cohort.name),
            "host": str(cohort.intake.opportunity.host.name),
            "url": page_of(enrolment),
            "feed": f"{settings.BASE_URL}{reverse('training:own')}",
        } | {news.value: _lines(enrolment, changes, news, reader) for news in SessionNews}
        entries = [entry_of(change, enrolment, reader) for change in changes]
    queue_mail(
        SESSIONS,
        to=reader,
        context=context,
        key=f"{SESSIONS}:{key}",
        language=language,
        attachments=entries,
        sender_name=str(context["host"]),
    )


def _lines(
    enrolment: Enrolment, changes: Sequence[Change], news: SessionNews, reader: User
) -> list[dict[str, str]]:
    opportunity = enrolment.cohort.intake.opportunity
    calls = [change.call for change in changes if change.news == news]
    return [
        {
            "title": str(call.title),
            "when": said(moment_in(call.starts_at, opportunity, reader)),
            "place": str(call.place),
        }
        for call in sorted(calls, key=lambda call: call.starts_at)
    ]

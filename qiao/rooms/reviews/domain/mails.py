"""Mails about reviews. They say that there is something to do and where; never what anybody thinks."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.accounts.models import User
from qiao.rooms.offices.domain.mails import editors_of
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.invitation import entry_of
from qiao.rooms.reviews.models import Assignment, ConflictWithdrawal, Interview, InterviewSlot, Reviewer
from qiao.rooms.reviews.moments import moment_in, said

CANCELLING = ("given_up", "called_off")


def tell_assigned(reviewer: Reviewer, assignments: Sequence[Assignment]) -> None:
    """One mail for what is given at once."""
    if reviewer.user is None or not assignments:
        return
    _tell_panel("reviews.assigned", reviewer, assignments, key=f"reviews.assigned:{assignments[0].pk}")


def tell_due(reviewer: Reviewer, assignments: Sequence[Assignment]) -> None:
    key = f"reviews.due:{reviewer.pk}:{assignments[0].pk}"
    _tell_panel("reviews.due", reviewer, assignments, key=key)


def _tell_panel(template: str, reviewer: Reviewer, assignments: Sequence[Assignment], *, key: str) -> None:
    user, opportunity = reviewer.user, reviewer.opportunity
    if user is None:
        return
    language = str(user.language)
    due = min((row.due_at for row in assignments if row.due_at), default=None)
    with override(language):
        context = _about(opportunity, "reviews:own", opportunity.pk) | {
            "count": len(assignments),
            "due": said(moment_in(due, opportunity, user)) if due else "",
        }
    queue_mail(template, to=user, context=context, key=key, language=language, sender_name=context["host"])


def tell_asked_to_lift(withdrawal: ConflictWithdrawal) -> None:
    """Those who may decide: owners and managers of the host, without the reviewer."""
    reviewer, opportunity = withdrawal.declaration.reviewer, withdrawal.opportunity
    for user in editors_of(opportunity.host):
        if user.pk != reviewer.user_id:
            _tell_of_withdrawal(withdrawal, user, "asked", "reviews:withdrawal", withdrawal.pk)


def tell_decided(withdrawal: ConflictWithdrawal) -> None:
    user = withdrawal.declaration.reviewer.user
    if user is not None:
        _tell_of_withdrawal(withdrawal, user, withdrawal.state, "reviews:own", withdrawal.opportunity.pk)


def _tell_of_withdrawal(withdrawal: ConflictWithdrawal, user: User, news: str, page: str, pk: Any) -> None:
    language = str(user.language)
    with override(language):
        context = _about(withdrawal.opportunity, page, pk) | {"news": news}
    key = f"reviews.withdrawal:{withdrawal.pk}:{news}:{user.pk}"
    queue_mail(
        "reviews.withdrawal",
        to=user,
        context=context,
        key=key,
        language=language,
        sender_name=context["host"],
    )


def tell_invited(interview: Interview) -> None:
    application = interview.application
    if (user := application.profile.user) is None:
        return
    language = str(user.language)
    with override(language):
        context = _about(application.opportunity, "reviews:interview", interview.pk)
        context |= {"news": "invited", "when": "", "place": "", "link": "", "is_applicant": True}
    key = f"reviews.interview:{interview.pk}:invited"
    queue_mail(
        "reviews.interview", to=user, context=context, key=key, language=language, sender_name=context["host"]
    )


def tell_interview(
    interview: Interview,
    slot: InterviewSlot,
    news: str,
    reviewers: Sequence[Reviewer],
    *,
    with_applicant: bool = False,
) -> None:
    """`news` is one of booked, moved, given_up, called_off. Each hears of it with an event of their own."""
    for reviewer in reviewers:
        if reviewer.user is not None:
            _tell_time(interview, slot, news, reviewer.user, is_applicant=False)
    applicant = interview.application.profile.user
    if with_applicant and applicant is not None:
        _tell_time(interview, slot, news, applicant, is_applicant=True)


def _tell_time(
    interview: Interview, slot: InterviewSlot, news: str, user: User, *, is_applicant: bool
) -> None:
    language, opportunity = str(user.language), interview.application.opportunity
    with override(language):
        page = ("reviews:interview", interview.pk) if is_applicant else ("reviews:own", opportunity.pk)
        context = _about(opportunity, *page) | {
            "news": news,
            "when": said(moment_in(slot.starts_at, opportunity, user)),
            "place": slot.place,
            "link": slot.link,
            "is_applicant": is_applicant,
        }
        entry = entry_of(interview, slot, user, is_cancelled=news in CANCELLING, url=context["url"])
    queue_mail(
        "reviews.interview",
        to=user,
        context=context,
        key=f"reviews.interview:{interview.pk}:{interview.sequence}:{news}:{user.pk}",
        language=language,
        attachments=[entry],
        sender_name=context["host"],
    )


def _about(opportunity: Opportunity, page: str, pk: Any) -> dict[str, Any]:
    """In the active language."""
    return {
        "opportunity": str(opportunity.title),
        "host": str(opportunity.host),
        "url": f"{settings.BASE_URL}{reverse(page, args=[pk])}",
    }

"""What the head of a delegation is told about a change that waited for the organisers."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.mail.outbox import queue_mail
from qiao.rooms.exchanges.domain.letters import about, sender_of
from qiao.rooms.registration.models import Review


def tell_of_review(review: Review) -> None:
    delegation = review.registration.delegation
    if delegation.head is None:
        return
    language = str(delegation.head.language)
    with override(language):
        more = {
            "is_accepted": review.state == "accepted",
            "question": str(review.question.label),
            "who": str(review.registration),
            "reason": review.reason,
            "url": settings.BASE_URL + reverse("registration:delegation", args=[delegation.pk]),
        }
    queue_mail(
        "registration.review_decided",
        to=delegation.head,
        context=about(delegation, language) | more,
        key=f"registration.review:{review.pk}:{review.state}",
        language=language,
        reply_to=delegation.partner.reply_to,
        sender_name=sender_of(delegation.partner, language),
    )

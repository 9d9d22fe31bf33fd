"""Changes after the approval: the old answer stands until the organisers accept the new one."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.domain.step import required
from qiao.rooms.registration.domain import letters
from qiao.rooms.registration.domain.missing import recount_delegation
from qiao.rooms.registration.domain.putting import put
from qiao.rooms.registration.domain.registration import locked
from qiao.rooms.registration.enums import ReviewState
from qiao.rooms.registration.errors import ReviewClosed
from qiao.rooms.registration.models import Question, Registration, Review


def open_reviews(registration: Registration) -> dict[UUID, Review]:
    """By question."""
    if registration._state.adding:
        return {}
    rows = registration.reviews.filter(state=ReviewState.OPEN).select_related("question")
    return {row.question_id: row for row in rows}


def ask_again(registration: Registration, question: Question, *, old: Any, new: Any, actor: User) -> None:
    """The latest change is the one to decide on; back to the old answer, there is nothing to decide."""
    review = open_reviews(registration).get(question.pk)
    if review is None and new == old:
        return
    review = review or Review(registration=registration, question=question, old=old)
    review.new, review.asked_by = new, actor
    if new == old:
        review.state, review.decided_at = ReviewState.TAKEN_BACK, timezone.now()
    review.full_clean()
    review.save()


@transaction.atomic
def accept_review(review: Review, *, actor: User) -> Review:
    review = _locked(review, actor)
    registration = review.registration
    put(registration, review.question, review.new)
    recount_delegation(registration.delegation)  # the answer may call for others
    return _decide(review, ReviewState.ACCEPTED, actor)


@transaction.atomic
def send_back_review(review: Review, *, actor: User, reason: str) -> Review:
    """The old answer stays; the head of delegation is told why."""
    review = _locked(review, actor)
    review.reason = required(reason)
    return _decide(review, ReviewState.SENT_BACK, actor)


def _locked(review: Review, actor: User) -> Review:
    require(actor, "registration.decide_review", review.registration)
    registration = locked(review.registration)
    review = Review.objects.select_related("question").get(pk=review.pk)
    if review.state != ReviewState.OPEN:
        raise ReviewClosed
    review.registration = registration
    return review


def _decide(review: Review, state: ReviewState, actor: User) -> Review:
    review.state, review.decided_by, review.decided_at = state, actor, timezone.now()
    review.full_clean()
    review.save()
    told = {"question": [None, str(review.question.label)]}
    record(actor, f"registration.review.{state}", review.registration.delegation, changes=told)
    letters.tell_of_review(review)
    return review

"""What becomes of an offer: made, answered once, put off, or withdrawn. The waiting list moves as soon as the
application has ended (`aftermath`), in the same transaction."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.place import take_place
from qiao.rooms.applications.domain.step import step
from qiao.rooms.applications.enums import ApplicationState, ClosingReason
from qiao.rooms.applications.models import Application
from qiao.rooms.offers.domain import mails
from qiao.rooms.offers.domain.making import offer_place, require_deadline, require_free
from qiao.rooms.offers.domain.step import (
    close,
    giving_intake,
    locked_candidate,
    locked_with_intake,
    require_open,
    required,
)
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.errors import DeadlineNotLater, OfferTimeOver
from qiao.rooms.offers.models import Offer


@transaction.atomic
def make_offer(
    application: Application,
    *,
    actor: User,
    answer_until: dt.datetime,
    terms_zh: str = "",
    terms_en: str = "",
) -> Offer:
    require(actor, "offers.make_offer", application)
    require_free(giving_intake(application.intake_id))
    terms = {"terms_zh": terms_zh, "terms_en": terms_en}
    return offer_place(locked_candidate(application), actor=actor, answer_until=answer_until, **terms)


@transaction.atomic
def accept_offer(offer: Offer, *, actor: User) -> Offer:
    """Once: who accepts again finds it accepted. Nothing else of the applicant's is touched."""
    require(actor, "offers.answer_offer", offer)
    offer = locked_with_intake(offer)
    if offer.state == OfferState.ACCEPTED:
        return offer
    _require_answerable(offer)
    take_place(offer.application, actor=actor)
    close(offer, OfferState.ACCEPTED, actor=actor)
    mails.tell_host(offer, "accepted")
    return offer


@transaction.atomic
def decline_offer(offer: Offer, *, actor: User, reason: str) -> Offer:
    require(actor, "offers.answer_offer", offer)
    reason, offer = required(reason), locked_with_intake(offer)
    _require_answerable(offer)
    close(offer, OfferState.DECLINED, actor=actor, reason=reason)
    mails.tell_host(offer, "declined")
    step(offer.application, ApplicationState.DECLINED, actor=actor, reason=reason)
    return offer


@transaction.atomic
def withdraw_offer(offer: Offer, *, actor: User, reason: str) -> Offer:
    require(actor, "offers.withdraw_offer", offer)
    reason, offer = required(reason), locked_with_intake(offer)
    require_open(offer)
    close(offer, OfferState.WITHDRAWN, actor=actor, reason=reason)
    mails.tell_applicant(offer, "withdrawn")
    end = {"reason": reason, "closing_reason": ClosingReason.OTHER}
    step(offer.application, ApplicationState.CLOSED, actor=actor, **end)
    return offer


@transaction.atomic
def extend_offer(offer: Offer, *, actor: User, answer_until: dt.datetime) -> Offer:
    require(actor, "offers.extend_offer", offer)
    offer = locked_with_intake(offer)
    require_open(offer)
    require_deadline(answer_until)
    if answer_until <= offer.answer_until:
        raise DeadlineNotLater
    changes = {"answer_until": [offer.answer_until.isoformat(), answer_until.isoformat()]}
    offer.answer_until = answer_until
    offer.full_clean()
    offer.save(update_fields=["answer_until", "updated_at"])
    record(actor, "offers.offer.extended", offer, changes=changes)
    mails.tell_applicant(offer, "extended")
    return offer


def _require_answerable(offer: Offer) -> None:
    require_open(offer)
    if offer.answer_until <= timezone.now():
        raise OfferTimeOver

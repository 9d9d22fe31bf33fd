import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offers.api.shared import APPLICATION, INTAKE, READ, WRITE, PlaceOfferIn
from qiao.rooms.offers.domain import offer as domain
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.listings import offers_of, own_offers
from qiao.rooms.offers.load import application_for, intake_for, offer_for
from qiao.rooms.offers.models import Offer

router = Router(tags=["offers"])
ONE = "/{uuid:offer_id}"
ANSWER = "offers.answer_offer"


class PlaceOfferOut(Schema):
    id: UUID
    application_id: UUID
    intake_id: UUID
    state: OfferState
    answer_until: dt.datetime
    terms_zh: str
    terms_en: str
    created_at: dt.datetime
    closed_at: dt.datetime | None


class OfferQuery(PageQuery):
    state: OfferState | None = None


class OfferReasonIn(Input):
    """The other side reads it."""

    reason: str = Field(min_length=1, max_length=1000)


class OfferDeadlineIn(Input):
    answer_until: AwareDatetime


@router.get("", response=Page[PlaceOfferOut], auth=READ, summary=gettext_noop("List the offers made to me"))
def list_own_offers(request: HttpRequest, query: Query[OfferQuery]) -> dict[str, Any]:
    found = own_offers(cast(User, request.user))
    return page_of(found.filter(state=query.state) if query.state else found, ["-id"], query)


@router.get(
    INTAKE,
    response=Page[PlaceOfferOut],
    auth=READ,
    summary=gettext_noop("List the offers of an intake"),
)
def list_offers(request: HttpRequest, intake_id: UUID, query: Query[OfferQuery]) -> dict[str, Any]:
    """For who edits the host."""
    found = offers_of(intake_for(request, intake_id))
    return page_of(found.filter(state=query.state) if query.state else found, ["-id"], query)


@router.post(
    f"{APPLICATION}/offer",
    response={201: PlaceOfferOut},
    auth=WRITE,
    summary=gettext_noop("Offer a place to an applicant"),
)
def make_offer(request: HttpRequest, application_id: UUID, given: PlaceOfferIn) -> Status[Offer]:
    """As long as a place is free. The applicant gets a mail."""
    application = application_for(request, application_id, "offers.make_offer")
    return Status(201, domain.make_offer(application, actor=actor_of(request), **given.model_dump()))


@router.get(ONE, response=PlaceOfferOut, auth=READ, summary=gettext_noop("Read an offer"))
def read_offer(request: HttpRequest, offer_id: UUID) -> Offer:
    return offer_for(request, offer_id)


@router.put(
    f"{ONE}/acceptance",
    response=PlaceOfferOut,
    auth=WRITE,
    summary=gettext_noop("Accept the place that is offered to me"),
)
def accept_offer(request: HttpRequest, offer_id: UUID) -> Offer:
    """Once: who accepts again finds it accepted."""
    return domain.accept_offer(offer_for(request, offer_id, ANSWER), actor=actor_of(request))


@router.post(
    f"{ONE}/declining",
    response=PlaceOfferOut,
    auth=WRITE,
    summary=gettext_noop("Decline the place that is offered to me"),
)
def decline_offer(request: HttpRequest, offer_id: UUID, given: OfferReasonIn) -> Offer:
    """It goes to who waits first."""
    offer = offer_for(request, offer_id, ANSWER)
    return domain.decline_offer(offer, actor=actor_of(request), **given.model_dump())


@router.post(
    f"{ONE}/withdrawal",
    response=PlaceOfferOut,
    auth=WRITE,
    summary=gettext_noop("Withdraw an offer"),
)
def withdraw_offer(request: HttpRequest, offer_id: UUID, given: OfferReasonIn) -> Offer:
    """By the host; the applicant gets a mail."""
    offer = offer_for(request, offer_id, "offers.withdraw_offer")
    return domain.withdraw_offer(offer, actor=actor_of(request), **given.model_dump())


@router.put(
    f"{ONE}/deadline",
    response=PlaceOfferOut,
    auth=WRITE,
    summary=gettext_noop("Put off the deadline of an offer"),
)
def extend_offer(request: HttpRequest, offer_id: UUID, given: OfferDeadlineIn) -> Offer:
    """Only to a later moment."""
    offer = offer_for(request, offer_id, "offers.extend_offer")
    return domain.extend_offer(offer, actor=actor_of(request), **given.model_dump())

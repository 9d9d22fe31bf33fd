"""Offers for programs: the applicant's own, and those of an intake for its host."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.offers.enums import OfferState
from qiao.rooms.offers.listings import offers_of, own_offers
from qiao.rooms.offers.load import intake_for, offer_for
from qiao.rooms.offers.models import Offer, WaitingPlace

router = Router(tags=["offers"])
READ = auth("offers.read")


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


class WaitingPlaceOut(Schema):
    id: UUID
    application_id: UUID
    intake_id: UUID
    position: int


class OfferQuery(PageQuery):
    state: OfferState | None = None


@router.get("", response=Page[PlaceOfferOut], auth=READ, summary=gettext_noop("List the offers made to me"))
def list_own_offers(request: HttpRequest, query: Query[OfferQuery]) -> dict[str, Any]:
    found = own_offers(cast(User, request.user))
    return page_of(found.filter(state=query.state) if query.state else found, ["-id"], query)


@router.get(
    "/intakes/{uuid:intake_id}",
    response=Page[PlaceOfferOut],
    auth=READ,
    summary=gettext_noop("List the offers of an intake"),
)
def list_offers(request: HttpRequest, intake_id: UUID, query: Query[OfferQuery]) -> dict[str, Any]:
    """For who edits the host."""
    found = offers_of(intake_for(request, intake_id))
    return page_of(found.filter(state=query.state) if query.state else found, ["-id"], query)


@router.get(
    "/intakes/{uuid:intake_id}/waiting",
    response=Page[WaitingPlaceOut],
    auth=READ,
    summary=gettext_noop("List the waiting list of an intake"),
)
def list_waiting_places(request: HttpRequest, intake_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """For who edits the host; who comes next stands first."""
    standing = WaitingPlace.objects.standing().filter(intake=intake_for(request, intake_id))
    return page_of(standing, ["position", "id"], query)


@router.get("/{uuid:offer_id}", response=PlaceOfferOut, auth=READ, summary=gettext_noop("Read an offer"))
def read_offer(request: HttpRequest, offer_id: UUID) -> Offer:
    return offer_for(request, offer_id)

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.api.shared import READ, WRITE, user_of
from qiao.rooms.exchanges.domain.delegation import invite_delegation
from qiao.rooms.exchanges.domain.registering import submit_delegation
from qiao.rooms.exchanges.domain.waiting import accept_offer
from qiao.rooms.exchanges.enums import DelegationState, OfferState
from qiao.rooms.exchanges.listings import delegations_for
from qiao.rooms.exchanges.load import delegation_for, exchange_for
from qiao.rooms.exchanges.models import Delegation, SeatOffer

router = Router()
OF_EXCHANGE, ONE = "/{uuid:exchange_id}/delegations", "/delegations/{uuid:delegation_id}"
LANGUAGE = "^(zh-hans|en)$"


class DelegationOut(Schema):
    id: UUID
    exchange_id: UUID
    organisation_id: UUID
    name_zh: str = Field(alias="organisation.name_zh")
    name_en: str = Field(alias="organisation.name_en")
    partner_id: UUID
    head_email: str
    state: DelegationState
    seats_asked: int
    seats_held: int
    seats_filled: int
    waiting_since: dt.datetime | None
    updated_at: dt.datetime


class OfferOut(Schema):
    id: UUID
    seats: int
    expires_at: dt.datetime
    state: OfferState


class DelegationDetail(DelegationOut):
    offers: list[OfferOut]

    @staticmethod
    def resolve_offers(delegation: Delegation) -> list[Any]:
        return list(delegation.offers.all())


class DelegationQuery(PageQuery):
    state: DelegationState | None = None


class DelegationInvitationIn(Input):
    partner_id: UUID
    organisation_id: UUID
    head_email: str = Field(max_length=254)
    seats: int = Field(ge=1, le=1000)
    language: str | None = Field(None, max_length=10, pattern=LANGUAGE)


@router.get(
    OF_EXCHANGE, response=Page[DelegationOut], auth=READ, summary=gettext_noop("List the delegations")
)
def list_delegations(
    request: HttpRequest, exchange_id: UUID, query: Query[DelegationQuery]
) -> dict[str, Any]:
    """Newest first; those that you may see: all as an owner, else those that you invited or belong to."""
    rows = delegations_for(exchange_for(request, exchange_id), request.user)
    return page_of(rows.filter(state=query.state) if query.state else rows, ["-id"], query)


@router.post(
    OF_EXCHANGE, response={201: DelegationDetail}, auth=WRITE, summary=gettext_noop("Invite a delegation")
)
def add_delegation(
    request: HttpRequest, exchange_id: UUID, given: DelegationInvitationIn
) -> Status[Delegation]:
    """The head gets a personal link by mail; nothing is held before the answer."""
    exchange = exchange_for(request, exchange_id)
    partner = get_object_or_404(exchange.partners, pk=given.partner_id)
    visible = Organisation.objects.visible_to(request.user)
    made = invite_delegation(
        partner,
        actor=user_of(request),
        organisation=get_object_or_404(visible, pk=given.organisation_id),
        head_email=given.head_email,
        seats=given.seats,
        language=given.language,
    )
    return Status(201, made)


@router.get(ONE, response=DelegationDetail, auth=READ, summary=gettext_noop("Read a delegation"))
def read_delegation(request: HttpRequest, delegation_id: UUID) -> Delegation:
    return delegation_for(request, delegation_id)


@router.put(
    f"{ONE}/submission", response=DelegationDetail, auth=WRITE, summary=gettext_noop("Submit a delegation")
)
def submit(request: HttpRequest, delegation_id: UUID) -> Delegation:
    """By its head, once somebody is named."""
    delegation = delegation_for(request, delegation_id, "exchanges.lead_delegation")
    return submit_delegation(delegation, actor=user_of(request))


@router.put(
    "/offers/{uuid:offer_id}/acceptance",
    response=DelegationDetail,
    auth=WRITE,
    summary=gettext_noop("Accept the offered seats"),
)
def accept(request: HttpRequest, offer_id: UUID) -> Delegation:
    """All of them, before the offer lapses."""
    offer = get_object_or_404(SeatOffer.objects.select_related("delegation"), pk=offer_id)
    require(request.user, "exchanges.answer_offer", offer)
    return accept_offer(offer, actor=user_of(request))

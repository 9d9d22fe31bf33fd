import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.bilingual.search import matching
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.api.shared import READ, WRITE, user_of
from qiao.rooms.exchanges.domain.exchange import change_exchange, create_exchange
from qiao.rooms.exchanges.enums import DeadlineKind, ExchangeState, PartnerRole
from qiao.rooms.exchanges.load import exchange_for
from qiao.rooms.exchanges.models import Exchange, Partner

router = Router(tags=["exchanges"])
ONE = "/{uuid:exchange_id}"


class ExchangeOut(Schema):
    id: UUID
    name_zh: str
    name_en: str
    place_zh: str
    place_en: str
    starts_on: dt.date
    ends_on: dt.date
    time_zone: str
    state: ExchangeState
    seats: int
    updated_at: dt.datetime


class DeadlineOut(Schema):
    kind: DeadlineKind
    days_before: int
    due_at: dt.datetime


class ExchangeDetail(ExchangeOut):
    summary_zh: str
    summary_en: str
    smaller_first: bool
    offer_hours: int
    deadlines: list[DeadlineOut]

    @staticmethod
    def resolve_deadlines(exchange: Exchange) -> list[Any]:
        return list(exchange.deadlines.all())


class PartnerOut(Schema):
    """`seat_quota` is null where the partner shares the common seats."""

    id: UUID
    organisation_id: UUID
    name_zh: str = Field(alias="organisation.name_zh")
    name_en: str = Field(alias="organisation.name_en")
    role: PartnerRole
    position: int
    seat_quota: int | None
    approves: bool


class ExchangeQuery(PageQuery):
    q: str = Field("", max_length=200)
    state: ExchangeState | None = None


class ProfileIn(Input):
    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    summary_zh: str = Field("", max_length=2000)
    summary_en: str = Field("", max_length=2000)
    place_zh: str = Field("", max_length=200)
    place_en: str = Field("", max_length=200)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    time_zone: str = Field("Asia/Shanghai", max_length=64)
    seats: int = Field(0, ge=0, le=100_000)
    smaller_first: bool = False
    offer_hours: int = Field(72, ge=1, le=720)


class NewExchange(ProfileIn):
    organisation_id: UUID
    starts_on: dt.date
    ends_on: dt.date

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.given().items() if name != "organisation_id"}


@router.get("", response=Page[ExchangeOut], auth=READ, summary=gettext_noop("List exchanges"))
def list_exchanges(request: HttpRequest, query: Query[ExchangeQuery]) -> dict[str, Any]:
    """Latest first. `q` finds names and places in either language."""
    rows = matching(Exchange.objects.visible_to(request.user), query.q)
    found = rows.filter(state=query.state) if query.state else rows
    return page_of(found, ["-starts_on"], query)


@router.post("", response={201: ExchangeDetail}, auth=WRITE, summary=gettext_noop("Set up an exchange"))
def add_exchange(request: HttpRequest, given: NewExchange) -> Status[Exchange]:
    """A draft whose organiser is an organisation for which you act."""
    visible = Organisation.objects.visible_to(request.user)
    organisation = get_object_or_404(visible, pk=given.organisation_id)
    return Status(201, create_exchange(organisation, actor=user_of(request), values=given.values()))


@router.get(ONE, response=ExchangeDetail, auth=READ, summary=gettext_noop("Read an exchange"))
def read_exchange(request: HttpRequest, exchange_id: UUID) -> Exchange:
    return exchange_for(request, exchange_id)


@router.patch(ONE, response=ExchangeDetail, auth=WRITE, summary=gettext_noop("Change an exchange"))
def edit_exchange(request: HttpRequest, exchange_id: UUID, given: ProfileIn) -> Exchange:
    """Only the fields that are sent change. Another first day moves the deadlines with it."""
    exchange = exchange_for(request, exchange_id, "exchanges.change_exchange")
    return change_exchange(exchange, actor=user_of(request), values=given.given())


@router.get(
    f"{ONE}/partners", response=list[PartnerOut], auth=READ, summary=gettext_noop("List the partners")
)
def list_partners(request: HttpRequest, exchange_id: UUID) -> list[Partner]:
    """In the order of their logos."""
    return list(exchange_for(request, exchange_id).partners.select_related("organisation"))

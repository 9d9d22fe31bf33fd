from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.api.shared import EDIT, READ, WRITE, edited, related, row_for, seen, user_of
from qiao.rooms.programme.domain import place as domain
from qiao.rooms.programme.enums import PlaceKind
from qiao.rooms.programme.models import Place, TransferTime

router = Router()
OF = "/exchanges/{uuid:exchange_id}"
ONE = "/places/{uuid:place_id}"


class PlaceOut(Schema):
    id: UUID
    kind: PlaceKind
    name_zh: str
    name_en: str
    within_id: UUID | None
    host_id: UUID | None
    address_zh: str
    address_en: str
    latitude: float | None
    longitude: float | None
    capacity: int | None
    position: int


class PlaceIn(Input):
    kind: PlaceKind = PlaceKind.ROOM
    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    within_id: UUID | None = None
    host_id: UUID | None = Field(None, description="An organisation that takes part.")
    address_zh: str = Field("", max_length=300)
    address_en: str = Field("", max_length=300)
    latitude: float | None = Field(None, ge=-90, le=90)
    longitude: float | None = Field(None, ge=-180, le=180)
    capacity: int | None = Field(None, ge=1, le=1_000_000)
    position: int = Field(0, ge=0, le=32_767)


class WayOut(Schema):
    one_id: UUID
    other_id: UUID
    minutes: int


class WayIn(Input):
    one_id: UUID
    other_id: UUID
    minutes: int = Field(ge=0, le=1440)


@router.get(
    f"{OF}/places", response=Page[PlaceOut], auth=READ, summary=gettext_noop("List places of an exchange")
)
def list_places(request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(Place.objects.filter(exchange=seen(request, exchange_id)), ["position"], query)


@router.post(
    f"{OF}/places", response={201: PlaceOut}, auth=WRITE, summary=gettext_noop("Add a place to an exchange")
)
def add_place(request: HttpRequest, exchange_id: UUID, given: PlaceIn) -> Status[Any]:
    exchange = edited(request, exchange_id)
    values = _values(exchange, given.model_dump())
    return Status(201, domain.add_place(exchange, actor=user_of(request), values=values))


@router.patch(ONE, response=PlaceOut, auth=WRITE, summary=gettext_noop("Change a place of an exchange"))
def edit_place(request: HttpRequest, place_id: UUID, given: PlaceIn) -> Any:
    """Only the fields that are sent change."""
    place = _place(request, place_id)
    values = _values(place.exchange, given.given())
    return domain.change_place(place, actor=user_of(request), values=values)


@router.delete(ONE, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a place from an exchange"))
def delete_place(request: HttpRequest, place_id: UUID) -> Status[None]:
    """A place with sessions or rooms stays."""
    domain.remove_place(_place(request, place_id), actor=user_of(request))
    return Status(204, None)


@router.get(f"{OF}/transfers", response=list[WayOut], auth=READ, summary=gettext_noop("List transfer times"))
def list_transfers(request: HttpRequest, exchange_id: UUID) -> Any:
    return TransferTime.objects.filter(exchange=seen(request, exchange_id))


@router.put(f"{OF}/transfers", response=WayOut, auth=WRITE, summary=gettext_noop("Set a transfer time"))
def set_transfer(request: HttpRequest, exchange_id: UUID, given: WayIn) -> Any:
    """In either direction."""
    exchange = edited(request, exchange_id)
    one, other = (
        get_object_or_404(Place.objects.select_related("exchange"), pk=pk, exchange=exchange)
        for pk in (given.one_id, given.other_id)
    )
    return domain.set_transfer_time(one, other, actor=user_of(request), minutes=given.minutes)


def _place(request: HttpRequest, pk: UUID) -> Place:
    found: Place = row_for(request, Place.objects.select_related("exchange"), pk, EDIT)
    return found


def _values(exchange: Exchange, given: dict[str, Any]) -> dict[str, Any]:
    values = related(exchange, given, {"within": Place})
    if "host_id" in values:
        pk = values.pop("host_id")
        taking_part = Organisation.objects.filter(partnerships__exchange=exchange)
        values["host"] = get_object_or_404(taking_part, pk=pk) if pk else None
    return values

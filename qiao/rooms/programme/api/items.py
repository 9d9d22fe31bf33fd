import datetime as dt
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.errors import NotPermitted
from qiao.rooms.exchanges.models import Delegation, Exchange, Partner
from qiao.rooms.programme.api.shared import READ, WRITE, edited, related, row_for, seen, user_of
from qiao.rooms.programme.domain import item as domain
from qiao.rooms.programme.domain.conflicts import conflicts_of
from qiao.rooms.programme.enums import Audience, ItemKind, ItemState
from qiao.rooms.programme.models import Place, ProgrammeItem, Track

router = Router()
OF = "/exchanges/{uuid:exchange_id}"
ONE = "/items/{uuid:item_id}"
RELATED: dict[str, Any] = {"place": Place, "destination": Place, "track": Track, "host": Partner}
MOST = 1000


class ItemOut(Schema):
    id: UUID
    version: int
    kind: ItemKind
    title_zh: str
    title_en: str
    summary_zh: str
    summary_en: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    place_id: UUID | None
    destination_id: UUID | None
    track_id: UUID | None
    host_id: UUID | None
    audience: Audience
    delegation_ids: list[UUID]
    partner_ids: list[UUID]
    languages: list[str]
    interpretation: list[str]
    capacity: int | None
    vehicle: str
    is_public: bool
    state: ItemState
    speakers: list[dict[str, Any]]

    @staticmethod
    def resolve_delegation_ids(item: ProgrammeItem) -> list[UUID]:
        return [row.pk for row in item.delegations.all()]

    @staticmethod
    def resolve_partner_ids(item: ProgrammeItem) -> list[UUID]:
        return [row.pk for row in item.partners.all()]

    @staticmethod
    def resolve_speakers(item: ProgrammeItem) -> list[dict[str, Any]]:
        return [
            {
                "role": row.role,
                "name_zh": (row.person or row).name_zh,
                "name_en": (row.person or row).name_en,
                "organisation_zh": row.organisation_zh,
                "organisation_en": row.organisation_en,
            }
            for row in item.speakers.all()
        ]


class _Item(Input):
    kind: ItemKind = ItemKind.INTRODUCTION
    title_zh: str = Field("", max_length=200)
    title_en: str = Field("", max_length=200)
    summary_zh: str = Field("", max_length=3000)
    summary_en: str = Field("", max_length=3000)
    place_id: UUID | None = None
    destination_id: UUID | None = None
    track_id: UUID | None = None
    host_id: UUID | None = Field(None, description="A partner of the exchange.")
    audience: Audience = Audience.EVERYONE
    delegation_ids: list[UUID] = Field(default_factory=list, max_length=MOST)
    partner_ids: list[UUID] = Field(default_factory=list, max_length=MOST)
    languages: list[str] = Field(default_factory=list, max_length=20)
    interpretation: list[str] = Field(default_factory=list, max_length=20)
    capacity: int | None = Field(None, ge=1, le=1_000_000)
    vehicle: str = Field("", max_length=60)
    is_public: bool = True
    state: ItemState = ItemState.PLANNED


class ItemIn(_Item):
    starts_at: AwareDatetime
    ends_at: AwareDatetime


class ItemChange(_Item):
    """`version` is that of the session that was read: if it has changed since, the answer is 409."""

    version: int = Field(ge=1, le=2**31 - 1)
    starts_at: AwareDatetime | None = None
    ends_at: AwareDatetime | None = None


class ConflictOut(Schema):
    kind: str
    sentence: str
    item_ids: list[UUID]


@router.get(
    f"{OF}/items", response=Page[ItemOut], auth=READ, summary=gettext_noop("List sessions of a programme")
)
def list_items(request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """The working copy, in the order of time."""
    return page_of(_rows().filter(exchange=seen(request, exchange_id)), ["starts_at"], query)


@router.post(
    f"{OF}/items", response={201: ItemOut}, auth=WRITE, summary=gettext_noop("Add a session to a programme")
)
def add_item(request: HttpRequest, exchange_id: UUID, given: ItemIn) -> Status[Any]:
    exchange = edited(request, exchange_id)
    made = domain.add_item(exchange, actor=user_of(request), values=_values(exchange, given.model_dump()))
    return Status(201, _rows().get(pk=made.pk))


@router.get(ONE, response=ItemOut, auth=READ, summary=gettext_noop("Read a session"))
def read_item(request: HttpRequest, item_id: UUID) -> Any:
    return _item(request, item_id, "programme.view_item")


@router.patch(ONE, response=ItemOut, auth=WRITE, summary=gettext_noop("Change a session"))
def edit_item(request: HttpRequest, item_id: UUID, given: ItemChange) -> Any:
    """Only the fields that are sent change. A host changes what its session is about, not when and where."""
    item = _item(request, item_id, "programme.edit_item")
    values = _values(item.exchange, given.given())
    changed = domain.change_item(item, actor=user_of(request), version=values.pop("version"), values=values)
    return _rows().get(pk=changed.pk)


@router.delete(ONE, response={204: None}, auth=WRITE, summary=gettext_noop("Remove a session"))
def delete_item(request: HttpRequest, item_id: UUID) -> Status[None]:
    """What was released stays as it is until the next release."""
    item = _item(request, item_id, "programme.edit_programme")
    domain.remove_item(item, actor=user_of(request))
    return Status(204, None)


@router.get(
    f"{OF}/conflicts",
    response=list[ConflictOut],
    auth=READ,
    summary=gettext_noop("List what does not hold together"),
)
def list_conflicts(request: HttpRequest, exchange_id: UUID) -> Any:
    return [
        {
            "kind": found.conflict.kind.value,
            "sentence": found.sentence,
            "item_ids": [row.id for row in found.sessions],
        }
        for found in conflicts_of(seen(request, exchange_id))
    ]


def _rows() -> QuerySet[ProgrammeItem]:
    rows = ProgrammeItem.objects.select_related("exchange", "host")
    return rows.prefetch_related("delegations", "partners", "speakers__person")


def _item(request: HttpRequest, pk: UUID, permission: str) -> ProgrammeItem:
    found: ProgrammeItem = row_for(request, _rows(), pk, permission)
    return found


def _values(exchange: Exchange, given: dict[str, Any]) -> dict[str, Any]:
    values = related(exchange, given, RELATED)
    for name, model in (("delegation", Delegation), ("partner", Partner)):
        if f"{name}_ids" in values:
            values[f"{name}s"] = _all_of(model, exchange, set(values.pop(f"{name}_ids")))
    return values


def _all_of(model: Any, exchange: Exchange, ids: set[UUID]) -> list[Any]:
    rows = list(model.objects.filter(exchange=exchange, pk__in=ids))
    if len(rows) < len(ids):
        raise NotPermitted
    return rows

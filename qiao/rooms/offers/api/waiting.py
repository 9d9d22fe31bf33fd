"""The waiting list of an intake, in the host's order."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offers.api.shared import APPLICATION, INTAKE, READ, WRITE
from qiao.rooms.offers.domain import waiting as domain
from qiao.rooms.offers.load import application_for, intake_for
from qiao.rooms.offers.models import WaitingListSettings, WaitingPlace
from qiao.rooms.offers.models.waiting import MOST_HOURS

router = Router()
MOST = 10_000


class WaitingPlaceOut(Schema):
    id: UUID
    application_id: UUID
    intake_id: UUID
    position: int


class WaitingOrderIn(Input):
    """Every place that stands, once."""

    place_ids: list[UUID] = Field(max_length=MOST)


class WaitingListSettingsOut(Schema):
    intake_id: UUID
    hours: int
    is_automatic: bool


class WaitingListSettingsIn(Input):
    """`hours` are those that the next has to answer; `is_automatic` moves the list by itself."""

    hours: int = Field(72, ge=1, le=MOST_HOURS)
    is_automatic: bool = True


@router.get(
    f"{INTAKE}/waiting",
    response=Page[WaitingPlaceOut],
    auth=READ,
    summary=gettext_noop("List the waiting list of an intake"),
)
def list_waiting_places(request: HttpRequest, intake_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """For who edits the host; who comes next stands first."""
    standing = WaitingPlace.objects.standing().filter(intake=intake_for(request, intake_id))
    return page_of(standing, ["position", "id"], query)


@router.put(
    f"{INTAKE}/waiting",
    response=list[WaitingPlaceOut],
    auth=WRITE,
    summary=gettext_noop("Order the waiting list of an intake"),
)
def order_waiting_list(request: HttpRequest, intake_id: UUID, given: WaitingOrderIn) -> list[WaitingPlace]:
    """If the list has changed since it was read, the answer is 409."""
    intake = intake_for(request, intake_id, "offers.order_waiting_list")
    domain.reorder_waiting_list(intake, actor=actor_of(request), order=given.place_ids)
    return domain.waiting_line(intake)


@router.post(
    f"{APPLICATION}/waiting",
    response={201: WaitingPlaceOut},
    auth=WRITE,
    summary=gettext_noop("Put an applicant on the waiting list"),
)
def put_on_waiting_list(request: HttpRequest, application_id: UUID) -> Status[WaitingPlace]:
    """At its end. Where a place is free and the list moves by itself, who waits first gets an offer."""
    application = application_for(request, application_id, "offers.put_on_waiting_list")
    return Status(201, domain.put_on_waiting_list(application, actor=actor_of(request)))


@router.get(
    f"{INTAKE}/settings",
    response=WaitingListSettingsOut,
    auth=READ,
    summary=gettext_noop("Read how a waiting list moves"),
)
def read_waiting_settings(request: HttpRequest, intake_id: UUID) -> WaitingListSettings:
    return domain.settings_of(intake_for(request, intake_id, "offers.change_settings"))


@router.patch(
    f"{INTAKE}/settings",
    response=WaitingListSettingsOut,
    auth=WRITE,
    summary=gettext_noop("Change how a waiting list moves"),
)
def edit_waiting_settings(
    request: HttpRequest, intake_id: UUID, given: WaitingListSettingsIn
) -> WaitingListSettings:
    """Only the fields that are sent change."""
    intake = intake_for(request, intake_id, "offers.change_settings")
    return domain.set_settings(intake, actor=actor_of(request), values=given.given())

"""Places for the first of the ranking at once: read who would get one, then give exactly that."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.offers.api.shared import INTAKE, READ, WRITE, PlaceOfferIn
from qiao.rooms.offers.domain.giving import Giving, give_places, planned
from qiao.rooms.offers.domain.making import free_places
from qiao.rooms.offers.load import intake_for

router = Router()
GIVE = "offers.give_places"
MOST = 10_000


class GivingQuery(Schema):
    """Without a number: as many as there are free places."""

    count: int | None = Field(None, ge=0, le=MOST)


class GivingOut(Schema):
    """Ids of applications, in the order of the ranking. `fingerprint` is what the action is taken on."""

    offered: list[UUID]
    waiting: list[UUID]
    splits_a_tie: bool
    fingerprint: str


class GivingIn(PlaceOfferIn):
    """`seen` is the fingerprint that was read for this number."""

    count: int = Field(ge=0, le=MOST)
    seen: str = Field(max_length=64, pattern="^[0-9a-f]{64}$")


@router.get(
    f"{INTAKE}/giving",
    response=GivingOut,
    auth=READ,
    summary=gettext_noop("Read who would get a place by the ranking"),
)
def read_giving(request: HttpRequest, intake_id: UUID, query: Query[GivingQuery]) -> dict[str, Any]:
    """For who edits the host. Nothing happens by reading."""
    intake = intake_for(request, intake_id, GIVE)
    count = max(free_places(intake), 0) if query.count is None else query.count
    return _told(planned(intake, count))


@router.post(
    f"{INTAKE}/giving",
    response=GivingOut,
    auth=WRITE,
    summary=gettext_noop("Give the places by the ranking"),
)
def give(request: HttpRequest, intake_id: UUID, given: GivingIn) -> dict[str, Any]:
    """The first get offers, the others wait. If the ranking has changed meanwhile, the answer is 409."""
    intake = intake_for(request, intake_id, GIVE)
    return _told(give_places(intake, actor=actor_of(request), **given.model_dump()))


def _told(giving: Giving) -> dict[str, Any]:
    return {
        "offered": [each.pk for each in giving.offered],
        "waiting": [each.pk for each in giving.waiting],
        "splits_a_tie": giving.splits_a_tie,
        "fingerprint": giving.fingerprint,
    }

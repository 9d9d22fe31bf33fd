"""The order of the applications to an intake, for owners and managers of the host."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.opportunities.models import Intake
from qiao.rooms.reviews.api.shared import READ, WRITE
from qiao.rooms.reviews.domain import ranking as domain
from qiao.rooms.reviews.enums import RankingState
from qiao.rooms.reviews.load import intake_for

router = Router()
RANKING = "/intakes/{uuid:intake_id}/ranking"
CONFIRMATION = f"{RANKING}/confirmation"
MOST = 10_000
LARGEST = 2**31 - 1


class RankingOut(Schema):
    """`tiers` hold ids of applications, the best first."""

    intake_id: UUID
    state: RankingState
    version: int
    tiers: list[list[UUID]]


class RankingVersionIn(Input):
    """`version` is that of the ranking that was read: if it has changed since, the answer is 409."""

    version: int = Field(ge=0, le=LARGEST)


class RankingIn(RankingVersionIn):
    """Applications in one tier are tied; who is in none is not acceptable."""

    tiers: list[list[UUID]] = Field(max_length=MOST)


@router.get(RANKING, response=RankingOut, auth=READ, summary=gettext_noop("Read the ranking of an intake"))
def read_ranking(request: HttpRequest, intake_id: UUID) -> dict[str, Any]:
    """For owners and managers of the host."""
    return _told(intake_for(request, intake_id))


@router.put(
    RANKING, response=RankingOut, auth=WRITE, summary=gettext_noop("Rank the applications of an intake")
)
def put_ranking(request: HttpRequest, intake_id: UUID, given: RankingIn) -> dict[str, Any]:
    """The whole order at once."""
    intake = intake_for(request, intake_id)
    domain.set_tiers(intake, actor=actor_of(request), **given.model_dump())
    return _told(intake)


@router.put(
    CONFIRMATION, response=RankingOut, auth=WRITE, summary=gettext_noop("Confirm the ranking of an intake")
)
def confirm_ranking(request: HttpRequest, intake_id: UUID, given: RankingVersionIn) -> dict[str, Any]:
    """From now on places may be given by it, and assessments stay as they are."""
    intake = intake_for(request, intake_id)
    domain.confirm_ranking(intake, actor=actor_of(request), version=given.version)
    return _told(intake)


@router.delete(
    CONFIRMATION, response=RankingOut, auth=WRITE, summary=gettext_noop("Open a confirmed ranking again")
)
def reopen_ranking(request: HttpRequest, intake_id: UUID) -> dict[str, Any]:
    """Until a place has been given by it."""
    intake = intake_for(request, intake_id)
    domain.reopen_ranking(intake, actor=actor_of(request))
    return _told(intake)


def _told(intake: Intake) -> dict[str, Any]:
    ranking = domain.ranking_of(intake)
    return {
        "intake_id": intake.pk,
        "state": ranking.state,
        "version": ranking.version,
        "tiers": [[row.pk for row in tied] for tied in domain.ranked(intake)],
    }

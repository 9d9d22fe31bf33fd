"""One's own rank-order list and result."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Router, Schema

from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.placement.api.shared import READ, WRITE
from qiao.rooms.placement.domain import ranking
from qiao.rooms.placement.domain.explaining import reasons_of
from qiao.rooms.placement.domain.publication import placement_of
from qiao.rooms.placement.enums import AnswerState, ListState
from qiao.rooms.placement.load import list_for, own_round_for
from qiao.rooms.placement.models import RankOrderList

router = Router(tags=["placement"])


class RankOrderListOut(Schema):
    id: UUID
    round_id: UUID
    code: str
    state: ListState
    choices: list[str]
    certified_at: dt.datetime | None
    digest: str


class RankOrderListIn(Input):
    choices: list[str]


class PlacementOut(Schema):
    id: UUID
    post_id: UUID | None
    option: str | None
    state: AnswerState
    reasons: list[str]


@router.post(
    "/rounds/{uuid:round_id}/list",
    response=RankOrderListOut,
    auth=WRITE,
    summary=gettext_noop("Begin my rank-order list"),
)
def begin_ranklist_for(request: HttpRequest, round_id: UUID) -> dict[str, Any]:
    """The one that is there, or a new one for who has applied since the round opened."""
    actor = actor_of(request)
    return _told(ranking.begin_list(own_round_for(request, round_id), actor=actor), actor)


@router.get(
    "/lists/{uuid:list_id}",
    response=RankOrderListOut,
    auth=READ,
    summary=gettext_noop("Read my rank-order list"),
)
def read_ranklist_for(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """Open to its person alone."""
    return _told(list_for(request, list_id), actor_of(request))


@router.put(
    "/lists/{uuid:list_id}",
    response=RankOrderListOut,
    auth=WRITE,
    summary=gettext_noop("Change my rank-order list"),
)
def change_ranklist_for(request: HttpRequest, list_id: UUID, body: RankOrderListIn) -> dict[str, Any]:
    """Codes of choices, the best first. Each fault is told with its line."""
    actor = actor_of(request)
    return _told(ranking.rank_choices(list_for(request, list_id), body.choices, actor=actor), actor)


@router.post(
    "/lists/{uuid:list_id}/certification",
    response=RankOrderListOut,
    auth=WRITE,
    summary=gettext_noop("Certify my rank-order list"),
)
def certify_rank_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """The digest is the receipt."""
    actor = actor_of(request)
    return _told(ranking.certify_list(list_for(request, list_id), actor=actor), actor)


@router.post(
    "/lists/{uuid:list_id}/reopening",
    response=RankOrderListOut,
    auth=WRITE,
    summary=gettext_noop("Open my rank-order list again"),
)
def reopen_rank_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """Until the deadline. A list that is not certified then is not in the match."""
    actor = actor_of(request)
    return _told(ranking.reopen_list(list_for(request, list_id), actor=actor), actor)


@router.get(
    "/lists/{uuid:list_id}/result",
    response=PlacementOut | None,
    auth=READ,
    summary=gettext_noop("Read my result"),
)
def read_result(request: HttpRequest, list_id: UUID) -> dict[str, Any] | None:
    """Nothing before it is published; then with the reason for each higher choice."""
    found = placement_of(list_for(request, list_id))
    if found is None:
        return None
    return {
        "id": found.pk,
        "post_id": found.post_id,
        "option": found.option.code if found.option else None,
        "state": found.state,
        "reasons": reasons_of(found),
    }


def _told(entry: RankOrderList, actor: User) -> dict[str, Any]:
    names = ("id", "round_id", "code", "state", "certified_at", "digest")
    return {name: getattr(entry, name) for name in names} | {"choices": ranking.open_list(entry, actor=actor)}

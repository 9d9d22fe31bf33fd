"""Matching rounds for programs: the rounds, one's own list and result. Nobody else's list leaves here."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.placement.domain import ranking
from qiao.rooms.placement.domain.explaining import reasons_of
from qiao.rooms.placement.domain.publication import placement_of
from qiao.rooms.placement.domain.step import rows
from qiao.rooms.placement.enums import (
    AnswerState,
    ListState,
    LowerQuotaRule,
    MatchingRoundState,
    RoundObjective,
    RoundSide,
)
from qiao.rooms.placement.listings import posts_of, rounds_of
from qiao.rooms.placement.models import MatchingRound, RankOrderList

router = Router(tags=["placement"])
READ = auth("placement.read")
WRITE = auth("placement.write")


class MatchingRoundOut(Schema):
    id: UUID
    organisation_id: UUID | None
    exchange_id: UUID | None
    follows_id: UUID | None
    name_zh: str
    name_en: str
    state: MatchingRoundState
    side: RoundSide
    objective: RoundObjective
    lower_quota_rule: LowerQuotaRule
    lists_due_at: dt.datetime
    publish_at: dt.datetime
    answers_due_at: dt.datetime
    nonce_digest: str
    published_nonce: str | None
    seed: int | None


class RoundPostOut(Schema):
    id: UUID
    intake_id: UUID
    code: str
    quota: int
    lower_quota: int
    reserved: int
    reserved_for_id: UUID | None
    reverts_to_id: UUID | None
    is_supervised: bool


class RankOrderListOut(Schema):
    id: UUID
    round_id: UUID
    code: str
    state: ListState
    choices: list[str]
    certified_at: dt.datetime | None
    digest: str


class RankOrderListIn(Schema):
    choices: list[str]


class PlacementOut(Schema):
    id: UUID
    post_id: UUID | None
    option: str | None
    state: AnswerState
    reasons: list[str]


@router.get(
    "/rounds", response=Page[MatchingRoundOut], auth=READ, summary=gettext_noop("List matching rounds")
)
def list_matching_rounds(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Those that you run, host a post of, or rank choices in."""
    return page_of(rounds_of(request.user), ["-id"], query)


@router.get(
    "/rounds/{uuid:round_id}",
    response=MatchingRoundOut,
    auth=READ,
    summary=gettext_noop("Read a matching round"),
)
def read_matching_round(request: HttpRequest, round_id: UUID) -> MatchingRound:
    return _round(request, round_id)


@router.get(
    "/rounds/{uuid:round_id}/posts",
    response=Page[RoundPostOut],
    auth=READ,
    summary=gettext_noop("List the posts of a matching round"),
)
def list_round_posts(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(posts_of(_round(request, round_id)), ["number"], query)


@router.get(
    "/lists/{uuid:list_id}",
    response=RankOrderListOut,
    auth=READ,
    summary=gettext_noop("Read my rank-order list"),
)
def read_rank_list(request: HttpRequest, list_id: UUID) -> dict[str, Any]:
    """Open to its person alone."""
    return _told(_list(request, list_id), cast(User, request.user))


@router.put(
    "/lists/{uuid:list_id}",
    response=RankOrderListOut,
    auth=WRITE,
    summary=gettext_noop("Change my rank-order list"),
)
def change_rank_list(request: HttpRequest, list_id: UUID, body: RankOrderListIn) -> dict[str, Any]:
    """Codes of choices, the best first. Each fault is told with its line."""
    actor = cast(User, request.user)
    return _told(ranking.rank_choices(_list(request, list_id), body.choices, actor=actor), actor)


@router.get(
    "/lists/{uuid:list_id}/result",
    response=PlacementOut | None,
    auth=READ,
    summary=gettext_noop("Read my result"),
)
def read_result(request: HttpRequest, list_id: UUID) -> dict[str, Any] | None:
    """Nothing before it is published; then with the reason for each higher choice."""
    found = placement_of(_list(request, list_id))
    if found is None:
        return None
    return {
        "id": found.pk,
        "post_id": found.post_id,
        "option": found.option.code if found.option else None,
        "state": found.state,
        "reasons": reasons_of(found),
    }


def _round(request: HttpRequest, round_id: UUID) -> MatchingRound:
    found = get_object_or_404(rows(), pk=round_id)
    require(request.user, "placement.view_round", found)
    return found


def _list(request: HttpRequest, list_id: UUID) -> RankOrderList:
    found = get_object_or_404(ranking.rows(), pk=list_id)
    require(request.user, "placement.rank_choices", found)
    return found


def _told(entry: RankOrderList, actor: User) -> dict[str, Any]:
    names = ("id", "round_id", "code", "state", "certified_at", "digest")
    return {name: getattr(entry, name) for name in names} | {"choices": ranking.open_list(entry, actor=actor)}

"""Rounds for those who run them. The clock seals lists and publishes results, here as on the pages."""

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
from qiao.rooms.directory.models import Organisation
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.placement.api.shared import ORGANISE, READ
from qiao.rooms.placement.domain import following
from qiao.rooms.placement.domain import round as domain
from qiao.rooms.placement.enums import (
    CoupleRule,
    LowerQuotaRule,
    MatchingRoundState,
    RoundObjective,
    RoundSide,
)
from qiao.rooms.placement.listings import rounds_of
from qiao.rooms.placement.load import round_for
from qiao.rooms.placement.models import MatchingRound

router = Router(tags=["placement"])
CHANGE = "placement.change_round"


class MatchingRoundOut(Schema):
    id: UUID
    organisation_id: UUID | None
    exchange_id: UUID | None
    follows_id: UUID | None
    name_zh: str
    name_en: str
    note_zh: str
    note_en: str
    state: MatchingRoundState
    side: RoundSide
    objective: RoundObjective
    lower_quota_rule: LowerQuotaRule
    couple_rule: CoupleRule
    takes_pairs: bool
    reverts: bool
    time_zone: str
    lists_due_at: dt.datetime
    publish_at: dt.datetime
    answers_due_at: dt.datetime
    nonce_digest: str
    published_nonce: str | None
    seed: int | None


class MatchingRoundIn(Input):
    """What is not sent stays as it is, or as the page proposes it."""

    name_zh: str = Field("", max_length=150)
    name_en: str = Field("", max_length=150)
    note_zh: str = Field("", max_length=2000)
    note_en: str = Field("", max_length=2000)
    side: RoundSide = RoundSide.APPLICANTS
    objective: RoundObjective = RoundObjective.STABLE
    lower_quota_rule: LowerQuotaRule = LowerQuotaRule.REPORT
    couple_rule: CoupleRule = CoupleRule.CHOICE
    takes_pairs: bool = False
    reverts: bool = False
    time_zone: str = Field("Asia/Shanghai", max_length=64)


class MatchingRoundCreate(MatchingRoundIn):
    lists_due_at: dt.datetime
    publish_at: dt.datetime
    answers_due_at: dt.datetime


class MatchingRoundChange(MatchingRoundIn):
    lists_due_at: dt.datetime = Field(default=None)  # type: ignore[assignment]  # not sent, not changed
    publish_at: dt.datetime = Field(default=None)  # type: ignore[assignment]
    answers_due_at: dt.datetime = Field(default=None)  # type: ignore[assignment]


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
    return round_for(request, round_id)


@router.post(
    "/organisations/{uuid:organisation_id}/rounds",
    response={201: MatchingRoundOut},
    auth=ORGANISE,
    summary=gettext_noop("Prepare a matching round of an organisation"),
)
def create_round_of_organisation(
    request: HttpRequest, organisation_id: UUID, body: MatchingRoundCreate
) -> Any:
    runner = get_object_or_404(Organisation, pk=organisation_id)
    return Status(201, domain.create_round(runner, actor=actor_of(request), values=body.given()))


@router.post(
    "/exchanges/{uuid:exchange_id}/rounds",
    response={201: MatchingRoundOut},
    auth=ORGANISE,
    summary=gettext_noop("Prepare a matching round of an exchange"),
)
def create_round_of_exchange(request: HttpRequest, exchange_id: UUID, body: MatchingRoundCreate) -> Any:
    runner = get_object_or_404(Exchange, pk=exchange_id)
    return Status(201, domain.create_round(runner, actor=actor_of(request), values=body.given()))


@router.patch(
    "/rounds/{uuid:round_id}",
    response=MatchingRoundOut,
    auth=ORGANISE,
    summary=gettext_noop("Change a matching round"),
)
def change_matching_round(request: HttpRequest, round_id: UUID, body: MatchingRoundChange) -> MatchingRound:
    """Once people rank, the moments and the note alone; another value of the rest is refused."""
    found = round_for(request, round_id, CHANGE)
    return domain.change_round(found, actor=actor_of(request), values=body.given())


@router.post(
    "/rounds/{uuid:round_id}/opening",
    response=MatchingRoundOut,
    auth=ORGANISE,
    summary=gettext_noop("Open a matching round"),
)
def open_matching_round(request: HttpRequest, round_id: UUID) -> MatchingRound:
    """Everybody who has applied is told. Lists close by themselves when they are due."""
    return domain.open_round(round_for(request, round_id, CHANGE), actor=actor_of(request))


@router.post(
    "/rounds/{uuid:round_id}/cancellation",
    response=MatchingRoundOut,
    auth=ORGANISE,
    summary=gettext_noop("Call a matching round off"),
)
def cancel_matching_round(request: HttpRequest, round_id: UUID) -> MatchingRound:
    return domain.cancel_round(round_for(request, round_id, CHANGE), actor=actor_of(request))


@router.post(
    "/rounds/{uuid:round_id}/conclusion",
    response=MatchingRoundOut,
    auth=ORGANISE,
    summary=gettext_noop("Conclude a matching round"),
)
def conclude_matching_round(request: HttpRequest, round_id: UUID) -> MatchingRound:
    """Once everybody has answered; applications that were not placed are closed."""
    return following.conclude_round(round_for(request, round_id, CHANGE), actor=actor_of(request))

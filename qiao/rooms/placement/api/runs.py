"""The run of a round, by two people: one proposes it, another confirms it."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.placement.api.shared import ORGANISE, READ
from qiao.rooms.placement.domain import run as domain
from qiao.rooms.placement.enums import RunState
from qiao.rooms.placement.load import round_for, run_for
from qiao.rooms.placement.models import MatchingRun

router = Router(tags=["placement"])
ONE = "/runs/{uuid:run_id}"


class MatchingRunOut(Schema):
    """`digest` is of everything that is matched: the second person confirms the same."""

    id: UUID
    round_id: UUID
    number: int
    is_practice: bool
    state: RunState
    digest: str
    seed: int
    status: str
    solved_at: dt.datetime | None
    input_hash: str
    people: int
    placed: int


@router.get(
    "/rounds/{uuid:round_id}/runs",
    response=Page[MatchingRunOut],
    auth=READ,
    summary=gettext_noop("List the runs of a matching round"),
)
def list_runs(request: HttpRequest, round_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """For who runs the round."""
    return page_of(round_for(request, round_id, "placement.run_round").runs.light(), ["-number"], query)


@router.post(
    "/rounds/{uuid:round_id}/runs",
    response={201: MatchingRunOut},
    auth=ORGANISE,
    summary=gettext_noop("Propose a run"),
)
def propose_run(request: HttpRequest, round_id: UUID) -> Any:
    """No list is opened before another person has confirmed it."""
    found = round_for(request, round_id, "placement.run_round")
    return Status(201, domain.propose_run(found, actor=actor_of(request)))


@router.get(ONE, response=MatchingRunOut, auth=READ, summary=gettext_noop("Read a run"))
def read_run(request: HttpRequest, run_id: UUID) -> MatchingRun:
    return run_for(request, run_id)


@router.post(
    f"{ONE}/confirmation", response=MatchingRunOut, auth=ORGANISE, summary=gettext_noop("Confirm a run")
)
def confirm_run(request: HttpRequest, run_id: UUID) -> MatchingRun:
    """By another person than who proposed it. A background job runs it."""
    return domain.confirm_run(run_for(request, run_id), actor=actor_of(request))


@router.post(
    f"{ONE}/withdrawal", response=MatchingRunOut, auth=ORGANISE, summary=gettext_noop("Put a run aside")
)
def withdraw_run(request: HttpRequest, run_id: UUID) -> MatchingRun:
    domain.withdraw_run(run_for(request, run_id), actor=actor_of(request))
    return run_for(request, run_id)

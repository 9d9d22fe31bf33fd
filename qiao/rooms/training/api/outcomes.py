"""What came of the trainings. Nobody is named."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.exchanges.load import exchange_for
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.training.api.shared import READ
from qiao.rooms.training.listings import outcomes_of_exchange, outcomes_of_host
from qiao.rooms.training.load import host_for

router = Router()


class OutcomeOut(Schema):
    id: UUID
    opportunity_id: UUID
    kind: OpportunityKind
    host_id: UUID
    exchange_id: UUID | None
    university_id: UUID | None
    completed_at: dt.datetime


@router.get(
    "/hosts/{uuid:host_id}/outcomes",
    response=Page[OutcomeOut],
    auth=READ,
    summary=gettext_noop("List the outcomes of a host's trainings"),
)
def list_outcomes_of_host(request: HttpRequest, host_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """For who belongs to the host. Nobody is named."""
    return page_of(outcomes_of_host(host_for(request, host_id)), ["-id"], query)


@router.get(
    "/exchanges/{uuid:exchange_id}/outcomes",
    response=Page[OutcomeOut],
    auth=READ,
    summary=gettext_noop("List the outcomes of trainings that an exchange led to"),
)
def list_outcomes_of_exchange(
    request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]
) -> dict[str, Any]:
    """For the owners of the exchange. Nobody is named."""
    exchange = exchange_for(request, exchange_id, "training.list_outcomes_of_exchange")
    return page_of(outcomes_of_exchange(exchange), ["-id"], query)

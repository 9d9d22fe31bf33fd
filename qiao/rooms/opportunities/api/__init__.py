"""Opportunities for programs: the public ones, and for hosts to post their own."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from qiao.kit.api.paging import Page, page_of
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.api.intakes import router as intakes
from qiao.rooms.opportunities.api.parts import router as parts
from qiao.rooms.opportunities.api.shapes import (
    ClosingIn,
    DetailIn,
    NewOpportunity,
    OpportunityDetail,
    OpportunityOut,
    OpportunityQuery,
    Texts,
)
from qiao.rooms.opportunities.api.shared import CHANGE, READ, WRITE, as_it_is, found_for, user_of
from qiao.rooms.opportunities.api.wanted import router as wanted
from qiao.rooms.opportunities.domain import opportunity as domain
from qiao.rooms.opportunities.domain.copying import copy_opportunity
from qiao.rooms.opportunities.models import Opportunity

router = Router(tags=["opportunities"])
FILTERS = ("kind", "country", "host", "exchange")


@router.get("", response=Page[OpportunityOut], auth=READ, summary=gettext_noop("List opportunities"))
def list_opportunities(request: HttpRequest, query: Query[OpportunityQuery]) -> dict[str, Any]:
    """The published ones, the newest first; with `is_own` those that you post, in every state."""
    shown = Opportunity.objects.edited_by(request.user) if query.is_own else Opportunity.objects.published()
    wanted = {name: value for name in FILTERS if (value := getattr(query, name))}
    return page_of(shown.filter(**wanted), ["-id"], query)


@router.post("", response={201: OpportunityDetail}, auth=WRITE, summary=gettext_noop("Begin an opportunity"))
def begin_opportunity(request: HttpRequest, given: NewOpportunity) -> Status[Opportunity]:
    """A draft, with the stages of its kind."""
    host = get_object_or_404(Organisation, pk=given.host_id)
    made = domain.create_opportunity(host, actor=user_of(request), kind=given.kind, **given.values())
    return Status(201, as_it_is(made))


@router.get(
    "/{uuid:opportunity_id}",
    response=OpportunityDetail,
    auth=READ,
    summary=gettext_noop("Read an opportunity"),
)
def read_opportunity(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    return found_for(request, opportunity_id, "opportunities.view_opportunity")


@router.patch(
    "/{uuid:opportunity_id}",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Change an opportunity"),
)
def edit_opportunity(request: HttpRequest, opportunity_id: UUID, given: Texts) -> Opportunity:
    """Only the fields that are sent change."""
    found = found_for(request, opportunity_id, CHANGE)
    return as_it_is(domain.change_opportunity(found, actor=user_of(request), **given.values()))


@router.patch(
    "/{uuid:opportunity_id}/detail",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Change what belongs to the kind of an opportunity"),
)
def edit_detail(request: HttpRequest, opportunity_id: UUID, given: DetailIn) -> Opportunity:
    found = found_for(request, opportunity_id, CHANGE)
    return as_it_is(domain.change_detail(found, actor=user_of(request), **given.values(found)))


@router.post(
    "/{uuid:opportunity_id}/publication",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Publish an opportunity"),
)
def publish(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    """What is missing is named, each at its place."""
    found = found_for(request, opportunity_id, "opportunities.publish_opportunity")
    return as_it_is(domain.publish_opportunity(found, actor=user_of(request)))


@router.post(
    "/{uuid:opportunity_id}/closing",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Close an opportunity"),
)
def close(request: HttpRequest, opportunity_id: UUID, given: ClosingIn) -> Opportunity:
    found = found_for(request, opportunity_id, "opportunities.close_opportunity")
    return as_it_is(domain.close_opportunity(found, actor=user_of(request), **given.model_dump()))


@router.post(
    "/{uuid:opportunity_id}/archiving",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Archive an opportunity"),
)
def archive(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    """A draft that came to nothing, or a closed one whose page is to go."""
    found = found_for(request, opportunity_id, "opportunities.archive_opportunity")
    return as_it_is(domain.archive_opportunity(found, actor=user_of(request)))


@router.post(
    "/{uuid:opportunity_id}/copies",
    response={201: OpportunityDetail},
    auth=WRITE,
    summary=gettext_noop("Copy an opportunity"),
)
def copy(request: HttpRequest, opportunity_id: UUID) -> Status[Opportunity]:
    """A new draft with everything but its intakes."""
    found = found_for(request, opportunity_id, "opportunities.copy_opportunity")
    return Status(201, as_it_is(copy_opportunity(found, actor=user_of(request))))


router.add_router("", intakes)
router.add_router("", parts)
router.add_router("", wanted)

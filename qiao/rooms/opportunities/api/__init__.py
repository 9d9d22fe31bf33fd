"""Opportunities for programs: the public ones, and for hosts to post their own."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Status

from qiao.kit.access import require
from qiao.kit.api.paging import Page, page_of
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.directory.models import Organisation
from qiao.rooms.opportunities.api.shapes import (
    ClosingIn,
    DetailIn,
    IntakeOut,
    NewIntake,
    NewOpportunity,
    OpportunityDetail,
    OpportunityOut,
    OpportunityQuery,
    Texts,
)
from qiao.rooms.opportunities.domain import opportunity as domain
from qiao.rooms.opportunities.domain.intake import add_intake
from qiao.rooms.opportunities.domain.load import rows
from qiao.rooms.opportunities.models import Intake, Opportunity

router = Router(tags=["opportunities"])
READ, WRITE = auth("opportunities.read"), auth("opportunities.write")
CHANGE = "opportunities.change_opportunity"
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
    made = domain.create_opportunity(host, actor=_user(request), kind=given.kind, **given.values())
    return Status(201, _read(made))


@router.get(
    "/{uuid:opportunity_id}",
    response=OpportunityDetail,
    auth=READ,
    summary=gettext_noop("Read an opportunity"),
)
def read_opportunity(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    return _for(request, opportunity_id, "opportunities.view_opportunity")


@router.patch(
    "/{uuid:opportunity_id}",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Change an opportunity"),
)
def edit_opportunity(request: HttpRequest, opportunity_id: UUID, given: Texts) -> Opportunity:
    """Only the fields that are sent change."""
    found = _for(request, opportunity_id, CHANGE)
    return _read(domain.change_opportunity(found, actor=_user(request), **given.values()))


@router.patch(
    "/{uuid:opportunity_id}/detail",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Change what belongs to the kind of an opportunity"),
)
def edit_detail(request: HttpRequest, opportunity_id: UUID, given: DetailIn) -> Opportunity:
    found = _for(request, opportunity_id, CHANGE)
    return _read(domain.change_detail(found, actor=_user(request), **given.values(found)))


@router.post(
    "/{uuid:opportunity_id}/intakes",
    response={201: IntakeOut},
    auth=WRITE,
    summary=gettext_noop("Add an intake to an opportunity"),
)
def new_intake(request: HttpRequest, opportunity_id: UUID, given: NewIntake) -> Status[Intake]:
    found = _for(request, opportunity_id, CHANGE)
    return Status(201, add_intake(found, actor=_user(request), **given.model_dump()))


@router.post(
    "/{uuid:opportunity_id}/publication",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Publish an opportunity"),
)
def publish(request: HttpRequest, opportunity_id: UUID) -> Opportunity:
    """What is missing is named, each at its place."""
    found = _for(request, opportunity_id, "opportunities.publish_opportunity")
    return _read(domain.publish_opportunity(found, actor=_user(request)))


@router.post(
    "/{uuid:opportunity_id}/closing",
    response=OpportunityDetail,
    auth=WRITE,
    summary=gettext_noop("Close an opportunity"),
)
def close(request: HttpRequest, opportunity_id: UUID, given: ClosingIn) -> Opportunity:
    found = _for(request, opportunity_id, "opportunities.close_opportunity")
    return _read(domain.close_opportunity(found, actor=_user(request), **given.model_dump()))


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


def _for(request: HttpRequest, pk: UUID, permission: str) -> Opportunity:
    found = get_object_or_404(rows(), pk=pk)
    require(request.user, permission, found)
    return found


def _read(opportunity: Opportunity) -> Opportunity:
    return rows().get(pk=opportunity.pk)

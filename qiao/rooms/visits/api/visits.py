import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema
from pydantic import Field

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.visits.domain.plan import accepted_plan
from qiao.rooms.visits.domain.wish import set_wishes
from qiao.rooms.visits.enums import GuideLanguage, IdentityDocument, PlanState
from qiao.rooms.visits.errors import NotOfThisExchange
from qiao.rooms.visits.models import Visit, Visitor, VisitPlan, VisitRun, VisitSeat, VisitWish

router = Router(tags=["visits"])
READ, WRITE = auth("visits.read"), auth("visits.write")


class RunOut(Schema):
    id: UUID
    starts_at: dt.datetime
    ends_at: dt.datetime
    capacity: int
    seats_taken: int
    language: str
    is_interpreted: bool


class VisitOut(Schema):
    id: UUID
    title_zh: str
    title_en: str
    host_id: UUID | None
    place_id: UUID | None
    capacity: int
    least: int
    languages: list[str]
    identity: IdentityDocument
    equipment_zh: str
    equipment_en: str
    bans_photos: bool
    is_step_free: bool
    notice_days: int
    runs: list[RunOut]

    @staticmethod
    def resolve_runs(visit: Visit) -> list[VisitRun]:
        return list(visit.runs.all())


class WishesOut(Schema):
    member_id: UUID
    visits: list[UUID]
    languages: list[str]
    needs_step_free: bool
    groups: list[UUID]


class VisitWishesIn(Input):
    """The dearest visit first; what is left out is emptied."""

    visits: list[UUID] = Field(default_factory=list, max_length=50)
    languages: list[GuideLanguage] = Field(default_factory=list, max_length=20)
    needs_step_free: bool = False
    nationality: str = Field("", max_length=2, pattern=r"^([A-Z]{2})?$")


class GroupOut(Schema):
    run_id: UUID
    member_ids: list[UUID]


class PlanOut(Schema):
    id: UUID
    number: int
    state: PlanState
    tiers: list[dict[str, Any]]
    is_proven: bool
    moved: int | None
    least_moved: int | None
    checked_at: dt.datetime | None
    groups: list[GroupOut]


@router.get("/of/{uuid:exchange_id}", response=Page[VisitOut], auth=READ, summary=gettext_noop("List visits"))
def list_visits(request: HttpRequest, exchange_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """Of an exchange in which you take part, with their times."""
    exchange = _exchange(request, exchange_id, "visits.view_visits")
    runs = Prefetch("runs", VisitRun.objects.order_by("starts_at", "id"))
    rows = Visit.objects.filter(exchange=exchange).prefetch_related(runs)
    return page_of(rows, ["position"], query)


@router.get(
    "/of/{uuid:exchange_id}/plan",
    response=PlanOut,
    auth=READ,
    summary=gettext_noop("Read the accepted visit groups"),
)
def read_plan(request: HttpRequest, exchange_id: UUID) -> dict[str, Any]:
    """For organisers, with everybody in the groups."""
    exchange = _exchange(request, exchange_id, "visits.see_plans")
    plan = get_object_or_404(VisitPlan, exchange=exchange, state=PlanState.ACCEPTED)
    groups: dict[UUID, list[UUID]] = {}
    for run_id, member_id in VisitSeat.objects.filter(plan=plan).values_list("run", "member"):
        groups.setdefault(run_id, []).append(member_id)
    told = [{"run_id": run, "member_ids": members} for run, members in groups.items()]
    names = (
        *("id", "number", "state", "tiers", "is_proven"),
        *("moved", "least_moved", "checked_at"),
    )
    return {name: getattr(plan, name) for name in names} | {"groups": told}


@router.get(
    "/people/{uuid:member_id}",
    response=WishesOut,
    auth=READ,
    summary=gettext_noop("Read wishes and groups of a member"),
)
def read_wishes(request: HttpRequest, member_id: UUID) -> dict[str, Any]:
    """Your own, those of your delegation if you head it, and all for organisers."""
    return _wishes(_member(request, member_id, "visits.see_wishes"))


@router.put(
    "/people/{uuid:member_id}",
    response=WishesOut,
    auth=WRITE,
    summary=gettext_noop("Set the wishes of a member"),
)
def put_wishes(request: HttpRequest, member_id: UUID, given: VisitWishesIn) -> dict[str, Any]:
    """All at once, in the place of those before."""
    member = _member(request, member_id, "visits.set_wishes")
    known = {visit.pk: visit for visit in Visit.objects.filter(exchange=member.delegation.exchange_id)}
    if any(key not in known for key in given.visits):
        raise NotOfThisExchange
    set_wishes(
        member,
        actor=cast(User, request.user),
        visits=[known[key] for key in given.visits],
        languages=[each.value for each in given.languages],
        needs_step_free=given.needs_step_free,
        nationality=given.nationality,
    )
    return _wishes(member)


def _exchange(request: HttpRequest, pk: UUID, permission: str) -> Exchange:
    exchange = get_object_or_404(Exchange, pk=pk)
    require(request.user, permission, exchange)
    return exchange


def _member(request: HttpRequest, pk: UUID, permission: str) -> DelegationMember:
    member = get_object_or_404(DelegationMember.objects.select_related("delegation__exchange"), pk=pk)
    require(request.user, permission, member)
    return member


def _wishes(member: DelegationMember) -> dict[str, Any]:
    visitor = Visitor.objects.filter(member=member).first() or Visitor()
    plan = accepted_plan(member.delegation.exchange)
    seats = VisitSeat.objects.filter(plan=plan, member=member) if plan else VisitSeat.objects.none()
    return {
        "member_id": member.pk,
        "visits": list(VisitWish.objects.filter(member=member).values_list("visit", flat=True)),
        "languages": visitor.languages,
        "needs_step_free": visitor.needs_step_free,
        "groups": list(seats.order_by("run__starts_at").values_list("run", flat=True)),
    }

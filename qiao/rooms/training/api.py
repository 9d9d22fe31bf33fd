"""Trainings for programs: the participant's own, and the roster, sessions and attendance for the host."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.exchanges.load import exchange_for
from qiao.rooms.opportunities.enums import OpportunityKind
from qiao.rooms.training.domain.step import rows
from qiao.rooms.training.enums import AttendanceMark, EnrolmentState
from qiao.rooms.training.listings import outcomes_of_exchange, outcomes_of_host, own_trainings
from qiao.rooms.training.load import cohort_for, enrolment_for, host_for, session_for
from qiao.rooms.training.models import Cohort, Enrolment

router = Router(tags=["training"])
READ = auth("training.read")


class CohortOut(Schema):
    id: UUID
    intake_id: UUID
    name_zh: str
    name_en: str
    code: str
    starts_on: dt.date
    ends_on: dt.date
    least_attendance: int
    demands_milestones: bool


class EnrolmentOut(Schema):
    id: UUID
    cohort_id: UUID
    application_id: UUID
    state: EnrolmentState
    completed_at: dt.datetime | None


class SessionOut(Schema):
    id: UUID
    cohort_id: UUID
    starts_at: dt.datetime
    minutes: int
    title_zh: str
    title_en: str
    place_zh: str
    place_en: str


class AttendanceOut(Schema):
    id: UUID
    session_id: UUID
    enrolment_id: UUID
    mark: AttendanceMark


class OutcomeOut(Schema):
    id: UUID
    opportunity_id: UUID
    kind: OpportunityKind
    host_id: UUID
    exchange_id: UUID | None
    university_id: UUID | None
    completed_at: dt.datetime


@router.get("", response=Page[EnrolmentOut], auth=READ, summary=gettext_noop("List my trainings"))
def list_own_trainings(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(own_trainings(cast(User, request.user)), ["-id"], query)


@router.get("/cohorts/{uuid:cohort_id}", response=CohortOut, auth=READ, summary=gettext_noop("Read a cohort"))
def read_cohort(request: HttpRequest, cohort_id: UUID) -> Cohort:
    """For who edits the host."""
    return cohort_for(request, cohort_id)


@router.get(
    "/cohorts/{uuid:cohort_id}/enrolments",
    response=Page[EnrolmentOut],
    auth=READ,
    summary=gettext_noop("List the roster of a cohort"),
)
def list_enrolments(request: HttpRequest, cohort_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(rows().filter(cohort=cohort_for(request, cohort_id)), ["id"], query)


@router.get(
    "/cohorts/{uuid:cohort_id}/sessions",
    response=Page[SessionOut],
    auth=READ,
    summary=gettext_noop("List the sessions of a cohort"),
)
def list_sessions(request: HttpRequest, cohort_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(cohort_for(request, cohort_id).sessions.all(), ["starts_at", "id"], query)


@router.get(
    "/sessions/{uuid:session_id}/attendances",
    response=Page[AttendanceOut],
    auth=READ,
    summary=gettext_noop("List who was at a session"),
)
def list_attendances(request: HttpRequest, session_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(session_for(request, session_id).attendances.all(), ["id"], query)


@router.get(
    "/enrolments/{uuid:enrolment_id}",
    response=EnrolmentOut,
    auth=READ,
    summary=gettext_noop("Read an enrolment"),
)
def read_enrolment(request: HttpRequest, enrolment_id: UUID) -> Enrolment:
    return enrolment_for(request, enrolment_id)


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

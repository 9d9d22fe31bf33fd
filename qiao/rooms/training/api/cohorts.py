"""A cohort and who is on its roster."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.training.api.shared import COHORT, READ, WRITE, EnrolmentOut
from qiao.rooms.training.domain import cohort as domain
from qiao.rooms.training.domain.enrolment import enrol_all
from qiao.rooms.training.domain.step import rows
from qiao.rooms.training.load import cohort_for, intake_for
from qiao.rooms.training.models import Cohort

router = Router()


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


class CohortChange(Input):
    """`code` begins the numbers of certificates and stays once one is issued; `least_attendance` is in per
    cent."""

    name_zh: str = Field("", max_length=200)
    name_en: str = Field("", max_length=200)
    code: str = Field("", max_length=12)
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    least_attendance: int = Field(80, ge=0, le=100)
    demands_milestones: bool = True


class CohortIn(CohortChange):
    code: str = Field(max_length=12)
    starts_on: dt.date
    ends_on: dt.date


class EnrolledOut(Schema):
    """How many were enrolled now."""

    enrolled: int


@router.post(
    "/intakes/{uuid:intake_id}/cohort",
    response={201: CohortOut},
    auth=WRITE,
    summary=gettext_noop("Open the cohort of an intake"),
)
def open_cohort(request: HttpRequest, intake_id: UUID, given: CohortIn) -> Status[Cohort]:
    """Who has accepted is enrolled at once."""
    intake = intake_for(request, intake_id)
    return Status(201, domain.open_cohort(intake, actor=actor_of(request), values=given.model_dump()))


@router.get(COHORT, response=CohortOut, auth=READ, summary=gettext_noop("Read a cohort"))
def read_cohort(request: HttpRequest, cohort_id: UUID) -> Cohort:
    """For who edits the host."""
    return cohort_for(request, cohort_id)


@router.patch(COHORT, response=CohortOut, auth=WRITE, summary=gettext_noop("Change a cohort"))
def edit_cohort(request: HttpRequest, cohort_id: UUID, given: CohortChange) -> Cohort:
    """Only the fields that are sent change."""
    found = cohort_for(request, cohort_id)
    return domain.change_cohort(found, actor=actor_of(request), values=given.given())


@router.get(
    f"{COHORT}/enrolments",
    response=Page[EnrolmentOut],
    auth=READ,
    summary=gettext_noop("List the roster of a cohort"),
)
def list_enrolments(request: HttpRequest, cohort_id: UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(rows().filter(cohort=cohort_for(request, cohort_id)), ["id"], query)


@router.post(
    f"{COHORT}/enrolling",
    response=EnrolledOut,
    auth=WRITE,
    summary=gettext_noop("Enrol who has accepted"),
)
def enrol_accepted(request: HttpRequest, cohort_id: UUID) -> dict[str, int]:
    """Those who are not enrolled yet; it also happens by itself within minutes."""
    return {"enrolled": enrol_all(cohort_for(request, cohort_id), actor=actor_of(request))}

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Schema

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.errors import NotPermitted
from qiao.rooms.exchanges.load import actor_of
from qiao.rooms.reviews.api.shared import READ, WRITE
from qiao.rooms.reviews.domain.assessment import submit_assessment
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.enums import Recommendation
from qiao.rooms.reviews.load import assignment_for
from qiao.rooms.reviews.models import Assessment, Assignment, Criterion

router = Router()
ONE = "/assignments/{uuid:assignment_id}"
ASSESS = "reviews.assess_application"
MOST_CRITERIA = 200


class AssignmentOut(Schema):
    id: UUID
    application_id: UUID
    opportunity_id: UUID
    due_at: dt.datetime | None

    @staticmethod
    def resolve_opportunity_id(row: Assignment) -> UUID:
        return row.reviewer.opportunity_id


class CriterionOut(Schema):
    """Its share of the total is its weight over the sum of all weights."""

    id: UUID
    number: int
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    weight: int
    max_points: int


class PointsIn(Input):
    criterion_id: UUID
    points: int


class AssessmentIn(Input):
    points: list[PointsIn] = Field(max_length=MOST_CRITERIA)
    recommendation: Recommendation
    comment: str = Field("", max_length=4000)


class AssessmentOut(Schema):
    assignment_id: UUID
    version: int
    total: float | None
    recommendation: Recommendation
    submitted_at: dt.datetime | None


@router.get(
    "/assignments", response=Page[AssignmentOut], auth=READ, summary=gettext_noop("List your assignments")
)
def list_assignments(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Applications that hosts have given you to review."""
    own = Assignment.objects.of_reader(request.user).select_related("reviewer")
    return page_of(own, ["-id"], query)


@router.get(
    f"{ONE}/criteria",
    response=list[CriterionOut],
    auth=READ,
    summary=gettext_noop("List the criteria to assess by"),
)
def list_criteria(request: HttpRequest, assignment_id: UUID) -> list[Criterion]:
    """Once you have declared that you have no conflict of interest."""
    return criteria_of(assignment_for(request, assignment_id, ASSESS).application.opportunity)


@router.get(
    f"{ONE}/assessment",
    response=AssessmentOut,
    auth=READ,
    summary=gettext_noop("Read your assessment"),
)
def read_assessment(request: HttpRequest, assignment_id: UUID) -> Assessment:
    """As it was submitted last."""
    assignment = assignment_for(request, assignment_id, ASSESS)
    submitted = Assessment.objects.filter(assignment=assignment, submitted_at__isnull=False).first()
    if submitted is None:
        raise NotPermitted
    return submitted


@router.put(
    f"{ONE}/assessment",
    response=AssessmentOut,
    auth=WRITE,
    summary=gettext_noop("Submit an assessment"),
)
def put_assessment(request: HttpRequest, assignment_id: UUID, body: AssessmentIn) -> Assessment:
    """Once you have declared that you have no conflict of interest; again, as a new version."""
    return submit_assessment(
        assignment_for(request, assignment_id, ASSESS),
        actor=actor_of(request),
        points={row.criterion_id: row.points for row in body.points},
        recommendation=body.recommendation.value,
        comment=body.comment,
    )

"""Reviews for programs: a reviewer's own assignments and assessments, and rankings for the host."""

import datetime as dt
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_noop
from ninja import Field, Query, Router, Schema

from qiao.kit.access import require
from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.rooms.accounts.models import User
from qiao.rooms.accounts.tokens import auth
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.assessment import submit_assessment
from qiao.rooms.reviews.domain.ranking import ranked, ranking_of
from qiao.rooms.reviews.enums import ConflictVerdict, RankingState, Recommendation, WithdrawalState
from qiao.rooms.reviews.models import Assessment, Assignment, ConflictDeclaration

router = Router(tags=["reviews"])
READ = auth("reviews.read")
WRITE = auth("reviews.write")
ROWS = Assignment.objects.select_related(
    "reviewer__user", "application__opportunity__host", "application__intake", "application__profile"
)
DECLARATIONS = ConflictDeclaration.objects.prefetch_related("withdrawals")


class AssignmentOut(Schema):
    id: UUID
    application_id: UUID
    opportunity_id: UUID
    due_at: dt.datetime | None

    @staticmethod
    def resolve_opportunity_id(row: Assignment) -> UUID:
        return row.reviewer.opportunity_id


class WithdrawalOut(Schema):
    id: UUID
    reason: str
    state: WithdrawalState
    answer: str
    created_at: dt.datetime
    decided_at: dt.datetime | None


class DeclarationOut(Schema):
    """`ended_at`: since when it does not hold any more, by a later one or because it was lifted."""

    id: UUID
    application_id: UUID
    reviewer_id: UUID
    verdict: ConflictVerdict
    reason: str
    created_at: dt.datetime
    ended_at: dt.datetime | None
    withdrawals: list[WithdrawalOut]


class PointsIn(Input):
    criterion_id: UUID
    points: int


class AssessmentIn(Input):
    points: list[PointsIn]
    recommendation: Recommendation
    comment: str = Field("", max_length=4000)


class AssessmentOut(Schema):
    assignment_id: UUID
    version: int
    total: float | None
    recommendation: Recommendation
    submitted_at: dt.datetime | None


class RankingOut(Schema):
    """`tiers` hold ids of applications, the best first."""

    intake_id: UUID
    state: RankingState
    version: int
    tiers: list[list[UUID]]


@router.get(
    "/assignments", response=Page[AssignmentOut], auth=READ, summary=gettext_noop("List your assignments")
)
def list_assignments(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Applications that hosts have given you to review."""
    own = Assignment.objects.of_reader(request.user).select_related("reviewer")
    return page_of(own, ["-id"], query)


@router.get(
    "/declarations", response=Page[DeclarationOut], auth=READ, summary=gettext_noop("List your declarations")
)
def list_declarations(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """What you have declared as a reviewer, with what was asked and decided about mistaken conflicts."""
    own = DECLARATIONS.filter(reviewer__user=cast(User, request.user), reviewer__left_at=None)
    return page_of(own, ["-id"], query)


@router.get(
    "/opportunities/{uuid:opportunity_id}/declarations",
    response=Page[DeclarationOut],
    auth=READ,
    summary=gettext_noop("List the declarations of a panel"),
)
def list_declarations_of_panel(
    request: HttpRequest, opportunity_id: UUID, query: Query[PageQuery]
) -> dict[str, Any]:
    """For owners and managers of the host."""
    opportunity = get_object_or_404(Opportunity.objects.select_related("host"), pk=opportunity_id)
    require(request.user, "reviews.run_panel", opportunity)
    return page_of(DECLARATIONS.filter(application__opportunity=opportunity), ["-id"], query)


@router.put(
    "/assignments/{uuid:assignment_id}/assessment",
    response=AssessmentOut,
    auth=WRITE,
    summary=gettext_noop("Submit an assessment"),
)
def put_assessment(request: HttpRequest, assignment_id: UUID, body: AssessmentIn) -> Assessment:
    """Once you have declared on the site that you have no conflict of interest; again, as a new version."""
    assignment = get_object_or_404(ROWS, pk=assignment_id)
    require(request.user, "reviews.assess_application", assignment)
    return submit_assessment(
        assignment,
        actor=cast(User, request.user),
        points={row.criterion_id: row.points for row in body.points},
        recommendation=body.recommendation.value,
        comment=body.comment,
    )


@router.get(
    "/intakes/{uuid:intake_id}/ranking",
    response=RankingOut,
    auth=READ,
    summary=gettext_noop("Read the ranking of an intake"),
)
def read_ranking(request: HttpRequest, intake_id: UUID) -> dict[str, Any]:
    """For owners and managers of the host."""
    intake = get_object_or_404(Intake.objects.select_related("opportunity__host"), pk=intake_id)
    require(request.user, "reviews.rank_applications", intake)
    ranking = ranking_of(intake)
    return {
        "intake_id": intake.pk,
        "state": ranking.state,
        "version": ranking.version,
        "tiers": [[row.pk for row in tied] for tied in ranked(intake)],
    }

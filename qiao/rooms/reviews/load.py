"""Rows that the reader may see, or 404."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from qiao.kit.access import found_for, require
from qiao.rooms.applications.domain.step import rows as applications
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.calls import interviews
from qiao.rooms.reviews.enums import ConflictVerdict
from qiao.rooms.reviews.models import (
    Assignment,
    ConflictDeclaration,
    ConflictWithdrawal,
    Criterion,
    Interview,
    InterviewSlot,
    Note,
    Reviewer,
)


def opportunity_for(request: HttpRequest, pk: UUID, permission: str) -> Opportunity:
    return found_for(request.user, Opportunity.objects.select_related("host"), pk, permission)


def intake_for(request: HttpRequest, pk: UUID) -> Intake:
    return found_for(
        request.user, Intake.objects.select_related("opportunity__host"), pk, "reviews.rank_applications"
    )


def application_for(request: HttpRequest, pk: UUID, permission: str) -> Application:
    return found_for(request.user, applications().filed(), pk, permission)


def assignment_for(request: HttpRequest, pk: UUID, permission: str) -> Assignment:
    rows = Assignment.objects.select_related(
        "reviewer__user", "application__opportunity__host", "application__intake", "application__profile"
    )
    found = get_object_or_404(rows, pk=pk)
    subject = found.application if permission == "reviews.assign_application" else found
    require(request.user, permission, subject)
    return found


def reviewer_for(request: HttpRequest, pk: UUID) -> Reviewer:
    rows = Reviewer.objects.active().select_related("opportunity__host", "user")
    return found_for(request.user, rows, pk, "reviews.run_panel")


def criterion_for(request: HttpRequest, pk: UUID) -> Criterion:
    found = get_object_or_404(Criterion.objects.select_related("rubric__opportunity__host"), pk=pk)
    require(request.user, "reviews.change_rubric", found.rubric)
    return found


def note_for(request: HttpRequest, pk: UUID) -> Note:
    rows = Note.objects.select_related("application__opportunity__host", "application__profile")
    return found_for(request.user, rows, pk, "reviews.remove_note")


def declaration_for(request: HttpRequest, pk: UUID) -> ConflictDeclaration:
    """A conflict of interest of one's own."""
    rows = ConflictDeclaration.objects.filter(verdict=ConflictVerdict.CONFLICT).select_related(
        "reviewer__user", "application__opportunity__host", "application__profile"
    )
    return found_for(request.user, rows, pk, "reviews.withdraw_conflict")


def withdrawal_for(request: HttpRequest, pk: UUID) -> ConflictWithdrawal:
    rows = ConflictWithdrawal.objects.select_related(
        "declaration__reviewer__user",
        "declaration__application__opportunity__host",
        "declaration__application__profile",
    )
    return found_for(request.user, rows, pk, "reviews.decide_on_withdrawal")


def slot_for(request: HttpRequest, pk: UUID) -> InterviewSlot:
    return found_for(
        request.user, InterviewSlot.objects.select_related("opportunity__host"), pk, "reviews.run_interviews"
    )


def interview_for(request: HttpRequest, pk: UUID) -> Interview:
    return found_for(request.user, interviews(), pk, "reviews.book_slot")

"""Applications are given to reviewers: by hand, all to all, or so many each with equal loads."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import IntegrityError, transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import locked, step
from qiao.rooms.applications.enums import IN_SELECTION, ApplicationState
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain import mails
from qiao.rooms.reviews.domain.rubric import ensure_rubric
from qiao.rooms.reviews.domain.sharing import balanced, everybody
from qiao.rooms.reviews.enums import Sharing
from qiao.rooms.reviews.errors import (
    AlreadyAssessed,
    AlreadyAssigned,
    HasConflict,
    NotReviewable,
    PanelEmpty,
    WrongPanel,
)
from qiao.rooms.reviews.models import Assignment, ConflictDeclaration, Reviewer


@transaction.atomic
def assign_application(
    application: Application, *, actor: User, reviewer: Reviewer, due_at: dt.datetime | None = None
) -> Assignment:
    require(actor, "reviews.assign_application", application)
    application = locked(application)
    require_reviewable(application)
    _require_able(application, reviewer)
    ensure_rubric(application.opportunity, actor=actor)
    assignment = _given(application, reviewer, actor, due_at)
    mails.tell_assigned(reviewer, [assignment])
    return assignment


@transaction.atomic
def remove_assignment(assignment: Assignment, *, actor: User) -> None:
    require(actor, "reviews.assign_application", assignment.application)
    assignment = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if is_assessed(assignment):
        raise AlreadyAssessed
    record(actor, "reviews.assignment.removed", assignment.application)
    assignment.delete()


@transaction.atomic
def share_out(
    opportunity: Opportunity,
    *,
    actor: User,
    sharing: Sharing,
    each: int = 1,
    due_at: dt.datetime | None = None,
) -> list[Assignment]:
    """Adds to what is assigned already, and never against a conflict of interest."""
    require(actor, "reviews.assign_application", opportunity)
    opportunity = Opportunity.objects.select_for_update(of=("self",)).get(pk=opportunity.pk)
    reviewers = {row.pk: row for row in Reviewer.objects.active().filter(opportunity=opportunity)}
    if not reviewers:
        raise PanelEmpty
    ensure_rubric(opportunity, actor=actor)
    applications = {row.pk: row for row in _reviewable(opportunity)}
    made = [
        _given(applications[one], reviewers[who], actor, due_at)
        for one, who in _pairs(opportunity, list(applications), list(reviewers), sharing, each)
    ]
    for reviewer in reviewers.values():
        mails.tell_assigned(reviewer, [row for row in made if row.reviewer_id == reviewer.pk])
    return made


def is_assessed(assignment: Assignment) -> bool:
    return Assignment.objects.filter(pk=assignment.pk, assessment__submitted_at__isnull=False).exists()


def require_reviewable(application: Application) -> None:
    if application.state not in IN_SELECTION:
        raise NotReviewable(state=application.status.label)


def _pairs(
    opportunity: Opportunity, applications: list[UUID], reviewers: list[UUID], sharing: Sharing, each: int
) -> Iterable[tuple[UUID, UUID]]:
    of_it = {"application__opportunity": opportunity}
    conflicts = ConflictDeclaration.objects.conflicts().filter(**of_it)
    barred = set(conflicts.values_list("application", "reviewer"))
    given = set(Assignment.objects.filter(**of_it).values_list("application", "reviewer"))
    if sharing == Sharing.ALL:
        return everybody(applications, reviewers, barred=barred, given=given)
    return balanced(applications, reviewers, each=each, barred=barred, given=given)


def _reviewable(opportunity: Opportunity) -> list[Application]:
    rows = Application.objects.select_related("opportunity__host", "profile").select_for_update(of=("self",))
    return list(rows.filter(opportunity=opportunity, state__in=IN_SELECTION).order_by("submitted_at", "id"))


def _require_able(application: Application, reviewer: Reviewer) -> None:
    if reviewer.opportunity_id != application.opportunity_id or not reviewer.is_active:
        raise WrongPanel
    of_the_pair = {"application": application, "reviewer": reviewer}
    if ConflictDeclaration.objects.conflicts().filter(**of_the_pair).exists():
        raise HasConflict


def _given(
    application: Application, reviewer: Reviewer, actor: User, due_at: dt.datetime | None
) -> Assignment:
    assignment = Assignment(application=application, reviewer=reviewer, due_at=due_at)
    try:
        with transaction.atomic():
            assignment.full_clean(validate_constraints=False)
            assignment.save(force_insert=True)
    except IntegrityError:
        raise AlreadyAssigned from None
    record(actor, "reviews.assignment.made", application)
    if application.state == ApplicationState.COMPLETE:
        step(application, ApplicationState.UNDER_REVIEW, actor=actor)
    return assignment

"""What a reviewer thinks of an application: a draft, then submitted, then changed by new versions alone."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import pgettext

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.step import locked
from qiao.rooms.reviews.domain.assignment import require_reviewable
from qiao.rooms.reviews.domain.ranking import require_draft
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.enums import AssessmentState
from qiao.rooms.reviews.errors import AlreadyAssessed, CriterionUnknown, ScoreMissing, ScoreOutside
from qiao.rooms.reviews.models import Assessment, AssessmentVersion, Assignment, Criterion, Score

Points = Mapping[UUID, int]


@transaction.atomic
def draft_assessment(assignment: Assignment, *, actor: User, points: Points, **words: Any) -> Assessment:
    """`words`: recommendation, comment, private_note. Nobody but its reviewer sees a draft."""
    require(actor, "reviews.assess_application", assignment)
    assessment = _open(assignment)
    if assessment.is_submitted:
        raise AlreadyAssessed
    return _kept(assessment, actor, points, words)


@transaction.atomic
def submit_assessment(assignment: Assignment, *, actor: User, points: Points, **words: Any) -> Assessment:
    """Again after the first time: another version, and the one before stays readable for the host."""
    require(actor, "reviews.assess_application", assignment)
    assessment = _kept(_open(assignment), actor, points, words)
    criteria = criteria_of(assignment.application.opportunity)
    _require_whole(assessment, criteria, points)
    assessment.state = AssessmentState.SUBMITTED
    assessment.total = total_of(criteria, points)
    assessment.version += 1
    assessment.submitted_at = timezone.now()
    assessment.full_clean()
    assessment.save()
    _note_version(assessment, points)
    changes = {"version": [assessment.version - 1, assessment.version]}
    record(actor, "reviews.assessment.submitted", assessment, changes=changes)
    return assessment


def total_of(criteria: list[Criterion], points: Points) -> float:
    """In hundredths: each criterion's share of its points, by its weight."""
    weights = sum(row.weight for row in criteria)
    reached = sum(row.weight * points[row.pk] / row.max_points for row in criteria)
    return round(100 * reached / weights, 2)


def _open(assignment: Assignment) -> Assessment:
    application = locked(assignment.application)
    require_reviewable(application)
    require_draft(application.intake)
    known = Assessment.objects.select_for_update().filter(assignment=assignment).first()
    return known or Assessment(assignment=assignment)


def _kept(assessment: Assessment, actor: User, points: Points, words: Mapping[str, Any]) -> Assessment:
    is_new = assessment._state.adding
    for name, value in words.items():
        setattr(assessment, name, value)
    assessment.full_clean()
    assessment.save()
    _keep_points(assessment, points)
    if is_new:
        record(actor, "reviews.assessment.begun", assessment)
    return assessment


def _keep_points(assessment: Assessment, points: Points) -> None:
    criteria = {row.pk: row for row in criteria_of(assessment.assignment.application.opportunity)}
    for criterion_id, given in points.items():
        if (criterion := criteria.get(criterion_id)) is None:
            raise CriterionUnknown(criterion=criterion_id)
        if not 0 <= given <= criterion.max_points:
            raise ScoreOutside(name=criterion, most=criterion.max_points)
    Score.objects.filter(assessment=assessment).exclude(criterion__in=points).delete()
    for criterion_id, given in points.items():
        Score.objects.update_or_create(
            assessment=assessment, criterion=criteria[criterion_id], defaults={"points": given}
        )


def _require_whole(assessment: Assessment, criteria: list[Criterion], points: Points) -> None:
    missing = [str(row) for row in criteria if row.pk not in points]
    if not assessment.recommendation:
        missing.append(pgettext("assessment", "recommendation"))
    if missing:
        raise ScoreMissing(names=", ".join(missing))


def _note_version(assessment: Assessment, points: Points) -> None:
    version = AssessmentVersion(
        assessment=assessment,
        number=assessment.version,
        points={str(key): given for key, given in points.items()},
        total=assessment.total or 0.0,
        recommendation=assessment.recommendation,
        comment=assessment.comment,
    )
    version.full_clean()
    version.save(force_insert=True)

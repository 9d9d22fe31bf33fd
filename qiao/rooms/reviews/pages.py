"""What the pages of this room show, gathered."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from qiao.kit.access import may
from qiao.kit.zones import Moment
from qiao.rooms.applications.enums import IN_SELECTION
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Intake, Opportunity
from qiao.rooms.reviews.domain.ranking import rankable, ranked, ranking_of
from qiao.rooms.reviews.domain.rubric import criteria_of
from qiao.rooms.reviews.enums import AssessmentState, ConflictVerdict, Shift, SlotState
from qiao.rooms.reviews.listings import judged
from qiao.rooms.reviews.models import (
    Assessment,
    Assignment,
    ConflictDeclaration,
    ConflictWithdrawal,
    Criterion,
    Interview,
    InterviewSlot,
    Note,
    Ranking,
    Reviewer,
)
from qiao.rooms.reviews.models.panel import AssignmentQuerySet
from qiao.rooms.reviews.moments import moment_in
from qiao.rooms.reviews.rules import has_a_conflict

GIVEN = Q(assignments__suspended_at=None)
DONE = Q(assignments__assessment__state=AssessmentState.SUBMITTED)


def reviewer_rows(opportunity: Opportunity) -> Any:
    rows = Reviewer.objects.active().filter(opportunity=opportunity).select_related("user")
    return rows.annotate(
        given=Count("assignments", filter=GIVEN), done=Count("assignments", filter=DONE)
    ).order_by("id")


def conflicts_in(opportunity: Opportunity) -> Any:
    """Those that stand and those that were lifted, with what was asked and decided."""
    found = ConflictDeclaration.objects.filter(
        verdict=ConflictVerdict.CONFLICT, application__opportunity=opportunity
    ).select_related("reviewer__user", "application__profile", "application__opportunity")
    asked = ConflictWithdrawal.objects.select_related("decided_by")
    return found.prefetch_related(Prefetch("withdrawals", asked))


def conflicts_of(opportunity: Opportunity, reader: Any) -> Any:
    return conflicts_in(opportunity).filter(reviewer__user=reader)


def own_panels(reader: Any) -> Any:
    rows = Reviewer.objects.active().filter(user=reader).select_related("opportunity__host")
    return rows.annotate(
        given=Count("assignments", filter=GIVEN), done=Count("assignments", filter=DONE)
    ).order_by("-id")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One submitted assessment as a column of points."""

    assessment: Assessment
    points: list[int | None]

    @property
    def who(self) -> str:
        user = self.assessment.assignment.reviewer.user
        return "–" if user is None else str(user.email)


def sheets_of(application: Application, criteria: list[Criterion]) -> list[Sheet]:
    rows = Assessment.objects.filter(
        assignment__application=application, state=AssessmentState.SUBMITTED
    ).select_related("assignment__reviewer__user")
    return [_sheet(row, criteria) for row in rows.prefetch_related("scores")]


def _sheet(assessment: Assessment, criteria: list[Criterion]) -> Sheet:
    given = {score.criterion_id: score.points for score in assessment.scores.all()}
    return Sheet(assessment, [given.get(row.pk) for row in criteria])


def assessment_context(application: Application, reader: Any) -> dict[str, Any]:
    """What others think, for whom may read it by now, and the notes of the panel."""
    criteria = criteria_of(application.opportunity)
    sees = may(reader, "reviews.view_assessments", application)
    sheets = sheets_of(application, criteria) if sees else []
    return {
        "criteria": criteria,
        "judgements": sheets,
        "lines": [
            (criterion, [(sheet, sheet.points[place]) for sheet in sheets])
            for place, criterion in enumerate(criteria)
        ],
        "sees_assessments": sees,
        "notes": [] if has_a_conflict(reader, application) else _notes_of(application),
    }


def _notes_of(application: Application) -> Any:
    return Note.objects.filter(application=application).select_related("author")


def assignments_of(application: Application) -> AssignmentQuerySet:
    rows = Assignment.objects.filter(application=application)
    return rows.select_related("reviewer__user", "assessment")


@dataclass(frozen=True, slots=True)
class RankedRow:
    """An application with what the panel thinks of it, and the moves that do something."""

    application: Application
    moves: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Board:
    """A ranking as the page draws it."""

    intake: Intake
    ranking: Ranking
    tiers: list[list[RankedRow]]
    unranked: list[RankedRow]


def board_of(intake: Intake, reader: Any) -> Board:
    tiers = ranked(intake)
    known = {row.pk: row for row in judged(intake.opportunity, reader).filter(intake=intake)}
    named = {row.pk for tied in tiers for row in tied}
    free = set(rankable(intake).values_list("pk", flat=True)) - named
    rest = sorted((row for pk, row in known.items() if pk in free), key=lambda row: -row.mean)  # type: ignore[attr-defined]  # annotated
    return Board(
        intake,
        ranking_of(intake),
        [
            [RankedRow(known[row.pk], _moves(tiers, place, tied)) for row in tied]
            for place, tied in enumerate(tiers)
        ],
        [RankedRow(row, _worded(Shift.ADD)) for row in rest],
    )


def _moves(tiers: list[list[Application]], place: int, tied: list[Application]) -> list[tuple[str, str]]:
    is_tied = len(tied) > 1
    can = {
        Shift.UP: is_tied or place > 0,
        Shift.DOWN: is_tied or place < len(tiers) - 1,
        Shift.TIE: place > 0,
        Shift.SPLIT: is_tied,
        Shift.REMOVE: True,
    }
    return _worded(*[shift for shift, is_open in can.items() if is_open])


def _worded(*shifts: Shift) -> list[tuple[str, str]]:
    return [(shift.value, str(shift.label)) for shift in shifts]


def intakes_of(opportunity: Opportunity) -> list[tuple[Intake, Ranking | None, int]]:
    """Each with its ranking, where one was begun, and how many stand in it."""
    rows = Intake.objects.filter(opportunity=opportunity).select_related("opportunity", "ranking")
    counted = rows.annotate(ranked_count=Count("rank_entries")).order_by("-number")
    return [(row, getattr(row, "ranking", None), row.ranked_count) for row in counted]


@dataclass(frozen=True, slots=True)
class TimedSlot:
    slot: InterviewSlot
    moment: Moment
    interview: Interview | None = None


def timed(
    slot: InterviewSlot, opportunity: Opportunity, reader: Any, interview: Interview | None = None
) -> TimedSlot:
    return TimedSlot(slot, moment_in(slot.starts_at, opportunity, reader), interview)


def slots_context(opportunity: Opportunity, reader: Any) -> dict[str, Any]:
    """The times ahead and who has taken them, who is to choose, and who may be invited."""
    ahead = InterviewSlot.objects.filter(
        opportunity=opportunity, state=SlotState.OFFERED, starts_at__gt=timezone.now()
    )
    slots = ahead.select_related(
        "interview__application__profile", "interview__application__opportunity"
    ).prefetch_related("interviewers__user")
    named = Application.objects.select_related("profile", "opportunity")
    standing = named.filter(opportunity=opportunity, state__in=IN_SELECTION)
    return {
        "slots": [timed(row, opportunity, reader, getattr(row, "interview", None)) for row in slots],
        "waiting": standing.filter(interview__isnull=False, interview__slot=None).order_by("id"),
        "invitable": standing.filter(interview=None).order_by("id"),
    }

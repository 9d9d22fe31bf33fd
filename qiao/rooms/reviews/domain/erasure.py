"""Where reviews hold something about a person: as a reviewer, or as the one who applied. Words go; points and
tiers stay without a name."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from qiao.kit.classification import DataSubject
from qiao.rooms.reviews.models import (
    Assessment,
    AssessmentVersion,
    ConflictDeclaration,
    ConflictWithdrawal,
    Interview,
    Note,
    RankEntry,
    Ranking,
    RankingStep,
    Reviewer,
    Score,
)

GONE = "–"


def find_reviewers(subject: DataSubject) -> QuerySet[Reviewer]:
    return Reviewer.objects.filter(subject.is_at("user"))


def find_declarations(subject: DataSubject) -> QuerySet[ConflictDeclaration]:
    return ConflictDeclaration.objects.filter(subject.is_at("reviewer__user", "application__profile__user"))


def find_withdrawals(subject: DataSubject) -> QuerySet[ConflictWithdrawal]:
    found = subject.is_at(
        "declaration__reviewer__user", "declaration__application__profile__user", "decided_by"
    )
    return ConflictWithdrawal.objects.filter(found)


def find_assessments(subject: DataSubject) -> QuerySet[Assessment]:
    found = subject.is_at("assignment__reviewer__user", "assignment__application__profile__user")
    return Assessment.objects.filter(found)


def find_versions(subject: DataSubject) -> QuerySet[AssessmentVersion]:
    return AssessmentVersion.objects.filter(assessment__in=find_assessments(subject).values("pk"))


def find_scores(subject: DataSubject) -> QuerySet[Score]:
    return Score.objects.filter(assessment__in=find_assessments(subject).values("pk"))


def find_notes(subject: DataSubject) -> QuerySet[Note]:
    return Note.objects.filter(subject.is_at("author", "application__profile__user"))


def find_entries(subject: DataSubject) -> QuerySet[RankEntry]:
    return RankEntry.objects.filter(subject.is_at("application__profile__user"))


def find_rankings(subject: DataSubject) -> QuerySet[Ranking]:
    return Ranking.objects.filter(subject.is_at("confirmed_by"))


def find_steps(subject: DataSubject) -> QuerySet[RankingStep]:
    return RankingStep.objects.filter(subject.is_at("actor"))


def find_interviews(subject: DataSubject) -> QuerySet[Interview]:
    return Interview.objects.filter(subject.is_at("application__profile__user"))


def forget_reviewers(reviewers: QuerySet[Reviewer]) -> int:
    return reviewers.update(user=None, left_at=timezone.now())


def forget_reasons(declarations: QuerySet[ConflictDeclaration]) -> int:
    return declarations.exclude(reason="").update(reason=GONE)


def forget_withdrawals(withdrawals: QuerySet[ConflictWithdrawal]) -> int:
    """Who and why go; that there was one, when, and how it ended stay."""
    withdrawals.exclude(answer="").update(answer=GONE)
    return withdrawals.update(reason=GONE, decided_by=None)


def forget_words(assessments: QuerySet[Assessment]) -> int:
    return assessments.update(comment="", private_note="")


def forget_comments(versions: QuerySet[AssessmentVersion]) -> int:
    return versions.update(comment="")


def erase_notes(notes: QuerySet[Note]) -> int:
    return notes.delete()[0]


def forget_confirmers(rankings: QuerySet[Ranking]) -> int:
    return rankings.update(confirmed_by=None)


def forget_actors(steps: QuerySet[Any]) -> int:
    return steps.update(actor=None)


def free_times(interviews: QuerySet[Interview]) -> int:
    return interviews.update(slot=None, booked_at=None)

"""Where reviews hold something about a person: as a reviewer, or as the one who applied. Words go; points and
tiers stay without a name."""

from typing import Any

from django.db.models import Q, QuerySet
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


def _by_or_about(subject: DataSubject, by: str, about: str) -> Q:
    if not subject.user_id:
        return Q(pk__in=[])
    return Q(**{by: subject.user_id}) | Q(**{f"{about}__profile__user": subject.user_id})


def find_reviewers(subject: DataSubject) -> QuerySet[Reviewer]:
    return Reviewer.objects.filter(user=subject.user_id) if subject.user_id else Reviewer.objects.none()


def find_declarations(subject: DataSubject) -> QuerySet[ConflictDeclaration]:
    return ConflictDeclaration.objects.filter(_by_or_about(subject, "reviewer__user", "application"))


def find_withdrawals(subject: DataSubject) -> QuerySet[ConflictWithdrawal]:
    found = _by_or_about(subject, "declaration__reviewer__user", "declaration__application")
    decided = Q(decided_by=subject.user_id) if subject.user_id else Q(pk__in=[])
    return ConflictWithdrawal.objects.filter(found | decided)


def find_assessments(subject: DataSubject) -> QuerySet[Assessment]:
    found = _by_or_about(subject, "assignment__reviewer__user", "assignment__application")
    return Assessment.objects.filter(found)


def find_versions(subject: DataSubject) -> QuerySet[AssessmentVersion]:
    return AssessmentVersion.objects.filter(assessment__in=find_assessments(subject).values("pk"))


def find_scores(subject: DataSubject) -> QuerySet[Score]:
    return Score.objects.filter(assessment__in=find_assessments(subject).values("pk"))


def find_notes(subject: DataSubject) -> QuerySet[Note]:
    return Note.objects.filter(_by_or_about(subject, "author", "application"))


def find_entries(subject: DataSubject) -> QuerySet[RankEntry]:
    own = Q(application__profile__user=subject.user_id) if subject.user_id else Q(pk__in=[])
    return RankEntry.objects.filter(own)


def find_rankings(subject: DataSubject) -> QuerySet[Ranking]:
    own = Q(confirmed_by=subject.user_id) if subject.user_id else Q(pk__in=[])
    return Ranking.objects.filter(own)


def find_steps(subject: DataSubject) -> QuerySet[RankingStep]:
    return RankingStep.objects.filter(Q(actor=subject.user_id) if subject.user_id else Q(pk__in=[]))


def find_interviews(subject: DataSubject) -> QuerySet[Interview]:
    own = Q(application__profile__user=subject.user_id) if subject.user_id else Q(pk__in=[])
    return Interview.objects.filter(own)


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

"""How the activity log calls our records: by the opportunity, never by a person."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.reviews.models import Criterion, Interview, InterviewSlot, Ranking, Reviewer, Rubric

Titles = dict[UUID, tuple[str, str]]


def rubrics(ids: Sequence[UUID]) -> Titles:
    rows = Rubric.objects.filter(pk__in=ids).select_related("opportunity")
    return {row.pk: (str(row), reverse("reviews:rubric", args=[row.opportunity_id])) for row in rows}


def criteria(ids: Sequence[UUID]) -> Titles:
    rows = Criterion.objects.filter(pk__in=ids).select_related("rubric")
    return {row.pk: (str(row), reverse("reviews:rubric", args=[row.rubric.opportunity_id])) for row in rows}


def reviewers(ids: Sequence[UUID]) -> Titles:
    rows = Reviewer.objects.filter(pk__in=ids).select_related("opportunity")
    return {
        row.pk: (str(row.opportunity), reverse("reviews:panel", args=[row.opportunity_id])) for row in rows
    }


def rankings(ids: Sequence[UUID]) -> Titles:
    rows = Ranking.objects.filter(pk__in=ids).select_related("intake__opportunity")
    return {row.pk: (str(row), reverse("reviews:ranking", args=[row.intake_id])) for row in rows}


def slots(ids: Sequence[UUID]) -> Titles:
    rows = InterviewSlot.objects.filter(pk__in=ids).select_related("opportunity")
    return {
        row.pk: (str(row.opportunity), reverse("reviews:interviews", args=[row.opportunity_id]))
        for row in rows
    }


def interviews(ids: Sequence[UUID]) -> Titles:
    rows = Interview.objects.filter(pk__in=ids).select_related("application__opportunity")
    return {
        row.pk: (str(row.application.opportunity), reverse("reviews:interview", args=[row.pk]))
        for row in rows
    }


SUBJECTS: dict[str, Callable[[Sequence[UUID]], Titles]] = {
    "reviews.rubric": rubrics,
    "reviews.criterion": criteria,
    "reviews.reviewer": reviewers,
    "reviews.ranking": rankings,
    "reviews.interviewslot": slots,
    "reviews.interview": interviews,
}

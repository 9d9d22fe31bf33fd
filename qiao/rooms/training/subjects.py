"""How the activity log calls our records: by the cohort or a number, never a person."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.training.models import Certificate, Cohort, Enrolment, TrainingFeed


def cohorts(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Cohort.objects.filter(pk__in=ids)
    return {row.pk: (str(row), reverse("training:cohort", args=[row.pk])) for row in rows}


def enrolments(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Enrolment.objects.filter(pk__in=ids).select_related("cohort")
    return {row.pk: (str(row), reverse("training:enrolment", args=[row.pk])) for row in rows}


def certificates(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Certificate.objects.filter(pk__in=ids)
    return {row.pk: (str(row), reverse("training:enrolment", args=[row.enrolment_id])) for row in rows}


def feeds(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = TrainingFeed.objects.filter(pk__in=ids)
    return {row.pk: (str(row), reverse("training:own")) for row in rows}

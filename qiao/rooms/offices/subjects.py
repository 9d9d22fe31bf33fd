"""How the activity log calls our records: a university, a host, a posting, never a student."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.offices.models import HostApproval, PostingApproval, Recommendation, StudentRegistration

Named = dict[UUID, tuple[str, str]]


def registrations(ids: Sequence[UUID]) -> Named:
    rows = StudentRegistration.objects.filter(pk__in=ids).select_related("university")
    return {row.pk: (str(row.university), reverse("offices:student", args=[row.pk])) for row in rows}


def host_approvals(ids: Sequence[UUID]) -> Named:
    rows = HostApproval.objects.filter(pk__in=ids).select_related("university", "host")
    return {
        row.pk: (str(row), reverse("offices:host", args=[row.university_id, row.host_id])) for row in rows
    }


def posting_approvals(ids: Sequence[UUID]) -> Named:
    rows = PostingApproval.objects.filter(pk__in=ids).select_related("university", "opportunity")
    return {row.pk: (str(row), _posting(row)) for row in rows}


def recommendations(ids: Sequence[UUID]) -> Named:
    rows = Recommendation.objects.filter(pk__in=ids).select_related("university", "opportunity")
    return {row.pk: (str(row), _posting(row)) for row in rows}


def _posting(row: PostingApproval | Recommendation) -> str:
    return reverse("offices:posting", args=[row.university_id, row.opportunity_id])

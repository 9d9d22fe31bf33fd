"""How the activity log calls our records: by what was applied for, never by the person."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.applications.models import Application


def applications(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Application.objects.filter(pk__in=ids).select_related("opportunity")
    return {
        row.pk: (str(row.opportunity), reverse("applications:application", args=[row.pk])) for row in rows
    }

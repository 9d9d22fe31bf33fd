"""How the activity log calls our records."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.opportunities.models import Opportunity


def opportunities(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Opportunity.objects.filter(pk__in=ids)
    return {row.pk: (str(row), reverse("opportunities:opportunity", args=[row.pk])) for row in rows}

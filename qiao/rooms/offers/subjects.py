"""How the activity log calls our records: by the intake, never a person."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.offers.models import Offer


def offers(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Offer.objects.filter(pk__in=ids).select_related("intake__opportunity")
    return {row.pk: (str(row), reverse("offers:offer", args=[row.pk])) for row in rows}

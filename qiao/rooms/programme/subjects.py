"""How the activity log calls our records."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.programme.models import ProgrammeItem


def items(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = ProgrammeItem.objects.filter(pk__in=ids).only("title_zh", "title_en")
    return {row.pk: (str(row.title), reverse("programme:item", args=[row.pk])) for row in rows}

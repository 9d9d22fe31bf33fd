"""How the activity log calls our records: a number or a state, never a person."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from qiao.rooms.letters.models import Letter


def letters(ids: Sequence[UUID]) -> dict[UUID, tuple[str, str]]:
    rows = Letter.objects.filter(pk__in=ids).select_related("exchange").defer("code")
    return {row.pk: (str(row), reverse("letters:letter", args=[row.pk])) for row in rows}

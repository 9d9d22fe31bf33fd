"""How the activity log calls our records and where they are."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from qiao.rooms.directory.models import Organisation, Person

Titles = dict[UUID, tuple[str, str]]


def organisations(ids: Sequence[UUID]) -> Titles:
    return _titles(Organisation, ids, "directory:organisation")


def people(ids: Sequence[UUID]) -> Titles:
    return _titles(Person, ids, "directory:person")


def _titles(model: Any, ids: Sequence[UUID], url_name: str) -> Titles:
    rows = model.objects.filter(pk__in=ids).only("name_zh", "name_en")
    return {row.pk: (str(row.name), reverse(url_name, args=[row.pk])) for row in rows}

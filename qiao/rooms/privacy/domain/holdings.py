"""What is held about a person, where, why and until when: read from the classes of the fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from qiao.kit.classification import Classified, DataSubject, Sensitivity, classified
from qiao.rooms.privacy.reasons import Reason, reason_for

COUNTED = 1000


@dataclass(frozen=True)
class Holding:
    label: str
    name: str | Promise
    rows: int
    fields: list[str | Promise]
    has_sensitive: bool
    reason: Reason | None

    @property
    def is_more(self) -> bool:
        return self.rows > COUNTED


def found(subject: DataSubject) -> Iterator[tuple[str, Classified, QuerySet[Any]]]:
    """Every model that holds rows of persons, with the rows of this one."""
    for label, entry in classified.items():
        if entry.is_personal and entry.find is not None:
            yield label, entry, entry.find(subject)


def holdings(subject: DataSubject) -> list[Holding]:
    all_of_them = (_holding(label, entry, rows) for label, entry, rows in found(subject))
    return [holding for holding in all_of_them if holding.rows]


def _holding(label: str, entry: Classified, rows: QuerySet[Any]) -> Holding:
    count = rows.order_by()[: COUNTED + 1].count()
    names = entry.named(Sensitivity.PERSONAL, Sensitivity.SENSITIVE)
    fields = [entry.model._meta.get_field(name).verbose_name for name in names]  # type: ignore[union-attr]
    meta = entry.model._meta
    name = meta.verbose_name_plural or meta.label
    return Holding(label, name, count, fields, bool(entry.named(Sensitivity.SENSITIVE)), reason_for(label))

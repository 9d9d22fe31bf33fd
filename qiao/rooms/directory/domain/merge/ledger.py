"""Writes while a merge runs, each noted so that it can be taken back, and taking them back."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from qiao.rooms.directory.errors import CannotUndo

_MOVED_SINCE = _("some of what was moved (%(noun)s) has been removed or moved again.")
_CHANGED_SINCE = _("“%(field)s” (%(noun)s) has been changed since.")


class Ledger:
    def __init__(self) -> None:
        self.moved: list[list[Any]] = []
        self.changed: list[list[Any]] = []

    def write(self, record: models.Model, column: str, value: Any) -> None:
        """`column` is the attribute of the stored value: `logo_id`, not `logo`."""
        before = getattr(record, column)
        if before == value:
            return
        _rows(record).filter(pk=record.pk).update(**{column: value})
        setattr(record, column, value)
        self.changed.append([record._meta.label_lower, str(record.pk), column, plain(before), plain(value)])

    def move(self, rows: models.QuerySet[Any], column: str, target: UUID) -> None:
        """All at once, or where uniqueness stands in the way one by one; what collides stays."""
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        moved = (
            ids
            if _try(rows.filter(pk__in=ids), column, target)
            else self._one_by_one(rows, ids, column, target)
        )
        if moved:
            self.moved.append([rows.model._meta.label_lower, column, [str(pk) for pk in moved]])

    def _one_by_one(self, rows: models.QuerySet[Any], ids: list[Any], column: str, target: UUID) -> list[Any]:
        return [pk for pk in ids if _try(rows.filter(pk=pk), column, target)]


def take_back(moved: list[list[Any]], changed: list[list[Any]], *, absorbed: UUID) -> None:
    """The last write first. The caller has checked that nothing else has touched these rows since."""
    for label, column, ids in reversed(moved):
        model = apps.get_model(label)
        model._base_manager.filter(pk__in=ids).update(**{column: absorbed})
    for label, pk, column, before, _ignored in reversed(changed):
        apps.get_model(label)._base_manager.filter(pk=pk).update(**{column: before})


def check_moved(label: str, column: str, ids: list[str], survivor: UUID) -> None:
    model = apps.get_model(label)
    still_there = model._base_manager.filter(pk__in=ids, **{column: survivor}).count()
    if still_there != len(ids):
        raise CannotUndo(reason=_MOVED_SINCE % {"noun": model._meta.verbose_name_plural})


def check_changed(label: str, pk: str, column: str, after: Any) -> None:
    model = apps.get_model(label)
    row = model._base_manager.filter(pk=pk).first()
    if row is None or plain(getattr(row, column)) != after:
        field = model._meta.get_field(column)
        raise CannotUndo(
            reason=_CHANGED_SINCE % {"field": field.verbose_name, "noun": model._meta.verbose_name}
        )


def plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _try(rows: models.QuerySet[Any], column: str, target: UUID) -> bool:
    try:
        with transaction.atomic():
            rows.update(**{column: target})
    except IntegrityError:
        return False
    return True


def _rows(record: models.Model) -> models.QuerySet[Any]:
    return type(record)._base_manager.all()

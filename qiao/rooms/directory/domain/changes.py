"""What a change does to a record: set, judge, store, and tell the activity row."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from qiao.kit.classification import Sensitivity, classified


def apply(record: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Sets and stores the values that differ. The answer is for `record(changes=...)`: names of personal
    fields without their values, [old, new] of plain ones; empty when nothing changed."""
    values = with_nulls(type(record), values)
    before = {name: getattr(record, name) for name in values}
    for name, value in values.items():
        setattr(record, name, value)
    record.full_clean()
    changes = {
        name: _told(record, name, before[name]) for name in values if _differs(record, name, before[name])
    }
    if changes:
        record.save(update_fields=[*changes, "updated_at"])
    return changes


def with_nulls(model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """An identifier that is left empty is none at all: two empty ones are not the same."""
    nullable = {field.name for field in model._meta.concrete_fields if field.null}
    return {name: None if value == "" and name in nullable else value for name, value in values.items()}


def described(record: models.Model) -> dict[str, Any]:
    """A new record's values that are not empty, for its first activity row."""
    names = [field.name for field in record._meta.concrete_fields if field.name not in _OF_EVERY_RECORD]
    return {name: _told(record, name, None) for name in names if getattr(record, name) not in _EMPTY}


_OF_EVERY_RECORD = {"id", "created_at", "updated_at"}
_EMPTY: tuple[Any, ...] = (None, "", [], {})


def _differs(record: models.Model, name: str, before: Any) -> bool:
    return bool(getattr(record, name) != before)


def _told(record: models.Model, name: str, before: Any) -> list[Any] | None:
    sensitivity = classified.get(record._meta.label_lower).fields.get(name)
    if sensitivity != Sensitivity.PLAIN:
        return None
    return [_plain(before), _plain(getattr(record, name))]


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | list | dict):
        return value
    if isinstance(value, models.Model):
        return str(value.pk)
    return str(value)

"""What others changed in a session since somebody opened it, out of the activity log."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from qiao.kit.activity.models import Activity
from qiao.rooms.programme.days import by_the_clock
from qiao.rooms.programme.enums import Language
from qiao.rooms.programme.models import ProgrammeItem

LANGUAGES = dict(Language.choices)


@dataclass(frozen=True, slots=True)
class Change:
    """`was` and `now` are words for the reader, `before` is as the log keeps it; `by` is who changed it last,
    if the account still stands."""

    name: str
    label: str
    before: Any
    was: str
    now: str
    by: Any
    at: Any


def changes_since(item: ProgrammeItem, version: int) -> list[Change]:
    """`item` as it is now. Every change counts the version by one, and has one row in the log."""
    rows = Activity.objects.of(item).filter(action="programme.item.changed").select_related("actor")
    later = list(rows.order_by("-id")[: max(item.version - version, 0)])[::-1]
    first: dict[str, Any] = {}
    last: dict[str, Activity] = {}
    for row in later:
        for name, told in row.changes.items():
            first.setdefault(name, told[0])
            last[name] = row
    return list(_changes(item, first, last))


def is_untouched(change: Change, value: Any) -> bool:
    """Whether a form still holds what stood there when it was opened."""
    return bool(_as_logged(value) == change.before)


def _as_logged(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, models.QuerySet):
        return sorted(str(row.pk) for row in value)
    return value if value is None or isinstance(value, bool | int | list) else str(value)


def _changes(item: ProgrammeItem, first: dict[str, Any], last: dict[str, Activity]) -> Iterable[Change]:
    for name, before in first.items():
        if name == "version":
            continue
        field = item._meta.get_field(name)
        now = last[name].changes[name][1]
        if now != before:
            label = str(getattr(field, "verbose_name", name))
            was, shown = _shown(item, field, before), _shown(item, field, now)
            yield Change(name, label, before, was, shown, last[name].actor, last[name].created_at)


def _shown(item: ProgrammeItem, field: Any, value: Any) -> str:
    if value in (None, "", []):
        return "–"
    if field.is_relation:
        return _names(field.related_model, value if isinstance(value, list) else [value])
    if isinstance(field, models.DateTimeField):
        moment = parse_datetime(value)
        return date_format(by_the_clock(moment, item.exchange), "DATETIME_FORMAT")
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.JSONField):
        return ", ".join(str(LANGUAGES.get(code, code)) for code in value)
    return str(dict(field.flatchoices).get(value, value))


def _names(model: Any, ids: list[str]) -> str:
    return ", ".join(map(str, model._default_manager.filter(pk__in=ids))) or "–"

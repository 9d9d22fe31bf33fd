"""Pages of a list by key: the thousandth page costs as much as the first, and nothing is counted.

The condition is `a <= x AND (a < x OR (a = x AND id < y))`: its first half is redundant in logic but is what
lets both databases seek in the index; without it they read the whole list.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import QiaoError

MAX_SIZE = 100
MAX_CURSOR = 2000  # characters
SALT = "qiao.paging"

Row = TypeVar("Row", bound=Model)


class InvalidCursor(QiaoError):
    code = "invalid-cursor"
    status = 400
    sentence = _("This link to a page of the list is not valid any more. Start again from the first page.")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """`next` and `previous` are cursors for the pages beside this one, empty where there is none."""

    items: list[Row]
    next: str = ""
    previous: str = ""


def keyset_page(queryset: QuerySet[Row], order: Sequence[str], cursor: str = "", size: int = 50) -> Page[Row]:
    """One page in the given order, which is completed with the primary key when no unique field ends it."""
    size = min(max(size, 1), MAX_SIZE)
    order = complete(queryset.model, order)
    backwards, position = _read(queryset.model, order, cursor) if cursor else (False, None)
    direction = opposite(order) if backwards else order
    if position is not None:
        queryset = queryset.filter(_beyond(direction, position))
    found = list(queryset.order_by(*direction)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return _page(found, order, has_next=backwards or more, has_previous=more if backwards else bool(cursor))


def complete(model: type[Model], order: Sequence[str]) -> tuple[str, ...]:
    """The order, ended with the primary key; a field that may be NULL has no place in an order."""
    for name in order:
        if (field := _field(model, name)) is not None and field.null:
            raise ValueError(f"{model.__name__} cannot be paged by {name!r}: it may be NULL")
    last = _field(model, order[-1]) if order else None
    return tuple(order) if last is not None and last.unique else (*order, "pk")


def _page(found: list[Row], order: Sequence[str], *, has_next: bool, has_previous: bool) -> Page[Row]:
    if not found:
        return Page(found)
    return Page(
        found,
        next=_write(found[-1], order, backwards=False) if has_next else "",
        previous=_write(found[0], order, backwards=True) if has_previous else "",
    )


def _beyond(order: Sequence[str], position: Sequence[Any]) -> Q:
    """Rows that come after the position, compared as one row value."""
    name, value = order[0].lstrip("-"), position[0]
    operator = "lt" if order[0].startswith("-") else "gt"
    strictly = Q(**{f"{name}__{operator}": value})
    if len(order) == 1:
        return strictly
    tie = Q(**{name: value}) & _beyond(order[1:], position[1:])
    return Q(**{f"{name}__{operator}e": value}) & (strictly | tie)


def opposite(order: Sequence[str]) -> tuple[str, ...]:
    """The same order read from its end."""
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _field(model: type[Model], name: str) -> "Field[Any, Any] | None":
    """The model field of an order name; None for an annotation."""
    field: Any = None
    for part in name.lstrip("-").split("__"):
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        model = field.related_model or model
    return field  # type: ignore[no-any-return]  # narrowed by the loop


def _write(row: Model, order: Sequence[str], *, backwards: bool) -> str:
    values = [_plain(_value(row, name.lstrip("-"))) for name in order]
    return signing.dumps([backwards, *values], salt=_salt(type(row), order), compress=True)


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID | Decimal) else value


def _read(model: type[Model], order: Sequence[str], cursor: str) -> tuple[bool, list[Any]]:
    """Direction and position of a cursor that we signed for this very list and order; else it is refused."""
    if len(cursor) > MAX_CURSOR:
        raise InvalidCursor
    try:
        backwards, *values = signing.loads(cursor, salt=_salt(model, order))
    except signing.BadSignature:
        raise InvalidCursor from None
    return backwards, [_typed(model, name, value) for name, value in zip(order, values, strict=True)]


def _salt(model: type[Model], order: Sequence[str]) -> str:
    return f"{SALT}:{model._meta.label_lower}:{','.join(order)}"


def _typed(model: type[Model], name: str, value: Any) -> Any:
    field = _field(model, name)
    try:
        return value if field is None else field.to_python(value)
    except ValidationError:
        raise InvalidCursor from None

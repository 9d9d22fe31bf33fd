"""Lists by key: a page and the signed cursors of the pages beside it."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet
from ninja import Schema
from pydantic import ConfigDict, Field

from qiao.kit.ui.paging import MAX_CURSOR, MAX_SIZE, keyset_page

Item = TypeVar("Item")


class PageQuery(Schema):
    model_config = ConfigDict(extra="ignore")

    cursor: str = Field("", max_length=MAX_CURSOR)
    size: int = Field(50, ge=1, le=MAX_SIZE)


class Page(Schema, Generic[Item]):
    """`next` and `previous` are cursors, empty where there is no such page."""

    items: list[Item]
    next: str = ""
    previous: str = ""


def page_of(queryset: QuerySet[Any], order: Sequence[str], query: PageQuery) -> dict[str, Any]:
    page = keyset_page(queryset, order, query.cursor, query.size)
    return {"items": page.items, "next": page.next, "previous": page.previous}

"""The words in which a list is declared, and what its templates draw."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.functional import Promise

from qiao.kit.ui.paging import opposite


@dataclass(frozen=True)
class Column:
    """`value` is a path of attributes or a function of the row; `template` draws the cell from `row`."""

    name: str
    label: str | Promise
    value: str | Callable[[Any], Any] = ""
    link: Callable[[Any], str] | None = None
    template: str = ""
    sort: str = ""  # the name of a Sort
    numeric: bool = False
    shown: bool = True
    exported: bool = True

    def of(self, row: Any) -> Any:
        if callable(self.value):
            return self.value(row)
        for part in (self.value or self.name).split("."):
            row = getattr(row, part, None)
            row = row() if callable(row) else row
        return row


@dataclass(frozen=True)
class Sort:
    """`order` names columns that are never NULL; the primary key is added where it does not end uniquely."""

    name: str
    label: str | Promise
    order: Sequence[str]

    @property
    def descending(self) -> tuple[str, ...]:
        return opposite(self.order)


@dataclass(frozen=True)
class Cell:
    label: str | Promise
    content: Any
    url: str = ""
    numeric: bool = False

    @classmethod
    def of(cls, column: Column, row: Any) -> "Cell":
        if column.template:
            content: Any = render_to_string(column.template, {"row": row})
        else:
            content = column.of(row)
        return cls(column.label, content, column.link(row) if column.link else "", column.numeric)


@dataclass(frozen=True)
class Heading:
    label: str | Promise
    numeric: bool
    url: str = ""
    aria_sort: str = ""


@dataclass(frozen=True)
class Chip:
    words: str
    url: str  # the list without it

"""The sheets of the workbook and their columns, as people head them in either language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from qiao.kit.bilingual.folding import compact, fold

_BETWEEN = re.compile(r"[/|\n]")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Column:
    """`means_*` is what the template says of it."""

    field: str
    en: str
    zh: str
    means_en: str
    means_zh: str
    is_needed: bool = False
    also: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return f"{self.zh} / {self.en}"

    def names(self) -> tuple[str, ...]:
        return (self.field, self.en, self.zh, *self.also)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    name: str
    zh: str
    columns: tuple[Column, ...]
    is_needed: bool = True
    also: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return f"{self.zh} {self.name}"

    def column(self, heading: str) -> Column | None:
        """The column of a heading; capitals, spaces, width and signs make no difference."""
        said = set(keys(heading))
        return next((each for each in self.columns if said & {key(name) for name in each.names()}), None)

    def is_named(self, title: str) -> bool:
        return bool(set(keys(title)) & {key(name) for name in (self.name, self.zh, *self.also)})


def key(text: str) -> str:
    return compact(fold(text))


def keys(text: str) -> Iterator[str]:
    """A heading as a whole and, where it is in two languages, each of them."""
    chinese = "".join(_CHINESE.findall(text))
    for part in (text, *_BETWEEN.split(text), chinese, _CHINESE.sub(" ", text)):
        if found := key(part):
            yield found

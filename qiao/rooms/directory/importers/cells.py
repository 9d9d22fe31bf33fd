"""Reading one cell into one column of a model, with every fault told at its place."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import SourceRow
from qiao.kit.imports.problems import CORRECT_IT, Problems
from qiao.kit.text import clean_line

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SEPARATOR = re.compile(r"[;；|\n]+")
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y-%m", "%Y/%m", "%Y年%m月", "%Y")
MAX_SEVERAL = 30


class Cells:
    """One row, read cell by cell. What cannot be read is told and left out."""

    def __init__(self, row: SourceRow, problems: Problems) -> None:
        self.row = row
        self._problems = problems

    def line(self, name: str) -> str:
        return clean_line(self.row.get(name))

    def several(self, name: str) -> list[str]:
        """Values separated by semicolons, bars or lines."""
        parts = [clean_line(part) for part in _SEPARATOR.split(self.row.get(name))]
        found = list(dict.fromkeys(part for part in parts if part))
        if len(found) > MAX_SEVERAL:
            self.tell(name, _("There are more than %(limit)s values in one cell."), limit=MAX_SEVERAL)
        return found[:MAX_SEVERAL]

    def value(self, name: str, model: type[models.Model], column: str = "") -> Any:
        """Cleaned as the model's own column does it; None when empty or refused."""
        text = self.row.get(name)
        return self.cleaned(name, model, column or name, text) if text.strip() else None

    def cleaned(self, name: str, model: type[models.Model], column: str, text: str) -> Any:
        field = model._meta.get_field(column)
        try:
            return _plain(field.clean(text, None))  # type: ignore[union-attr]  # a column, no relation
        except ValidationError as refusal:
            self.refuse(name, refusal, text)
            return None

    def refuse(self, name: str, refusal: ValidationError, text: str = "") -> None:
        self._problems.add_refusal(self.row.number, name, refusal, text or self.row.get(name))

    def meaning(
        self, name: str, find: Callable[[str], str], sentence: str | Promise, remedy: str | Promise
    ) -> str:
        """The code behind a word, or a fault whose remedy says which words are known."""
        text = self.line(name)
        found = find(text) if text else ""
        if text and not found:
            self.tell(name, sentence, remedy)
        return found

    def day(self, name: str) -> str | None:
        """An ISO date; a month or a year alone begins with its first day."""
        text = self.line(name).split(" ")[0]
        if not text:
            return None
        for pattern in _DAYS:
            try:
                return _day(text, pattern).isoformat()
            except ValueError:
                continue
        self.tell(name, _("This is no date. Write it as 2026-05-01."))
        return None

    def needed(self, name: str) -> None:
        self.tell(name, _("This cell must not be empty."), remedy=_("Fill it in."))

    def tell(
        self, name: str, sentence: str | Promise, remedy: str | Promise = CORRECT_IT, **values: Any
    ) -> None:
        self._problems.add(self.row.number, name, sentence, value=self.row.get(name), remedy=remedy, **values)


def script_of(text: str) -> str:
    """The language that a name of unnamed language is in."""
    return "zh" if _HAN.search(text) else "en"


def _day(text: str, pattern: str) -> date:
    day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 (a day has no zone)
    if not 1900 <= day.year <= 2199:
        raise ValueError(text)
    return day


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value

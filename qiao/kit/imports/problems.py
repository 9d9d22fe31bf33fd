"""Collects what is wrong with a table, each with its place and remedy, worded when it is shown."""

from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.jobs.sentence import plain_values, source_text
from qiao.kit.tables.faults import excerpt

MAX_KEPT = 1_000
LONGEST_DETAIL = 300
CORRECT_IT = _("Correct the value in the table and upload it again.")


@dataclass(frozen=True)
class Problem:
    row: int
    field: str
    sentence: str  # source text
    values: dict[str, Any]
    remedy: str  # source text
    excerpt: str


@dataclass
class Problems:
    """All are counted, the first thousand are kept."""

    kept: list[Problem] = field(default_factory=list)
    count: int = 0
    rows: set[int] = field(default_factory=set)

    def add(
        self,
        row: int,
        name: str,
        sentence: str | Promise,
        *,
        value: str = "",
        remedy: str | Promise = CORRECT_IT,
        **values: Any,
    ) -> None:
        self._keep(Problem(row, name, source_text(sentence), values, source_text(remedy), excerpt(value)))

    def add_refusal(self, row: int, name: str, refusal: ValidationError, value: str = "") -> None:
        """What a validator of a model said."""
        for error in refusal.error_list:
            text, values = _kept_words(error)
            self._keep(Problem(row, name, text, values, source_text(CORRECT_IT), excerpt(value)))

    def _keep(self, problem: Problem) -> None:
        self.count += 1
        self.rows.add(problem.row)
        if len(self.kept) < MAX_KEPT:
            self.kept.append(replace(problem, values=_short(plain_values(problem.values))))


def _short(values: dict[str, Any]) -> dict[str, Any]:
    """Some validators hand the whole value out among the details."""
    return {name: each[:LONGEST_DETAIL] if isinstance(each, str) else each for name, each in values.items()}


def _kept_words(error: Any) -> tuple[str, dict[str, Any]]:
    """A sentence with a plural has no single source text: it is kept as it reads in each language."""
    if text := source_text(error.message):
        return text, dict(error.params or {})
    return "", {language: _said(error, language) for language, _label in settings.LANGUAGES}


def _said(error: Any, language: str) -> str:
    with translation.override(language):
        return str(error.message % error.params)

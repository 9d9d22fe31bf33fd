"""What taking a workbook in comes to, row by row: created, updated or there already; and what is wrong."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid, NotPermitted, QiaoError
from qiao.kit.imports.books import BookProblem, BookRow, Outcome
from qiao.kit.imports.enums import RowChoice
from qiao.kit.jobs.sentence import plain_values, source_text
from qiao.kit.tables.faults import excerpt
from qiao.rooms.meetings.workbook.event import Source
from qiao.rooms.meetings.workbook.faults import WORDINGS
from qiao.rooms.meetings.workbook.records import Record

T = TypeVar("T")
REMEDY = _("Change the row, or what it clashes with on the site, and check again.")
RANK = {RowChoice.SKIP: 0, RowChoice.UPDATE: 1, RowChoice.CREATE: 2}
SHOWN = 3


class Ledger:
    def __init__(self, records: Iterable[Record]) -> None:
        self.rows = {(each.sheet, each.row): BookRow(each.sheet, each.row, _title(each), RowChoice.SKIP)
                     for each in records}  # fmt: skip
        self.problems: list[BookProblem] = []

    @property
    def outcome(self) -> Outcome:
        return Outcome(list(self.rows.values()), self.problems)

    def note(self, record: Record | Source, choice: RowChoice, object_id: UUID) -> None:
        """The most that one row did: who creates something need not be told to have updated it too."""
        before = self.rows[record.sheet, record.row]
        if RANK[choice] > RANK[before.choice]:
            self.rows[record.sheet, record.row] = BookRow(
                before.sheet, before.row, before.title, choice, object_id
            )

    def fault(self, record: Record, field: str, code: str, **values: object) -> None:
        wording = WORDINGS[code]
        texts = source_text(wording.sentence), source_text(wording.remedy)
        self._add(record, field, *texts, plain_values(values))

    def attempt(self, record: Record, field: str, act: Callable[[], T]) -> T | None:
        """None, and the refusal at its cell, where a rule of the site stands against it."""
        try:
            with transaction.atomic():
                return act()
        except NotPermitted:
            self.fault(record, field, "not-permitted")
        except (QiaoError, ValidationError):
            told = {language: _refusal(act, language) for language, _label in settings.LANGUAGES}
            self._add(record, field, "", source_text(REMEDY), told)
        return None

    def does(self, record: Record, field: str, act: Callable[[], object]) -> bool:
        """The same for what answers nothing."""
        return self.attempt(record, field, lambda: (act(),)) is not None

    def _add(self, record: Record, field: str, sentence: str, remedy: str, values: dict[str, str]) -> None:
        at = record.source(field if field in record.letters else next(iter(record.letters), ""))
        self.problems.append(
            BookProblem(at.sheet, at.row, at.column, excerpt(record[field]), sentence, remedy, values)
        )


def _title(record: Record) -> str:
    return " · ".join(list(filter(None, record.texts.values()))[:SHOWN])


def _refusal(act: Callable[[], object], language: str) -> str:
    """It is refused again, in the words of that language."""
    with translation.override(language), suppress(ValidationError):
        try:
            with transaction.atomic():
                act()
        except Invalid as refusal:
            told = [str(each["problem"]) for each in refusal.problems]
            return " ".join(dict.fromkeys(told)) or str(refusal)
        except QiaoError as refusal:
            return str(refusal)
        except ValidationError as refusal:
            return " ".join(dict.fromkeys(refusal.messages))
    return ""

"""What a room hands in to import a workbook whose sheets belong together: read, rehearsed and written as a
whole. A rehearsal writes everything and takes it back, so that the preview tells what will happen."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import transaction

from qiao.kit.imports.enums import RowChoice
from qiao.kit.imports.errors import ChangedSinceCheck, WrongImportStep
from qiao.kit.imports.importer import (
    Candidate,
    Draft,
    ImportColumn,
    Importer,
    Plan,
    PlannedRow,
    SourceRow,
    Told,
    Written,
)
from qiao.kit.imports.problems import Problems
from qiao.kit.tables.book import Workbook

if TYPE_CHECKING:
    from qiao.kit.imports.models import Import


@dataclass(frozen=True)
class BookRow:
    """What a row of a sheet comes to; `choice` is create, update or, where all is there already, skip."""

    sheet: str
    row: int
    title: str
    choice: RowChoice
    object_id: UUID | None = None

    @property
    def writes(self) -> bool:
        return self.choice != RowChoice.SKIP


@dataclass(frozen=True)
class BookProblem:
    """As source texts with values apart, at its cell."""

    sheet: str
    row: int | None
    column: str
    excerpt: str
    sentence: str
    remedy: str
    values: dict[str, Any]


@dataclass
class Outcome:
    rows: list[BookRow] = field(default_factory=list)
    problems: list[BookProblem] = field(default_factory=list)


class BookImporter(Importer):
    """One for each import: `source` is set. What it wrote cannot be undone as one."""

    is_book: ClassVar[bool] = True
    can_be_undone: ClassVar[bool] = False
    columns: ClassVar[Sequence[ImportColumn]] = ()
    source: "Import | None" = None

    def of(self, source: "Import") -> Self:
        bound = copy(self.at(source.about))
        bound.source = source
        return bound

    def at(self, _about: UUID | None) -> Self:
        return self

    @abstractmethod
    def look(self, book: Workbook) -> int:
        """The number of rows; raises TableRefused with every fault that the workbook has by itself."""

    @abstractmethod
    def write(self, book: Workbook, *, actor: Any) -> Outcome:
        """Everything, within the caller's transaction; what is wrong is told and not raised."""

    @abstractmethod
    def template(self) -> bytes: ...

    def rehearse(self, book: Workbook, *, actor: Any) -> Outcome:
        with transaction.atomic():
            found = self.write(book, actor=actor)
            transaction.set_rollback(True)
        return found

    def plan_of(self, book: Workbook, checked: Iterable[tuple[int, str, str, str]], actor: Any) -> Plan:
        """What was shown is what is written: anything else is refused as a change since the check."""
        return Plan(store=lambda: self._store(book, list(checked), actor))

    def _store(self, book: Workbook, checked: list[tuple[int, str, str, str]], actor: Any) -> list[Written]:
        done = self.write(book, actor=actor)
        rows = [(number, each.sheet, shown(each), str(each.choice)) for number, each in numbered(done.rows)]
        if done.problems or rows != checked:
            raise ChangedSinceCheck
        return [_written(number, each) for number, each in numbered(done.rows) if each.writes]

    def clean(self, row: SourceRow, problems: Problems) -> tuple[str, Draft]:
        raise WrongImportStep

    def compare(self, drafts: Mapping[int, Draft], problems: Problems) -> dict[int, list[Candidate]]:
        raise WrongImportStep

    def plan(
        self, rows: Sequence[PlannedRow], *, actor: Any, options: Mapping[str, bool], told: Told
    ) -> Plan:
        raise WrongImportStep

    def undo(self, created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any) -> None:
        raise WrongImportStep


def numbered(rows: Iterable[BookRow]) -> Iterable[tuple[int, BookRow]]:
    return enumerate(rows, 1)


def shown(row: BookRow) -> str:
    """Where it stands and what it is about."""
    return f"{row.row}: {row.title}"[:300]


def _written(number: int, row: BookRow) -> Written:
    assert row.object_id is not None  # noqa: S101 (what is written has an id)
    before: dict[str, Any] | None = {} if row.choice == RowChoice.UPDATE else None
    return Written(number, row.object_id, row.title, before)

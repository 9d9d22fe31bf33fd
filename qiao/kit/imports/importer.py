"""What a room hands in to import its records: the columns, and how rows are read, compared and written."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from qiao.kit.access import may
from qiao.kit.imports.problems import Problems
from qiao.kit.registry import Registry

if TYPE_CHECKING:
    from qiao.kit.imports.models import Import

MAX_ROWS = 10_000

Text = str | Promise
Draft = dict[str, Any]  # plain JSON values: what a checked row means
Told = Callable[[int], object]  # told how many rows are done; raises when the job shall stop


@dataclass(frozen=True)
class ImportColumn:
    """`headings` are other words that people write above such a column, in either language."""

    name: str
    label: Text
    headings: tuple[str, ...] = ()
    hint: Text = ""
    example: str = ""
    is_required: bool = False


@dataclass(frozen=True)
class ImportOption:
    name: str
    label: Text
    hint: Text = ""
    default: bool = False


@dataclass(frozen=True)
class SourceRow:
    """The texts of one row by the name of the field; `number` is the one that the spreadsheet shows."""

    number: int
    values: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.values.get(name, "")


@dataclass(frozen=True)
class Candidate:
    """An entry that a row may be about. Without an `object_id` it is the earlier row `row` of the table."""

    label: str
    reason: Text
    object_id: UUID | None = None
    row: int | None = None
    is_same: bool = False  # the earlier row says exactly the same
    is_certain: bool = False  # by an id that only one entry can have: no second one may be created

    @property
    def key(self) -> str:
        return str(self.object_id) if self.object_id else f"row-{self.row}"


@dataclass(frozen=True)
class PlannedRow:
    """A row that will be written: into a new entry, or into `target`."""

    number: int
    draft: Draft
    target: UUID | None = None


@dataclass(frozen=True)
class Written:
    """What became of a row. `before` holds what undoing an update needs."""

    number: int
    object_id: UUID
    label: str
    before: dict[str, Any] | None = None


@dataclass
class Plan:
    """Everything worked out before the transaction; `store` is all that runs inside it."""

    store: Callable[[], list[Written]]
    index: Callable[[], object] = field(default=lambda: None)


class Importer(ABC):
    """`permission` is asked before every step, about `subject`. One importer, one kind of entry.

    Where tables are about something (the invitations to one exchange), `at` gives the importer for that.
    """

    label: ClassVar[Text]
    lead: ClassVar[Text] = ""
    icon: ClassVar[str] = "table"
    permission: ClassVar[str]
    model: ClassVar[type[models.Model]]
    columns: ClassVar[Sequence[ImportColumn]]
    options: ClassVar[Sequence[ImportOption]] = ()
    list_url: str = ""  # where whoever brings the table comes from
    is_book: ClassVar[bool] = False  # several sheets that belong together, see `books`
    can_be_undone: ClassVar[bool] = True
    subject: models.Model | None = None

    def at(self, _about: UUID | None) -> "Importer":
        return self

    def of(self, source: "Import") -> "Importer":
        return self.at(source.about)

    def lets_in(self, actor: Any) -> bool:
        return may(actor, self.permission, self.subject)

    def lacking(self, fields: set[str]) -> list[Text]:
        """Sentences about fields without which no row can be read."""
        return []

    @abstractmethod
    def clean(self, row: SourceRow, problems: Problems) -> tuple[str, Draft]:
        """A short title of the row and what it means; every fault goes to `problems`."""

    @abstractmethod
    def compare(self, drafts: Mapping[int, Draft], problems: Problems) -> dict[int, list[Candidate]]:
        """Looks at all rows together: resolves references into the drafts, finds what may be the same."""

    @abstractmethod
    def plan(
        self, rows: Sequence[PlannedRow], *, actor: Any, options: Mapping[str, bool], told: Told
    ) -> Plan: ...

    @abstractmethod
    def reindex(self, ids: Sequence[UUID]) -> None:
        """Again after a commit whose worker died before the index was written."""

    @abstractmethod
    def undo(
        self, created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any
    ) -> None: ...

    @abstractmethod
    def object_url(self, object_id: UUID) -> str: ...


importers: Registry[Importer] = Registry("importer")

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.importer import (
    Candidate,
    Draft,
    Importer,
    Plan,
    PlannedRow,
    SourceRow,
    Text,
    Told,
)
from qiao.kit.imports.problems import Problems
from qiao.rooms.directory.domain.display import index_people
from qiao.rooms.directory.importers.cells import Cells
from qiao.rooms.directory.importers.people.clean import read_person
from qiao.rooms.directory.importers.people.columns import COLUMNS
from qiao.rooms.directory.importers.people.compare import compare_people
from qiao.rooms.directory.importers.people.undo import undo_people
from qiao.rooms.directory.importers.people.write import plan_people
from qiao.rooms.directory.models import Person


class PersonImporter(Importer):
    label = _("People")
    lead = _("Delegates, hosts and other people, with the organisations where they work.")
    icon = "users"
    permission = "directory.import"
    model = Person
    columns = COLUMNS

    def lacking(self, fields: set[str]) -> list[Text]:
        if fields & {"name", "name_zh", "name_en", "family"}:
            return []
        return [_("Assign a column to the name.")]

    def clean(self, row: SourceRow, problems: Problems) -> tuple[str, Draft]:
        return read_person(Cells(row, problems))

    def compare(self, drafts: Mapping[int, Draft], problems: Problems) -> dict[int, list[Candidate]]:
        return compare_people(drafts, problems)

    def plan(
        self, rows: Sequence[PlannedRow], *, actor: Any, options: Mapping[str, bool], told: Told
    ) -> Plan:
        return plan_people(rows, actor=actor, told=told)

    def reindex(self, ids: Sequence[UUID]) -> None:
        index_people(ids)

    def undo(self, created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any) -> None:
        undo_people(created, updated, actor=actor)

    def object_url(self, object_id: UUID) -> str:
        return reverse("directory:person", args=[object_id])

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
from qiao.rooms.directory.domain.display import index_organisations
from qiao.rooms.directory.importers.cells import Cells
from qiao.rooms.directory.importers.organisations.clean import read_organisation
from qiao.rooms.directory.importers.organisations.columns import COLUMNS, OPTIONS
from qiao.rooms.directory.importers.organisations.compare import compare_organisations
from qiao.rooms.directory.importers.organisations.undo import undo_organisations
from qiao.rooms.directory.importers.organisations.write import plan_organisations
from qiao.rooms.directory.models import Organisation


class OrganisationImporter(Importer):
    label = _("Organisations")
    lead = _("Universities, companies, laboratories and other participants, with names in both languages.")
    icon = "building-2"
    permission = "directory.import"
    model = Organisation
    columns = COLUMNS
    options = OPTIONS

    def lacking(self, fields: set[str]) -> list[Text]:
        sentences: list[Text] = []
        if not fields & {"name", "name_zh", "name_en"}:
            sentences.append(_("Assign a column to the name."))
        if "kind" not in fields:
            sentences.append(_("Assign a column to the kind of organisation."))
        if "country" not in fields:
            sentences.append(_("Assign a column to the country or region."))
        return sentences

    def clean(self, row: SourceRow, problems: Problems) -> tuple[str, Draft]:
        return read_organisation(Cells(row, problems))

    def compare(self, drafts: Mapping[int, Draft], problems: Problems) -> dict[int, list[Candidate]]:
        return compare_organisations(drafts, problems)

    def plan(
        self, rows: Sequence[PlannedRow], *, actor: Any, options: Mapping[str, bool], told: Told
    ) -> Plan:
        return plan_organisations(rows, actor=actor, options=options, told=told)

    def reindex(self, ids: Sequence[UUID]) -> None:
        index_organisations(ids)

    def undo(self, created: Sequence[UUID], updated: Mapping[UUID, dict[str, Any]], *, actor: Any) -> None:
        undo_organisations(created, updated, actor=actor)

    def object_url(self, object_id: UUID) -> str:
        return reverse("directory:organisation", args=[object_id])

"""The lists around imports: imports themselves, the problems of one, its rows."""

from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.models import Import, ImportProblem, ImportRow
from qiao.kit.ui.listing import Choice, Column, Listing


def import_url(source: Import) -> str:
    return reverse("imports:import", args=[source.pk])


def entry_url(row: ImportRow) -> str:
    if row.object_id is None or row.source.state != ImportState.COMMITTED:
        return ""
    return row.source.kind.object_url(row.object_id)


class ImportListing(Listing[Import]):
    file_name = "imports"
    columns: ClassVar = (
        Column("file_name", _("Table"), link=import_url),
        Column("kind", _("What"), lambda source: source.kind.label),
        Column(
            "state",
            _("State"),
            lambda source: source.present_state.label,
            template="imports/parts/state.html",
        ),
        Column("row_count", pgettext_lazy("how many", "Rows"), numeric=True),
        Column("created_at", _("Uploaded at")),
        Column("started_by", _("By"), lambda source: source.started_by or ""),
    )
    filters: ClassVar = (Choice(name="state", label=_("State"), choices=ImportState.choices),)


class ProblemListing(Listing[ImportProblem]):
    file_name = "problems"
    page_size = 100
    columns: ClassVar = (
        Column("place", _("Cell")),
        Column("sheet", _("Sheet"), shown=False),
        Column("row", _("Row"), lambda problem: problem.row or "", shown=False),
        Column("column", _("Column"), shown=False),
        Column("heading", _("Heading")),
        Column("excerpt", _("Value")),
        Column("sentence", _("Problem")),
        Column("remedy", _("What to do")),
    )

    @cached_property
    def order(self) -> tuple[str, ...]:
        return ("position",)


class RowListing(Listing[ImportRow]):
    file_name = "rows"
    search_label = _("Name or number of the row")
    columns: ClassVar = (
        Column("number", _("Row"), numeric=True),
        Column("sheet", _("Sheet")),
        Column("title", _("Entry"), link=entry_url),
        Column("choice", _("What happened"), "get_choice_display"),
    )
    filters: ClassVar = (Choice(name="choice", label=_("What happened"), choices=RowChoice.choices),)

    @cached_property
    def order(self) -> tuple[str, ...]:
        return ("number",)

    def search(self, queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
        by_number = Q(number=int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else Q(pk=None)
        return queryset.filter(by_number | Q(title__icontains=text))


class DuplicateListing(Listing[ImportRow]):
    exports = ()
    filters: ClassVar = (Choice(name="choice", label=_("Decision"), choices=RowChoice.choices),)

    @cached_property
    def order(self) -> tuple[str, ...]:
        return ("number",)

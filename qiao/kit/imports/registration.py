"""What imports tell the rest of the kit, once the models are loaded."""

from collections.abc import Sequence
from datetime import time
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import may
from qiao.kit.activity.record import actions
from qiao.kit.activity.subjects import Titles, subjects
from qiao.kit.classification import DataSubject, classify
from qiao.kit.files.access import FileAccess, file_access
from qiao.kit.files.models import StoredFile
from qiao.kit.imports import rules
from qiao.kit.imports.discard import sweep
from qiao.kit.imports.models import Import, ImportProblem, ImportRow
from qiao.kit.imports.upload import ACCESS
from qiao.kit.jobs.schedule import StandingSchedule, standing_schedules
from qiao.kit.jobs.timing import At
from qiao.kit.ui.navigation import NavEntry, navigation

ACTIONS = {
    "uploaded": _("uploaded a table"),
    "replaced": _("replaced the table by a corrected one"),
    "mapped": _("assigned the columns"),
    "checked": _("checked the table"),
    "decided": _("decided about possible duplicates"),
    "committed": _("imported the table"),
    "undone": _("undid the import"),
    "discarded": _("discarded the import"),
}
SWEEP = StandingSchedule(
    sweep.module_path,
    At(time(20)),
    _("Clearing away old uploads"),
)


def register() -> None:
    rules.add_permissions()
    for verb, sentence in ACTIONS.items():
        actions.register(f"imports.import.{verb}", sentence)
    subjects.register("imports.import", _titles)
    file_access.register(ACCESS, FileAccess(_may_read_table))
    standing_schedules.register("imports.sweep", SWEEP)
    navigation.register(
        "imports", NavEntry(_("Imports"), "imports:imports", "file-up", 800, "imports.list_imports")
    )
    _classify()


def _titles(ids: Sequence[UUID]) -> Titles:
    found = Import.objects.filter(pk__in=ids).values_list("pk", "file_name")
    return {key: (name, reverse("imports:import", args=[key])) for key, name in found}


def _may_read_table(user: Any, stored: StoredFile) -> bool:
    source = Import.objects.filter(pk=stored.subject_id).first() if stored.subject_id else None
    return source is not None and may(user, "imports.use_import", source)


def _classify() -> None:
    classify(
        Import,
        plain=[
            *(
                "importer",
                "about",
                "state",
                "revision",
                "file",
                "sheet",
                "sheets",
                "headings",
                "mapping",
                "options",
            ),
            *("row_count", "problem_count", "created_count", "updated_count", "job"),
            *("committed_at", "is_indexed"),
        ],
        personal=["started_by", "file_name", "samples", "refusal"],
        find=_started_by,
        erase=_forget_who_started,
    )
    classify(
        ImportProblem,
        plain=["source", "position", "sheet", "row", "column", "heading", "text", "remedy_text"],
        personal=["excerpt", "values"],
        find=_with_address,
        erase=_forget_value,
    )
    classify(
        ImportRow,
        plain=["source", "number", "sheet", "choice", "target_id", "object_id"],
        personal=["title", "draft", "candidates", "before"],
        find=_about,
        erase=_forget_what_it_said,
    )


def _started_by(subject: DataSubject) -> QuerySet[Import]:
    found = Import.objects.all()
    return found.filter(started_by_id=subject.user_id) if subject.user_id else found.none()


def _forget_who_started(rows: QuerySet[Any]) -> int:
    """What came of the table stays, without who brought it and what of it was shown."""
    return rows.update(started_by=None, file_name="—", samples=[], refusal={})


def _with_address(subject: DataSubject) -> QuerySet[ImportProblem]:
    """All of them go with their table within thirty days."""
    return ImportProblem.objects.filter(excerpt__in=subject.emails)


def _forget_value(rows: QuerySet[Any]) -> int:
    return rows.update(excerpt="", values={})


def _about(subject: DataSubject) -> QuerySet[ImportRow]:
    return ImportRow.objects.filter(object_id__in=subject.person_ids)


def _forget_what_it_said(rows: QuerySet[Any]) -> int:
    """Which row became which entry stays; the entry itself is erased by its room."""
    return rows.update(title="—", draft=None, candidates=[], before=None)

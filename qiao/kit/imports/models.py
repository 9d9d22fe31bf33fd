from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from openpyxl.utils import get_column_letter

from qiao.kit.files.models import StoredFile
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.importer import Importer, importers
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.sentence import say
from qiao.kit.records import Record


class Import(Record):
    """A table on its way into the records, and afterwards the proof of what it did.

    `mapping` holds the name of a field, or nothing, for each heading. `revision` grows with every step, so
    that a job that comes too late changes nothing.
    """

    importer = models.CharField(_("what is imported"), max_length=60)
    about = models.UUIDField(pgettext_lazy("import", "what it is about"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=ImportState.choices, default=ImportState.UPLOADED
    )
    revision = models.PositiveIntegerField(_("revision"), default=0)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    file = models.ForeignKey(
        StoredFile,
        verbose_name=_("table"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    file_name = models.CharField(_("file name"), max_length=200)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    sheets: models.JSONField[list[str]] = models.JSONField(_("sheets"), default=list, blank=True)
    headings: models.JSONField[list[str]] = models.JSONField(_("headings"), default=list, blank=True)
    samples: models.JSONField[list[str]] = models.JSONField(_("examples"), default=list, blank=True)
    mapping: models.JSONField[list[str]] = models.JSONField(_("columns"), default=list, blank=True)
    options: models.JSONField[dict[str, Any]] = models.JSONField(_("options"), default=dict, blank=True)
    row_count = models.PositiveIntegerField(_("rows"), default=0)
    problem_count = models.PositiveIntegerField(_("problems"), default=0)
    created_count = models.PositiveIntegerField(_("created"), default=0)
    updated_count = models.PositiveIntegerField(_("updated"), default=0)
    job = models.ForeignKey(
        Job, verbose_name=_("job"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    refusal: models.JSONField[dict[str, Any]] = models.JSONField(_("refusal"), default=dict, blank=True)
    committed_at = models.DateTimeField(_("imported at"), null=True, blank=True)
    is_indexed = models.BooleanField(_("can be searched"), default=False)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ImportState.values), name="imports_import_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["committed", "undoing", "undone"])
                | models.Q(committed_at__isnull=False),
                name="imports_import_committed_at_some_time",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def kind(self) -> Importer:
        return importers.get(self.importer).of(self)

    @property
    def present_state(self) -> ImportState:
        """What the row says, except that a step whose job ended without it has failed."""
        state = ImportState(self.state)
        if state in {ImportState.COMMITTING, ImportState.UNDOING} and self.job and self.job.is_finished:
            return ImportState.FAILED if state is ImportState.COMMITTING else ImportState.COMMITTED
        return state

    @property
    def is_running(self) -> bool:
        return self.job is not None and not self.job.is_finished

    @property
    def fields(self) -> dict[int, str]:
        """The field of each column that has one, by the column's position."""
        return {position: name for position, name in enumerate(self.mapping) if name}

    @property
    def refusal_sentence(self) -> str:
        return say(self.refusal.get("sentence", ""), self.refusal.get("values", {}))

    def letter_of(self, name: str) -> str:
        positions = [position for position, field in self.fields.items() if field == name]
        return get_column_letter(positions[0] + 1) if positions else ""

    def undecided(self) -> "models.QuerySet[ImportRow]":
        return self.rows.filter(choice=RowChoice.UNDECIDED)


class ImportProblem(Record):
    """One fault of the table: the place, the sentence and the remedy as source text with values apart."""

    source = models.ForeignKey(
        Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="problems"
    )
    position = models.PositiveIntegerField(_("order"))
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    row = models.PositiveIntegerField(_("row"), null=True, blank=True)
    column = models.CharField(_("column"), max_length=3, blank=True)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    excerpt = models.CharField(_("value"), max_length=60, blank=True)
    text = models.CharField(_("problem"), max_length=500, blank=True)
    remedy_text = models.CharField(_("remedy"), max_length=500, blank=True)
    values: models.JSONField[dict[str, Any]] = models.JSONField(_("details"), default=dict, blank=True)

    class Meta:
        verbose_name = _("problem of an import")
        verbose_name_plural = _("problems of imports")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["source", "position"], name="imports_problem_position")
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        in_each_language = self.values.get(get_language() or "en", "")
        return say(self.text, self.values) if self.text else str(in_each_language)

    @property
    def remedy(self) -> str:
        return say(self.remedy_text, self.values)

    @property
    def place(self) -> str:
        cell = f"{self.column}{self.row or ''}"
        return "!".join(filter(None, (self.sheet, cell)))


class ImportRow(Record):
    """What a row means before the import, and what became of it afterwards. Where `sheet` is said, `number`
    only counts, and the title says the row of the sheet."""

    source = models.ForeignKey(
        Import, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("row"))
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    title = models.CharField(_("entry"), max_length=300)
    draft: models.JSONField[dict[str, Any] | None] = models.JSONField(_("content"), null=True, blank=True)
    candidates: models.JSONField[list[dict[str, Any]]] = models.JSONField(
        _("possible duplicates"), default=list, blank=True
    )
    choice = models.CharField(
        _("decision"), max_length=10, choices=RowChoice.choices, default=RowChoice.CREATE
    )
    target_id = models.UUIDField(_("existing entry"), null=True, blank=True)
    object_id = models.UUIDField(_("written into"), null=True, blank=True)
    before: models.JSONField[dict[str, Any] | None] = models.JSONField(
        _("what was there before"), null=True, blank=True
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "number"], name="imports_row_number"),
            models.CheckConstraint(
                condition=~models.Q(choice="update") | models.Q(target_id__isnull=False),
                name="imports_row_update_has_target",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "choice", "number"], name="imports_row_choice"),
            models.Index(fields=["object_id"], name="imports_row_object"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def proposals(self) -> list[dict[str, Any]]:
        """The candidates in the reader's words."""
        return [{**each, "reason": say(each["reason"], {})} for each in self.candidates]

    @property
    def must_not_be_new(self) -> bool:
        return any(each["is_certain"] for each in self.candidates)

    def proposes(self, target: UUID | None) -> bool:
        return any(each["id"] == str(target) for each in self.candidates if each["id"])

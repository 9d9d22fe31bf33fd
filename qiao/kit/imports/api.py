"""Imports for programs: the same steps as on the pages. The site says who is let in."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_noop
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import ConfigDict, Field

from qiao.kit.api.paging import Page, PageQuery, page_of
from qiao.kit.api.schemas import Input
from qiao.kit.errors import NotPermitted
from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.decide import Decision, decide, duplicates
from qiao.kit.imports.discard import discard_import
from qiao.kit.imports.enums import RowChoice
from qiao.kit.imports.importer import importers
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import, ImportProblem, ImportRow
from qiao.kit.imports.rules import open_to
from qiao.kit.imports.undo import start_undo
from qiao.kit.imports.upload import replace_table, upload_table
from qiao.kit.imports.views.load import load

router = Router(tags=["imports"])


class ImportOut(Schema):
    """`state` moves on while `is_running`; ask again until it has stopped."""

    id: uuid.UUID
    importer: str
    about: uuid.UUID | None
    file_name: str
    state: str = Field(alias="present_state")
    is_running: bool
    refusal: str = Field(alias="refusal_sentence")
    sheet: str
    sheets: list[str]
    headings: list[str]
    mapping: list[str]
    options: dict[str, Any]
    row_count: int
    problem_count: int
    created_count: int
    updated_count: int
    created_at: dt.datetime
    committed_at: dt.datetime | None


class ProblemOut(Schema):
    sheet: str
    row: int | None
    column: str
    heading: str
    excerpt: str
    sentence: str
    remedy: str


class CandidateOut(Schema):
    """An existing entry by its `id`, or an earlier `row` of the table."""

    id: str
    row: int | None
    label: str
    reason: str
    is_certain: bool


class RowOut(Schema):
    number: int
    sheet: str
    title: str
    choice: str
    target_id: uuid.UUID | None
    object_id: uuid.UUID | None
    proposals: list[CandidateOut]


class MappingIn(Input):
    mapping: list[str] = Field(max_length=200)
    options: dict[str, bool] = Field(default_factory=dict, max_length=20)


class DecisionIn(Input):
    row: int = Field(ge=1, le=1_048_576)
    choice: RowChoice
    target_id: uuid.UUID | None = None


class DecisionsIn(Input):
    decisions: list[DecisionIn] = Field(min_length=1, max_length=500)


class UploadIn(Schema):
    model_config = ConfigDict(extra="forbid")

    importer: str = Field(max_length=60)
    about: uuid.UUID | None = None


@router.get("", response=Page[ImportOut], summary=gettext_noop("List imports"))
def list_imports(request: HttpRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """Newest first; those that you may work on."""
    rows = Import.objects.filter(importer__in=open_to(request.user)).select_related("job__task")
    return page_of(rows, ["-id"], query)


@router.post("", response={201: ImportOut}, summary=gettext_noop("Upload a table"))
def create_import(request: HttpRequest, form: Form[UploadIn], table: File[UploadedFile]) -> Status[Import]:
    """A CSV or XLSX file. `importer` is `directory.organisations`, `directory.people`, or, with the exchange
    as `about`, `exchanges.delegations`."""
    if form.importer not in importers:
        raise NotPermitted
    return Status(
        201, upload_table(actor=request.user, importer=form.importer, upload=table, about=form.about)
    )


@router.get("/{uuid:import_id}", response=ImportOut, summary=gettext_noop("Read an import"))
def read_import(request: HttpRequest, import_id: uuid.UUID) -> Import:
    return load(request, import_id)


@router.post("/{uuid:import_id}/table", response=ImportOut, summary=gettext_noop("Upload a corrected table"))
def correct_import(request: HttpRequest, import_id: uuid.UUID, table: File[UploadedFile]) -> Import:
    """It takes the place of the first; the columns stay assigned where the headings agree."""
    return replace_table(load(request, import_id), actor=request.user, upload=table)


@router.put("/{uuid:import_id}/mapping", response=ImportOut, summary=gettext_noop("Assign the columns"))
def assign_columns(request: HttpRequest, import_id: uuid.UUID, body: MappingIn) -> Import:
    """One name of a field, or an empty text, for each heading."""
    source = load(request, import_id)
    return set_mapping(source, actor=request.user, mapping=body.mapping, options=body.options)


@router.post("/{uuid:import_id}/check", response={202: ImportOut}, summary=gettext_noop("Check every row"))
def check_import(request: HttpRequest, import_id: uuid.UUID) -> Status[Import]:
    """A dry run in the background; nothing is written."""
    start_check(load(request, import_id), actor=request.user)
    return Status(202, load(request, import_id))


@router.get(
    "/{uuid:import_id}/problems", response=Page[ProblemOut], summary=gettext_noop("List the problems")
)
def list_problems(request: HttpRequest, import_id: uuid.UUID, query: Query[PageQuery]) -> dict[str, Any]:
    rows = ImportProblem.objects.filter(source=load(request, import_id))
    return page_of(rows, ["position"], query)


@router.get(
    "/{uuid:import_id}/duplicates", response=Page[RowOut], summary=gettext_noop("List possible duplicates")
)
def list_duplicates(request: HttpRequest, import_id: uuid.UUID, query: Query[PageQuery]) -> dict[str, Any]:
    return page_of(duplicates(load(request, import_id)), ["number"], query)


@router.post(
    "/{uuid:import_id}/decisions", response=ImportOut, summary=gettext_noop("Decide about duplicates")
)
def decide_duplicates(request: HttpRequest, import_id: uuid.UUID, body: DecisionsIn) -> Import:
    decisions = {each.row: Decision(each.choice, each.target_id) for each in body.decisions}
    decide(load(request, import_id), actor=request.user, decisions=decisions)
    return load(request, import_id)


@router.get("/{uuid:import_id}/rows", response=Page[RowOut], summary=gettext_noop("List the rows"))
def list_rows(request: HttpRequest, import_id: uuid.UUID, query: Query[PageQuery]) -> dict[str, Any]:
    """After the check what would become of each row, after the import what it became."""
    rows = ImportRow.objects.filter(source=load(request, import_id)).defer("draft", "before")
    return page_of(rows, ["number"], query)


@router.post("/{uuid:import_id}/commit", response={202: ImportOut}, summary=gettext_noop("Import the rows"))
def commit_import(request: HttpRequest, import_id: uuid.UUID) -> Status[Import]:
    """In the background: all of them or none."""
    start_commit(load(request, import_id), actor=request.user)
    return Status(202, load(request, import_id))


@router.post("/{uuid:import_id}/undo", response={202: ImportOut}, summary=gettext_noop("Undo an import"))
def undo_import(request: HttpRequest, import_id: uuid.UUID) -> Status[Import]:
    """Refused when an entry has been changed or used since."""
    start_undo(load(request, import_id), actor=request.user)
    return Status(202, load(request, import_id))


@router.delete("/{uuid:import_id}", response={204: None}, summary=gettext_noop("Discard an import"))
def delete_import(request: HttpRequest, import_id: uuid.UUID) -> Status[None]:
    """Before it is imported; its table is deleted."""
    discard_import(load(request, import_id), actor=request.user)
    return Status(204, None)

"""The first step: a table is read, judged and kept."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction

from qiao.kit.errors import NotPermitted
from qiao.kit.files.enums import FileKind
from qiao.kit.files.limits import LIMITS
from qiao.kit.files.models import StoredFile
from qiao.kit.files.prepared import PreparedFile, named
from qiao.kit.files.store import remove, store_prepared
from qiao.kit.imports.books import BookImporter
from qiao.kit.imports.enums import ImportState
from qiao.kit.imports.headings import check_headings, suggest
from qiao.kit.imports.importer import MAX_ROWS, Importer, importers
from qiao.kit.imports.models import Import
from qiao.kit.imports.step import locked, move, note
from qiao.kit.tables.faults import TableFault, TableRefused, excerpt
from qiao.kit.tables.read import Sheet, Workbook, read_workbook

ACCESS = "imports.table"
_SAMPLE_ROWS = 50
_TYPES = dict(zip(("csv", "xlsx"), LIMITS[FileKind.TABLE].suffixes, strict=True))


@transaction.atomic
def upload_table(
    *,
    actor: Any,
    importer: str,
    upload: File[Any],
    about: UUID | None = None,
    options: Mapping[str, Any] | None = None,
) -> Import:
    """Raises TableRefused, with every fault at its place, before anything is kept."""
    kind = importers.get(importer).at(about)
    if not kind.lets_in(actor):
        raise NotPermitted
    book = read_workbook(upload)
    chosen = _defaults(kind) | dict(options or {})
    source = Import(importer=importer, about=about, started_by=actor, options=chosen)
    if isinstance(kind, BookImporter):
        _describe_book(source, kind, book)
    else:
        _describe(source, kind, book, chosen_sheet(kind, book))
    source.file_name = _name(upload, book)
    source.full_clean(exclude=["started_by", "file", "job"])
    source.save(force_insert=True)
    source.file = _kept(upload, book, actor, source)
    source.save(update_fields=["file"])
    note(actor, "uploaded", source, row_count=[None, source.row_count])
    return source


@transaction.atomic
def replace_table(source: Import, *, actor: Any, upload: File[Any]) -> Import:
    """A corrected table takes the place of the first; the columns stay as assigned where headings agree."""
    source = locked(source, actor)
    book = read_workbook(upload)
    assigned = dict(zip(source.headings, source.mapping, strict=True))
    old, kind = source.file, source.kind
    if isinstance(kind, BookImporter):
        _describe_book(source, kind, book)
    else:
        _describe(source, kind, book, chosen_sheet(kind, book, source.sheet))
    if all(heading in assigned for heading in source.headings):
        source.mapping = [assigned[heading] for heading in source.headings]
    source.file = _kept(upload, book, actor, source)
    forget_rows(source)
    state = ImportState.MAPPED if kind.is_book else ImportState.UPLOADED
    move(source, state, file_name=_name(upload, book), problem_count=0, refusal={}, job=None)
    if old is not None:
        remove(old)
    note(actor, "replaced", source, row_count=[None, source.row_count])
    return source


@transaction.atomic
def choose_sheet(source: Import, *, actor: Any, name: str) -> Import:
    source = locked(source, actor)
    book = read_workbook(table_of(source))
    _describe(source, source.kind, book, chosen_sheet(source.kind, book, name))
    forget_rows(source)
    move(source, ImportState.UPLOADED, problem_count=0, refusal={})
    return source


def chosen_sheet(kind: Importer, book: Workbook, name: str = "") -> Sheet:
    """The sheet of that name, or the one whose headings fit best; refused with all of its faults."""
    named_so = [sheet for sheet in book.sheets if name and sheet.name == name]
    sheet = (named_so or sorted(book.sheets, key=lambda each: -_fit(kind, each)))[0]
    if sheet.rows:
        check_headings(kind, sheet)
    if len(sheet.body) > MAX_ROWS:
        row = sheet.body[MAX_ROWS].number
        sheet.faults.append(TableFault("too-many-rows", sheet.name, row, values={"limit": f"{MAX_ROWS:,}"}))
    sheet.require_faultless()
    if not sheet.body:
        raise TableRefused(TableFault("no-rows", sheet.name))
    return sheet


def table_of(source: Import) -> File[Any]:
    if source.file is None:
        raise TableRefused(TableFault("file-empty"))
    return source.file.content


def forget_rows(source: Import) -> None:
    source.rows.all().delete()
    source.problems.all().delete()


def _fit(kind: Importer, sheet: Sheet) -> int:
    return sum(map(bool, suggest(kind, sheet.header.values))) if sheet.rows else -1


def _describe(source: Import, kind: Importer, book: Workbook, sheet: Sheet) -> None:
    source.sheet = sheet.name[:100]
    source.sheets = [each.name[:100] for each in book.sheets]
    source.headings = [heading.strip()[:200] for heading in sheet.header.values]
    source.samples = [_sample(sheet, position) for position in range(len(source.headings))]
    source.mapping = suggest(kind, source.headings)
    source.row_count = len(sheet.body)


def _describe_book(source: Import, kind: BookImporter, book: Workbook) -> None:
    """Its sheets and columns are known by their names: there is nothing to assign."""
    source.row_count = kind.look(book)
    source.sheets = [each.name[:100] for each in book.sheets]
    source.state = ImportState.MAPPED


def _sample(sheet: Sheet, position: int) -> str:
    values = (row.values[position].strip() for row in sheet.body[:_SAMPLE_ROWS])
    return excerpt(next((value for value in values if value), ""))


def _defaults(kind: Importer) -> dict[str, bool]:
    return {option.name: option.default for option in kind.options}


def _name(upload: File[Any], book: Workbook) -> str:
    return named(FileKind.TABLE, upload.name, _TYPES[book.kind])


def _kept(upload: File[Any], book: Workbook, actor: Any, source: Import) -> StoredFile:
    upload.seek(0)
    prepared = PreparedFile(
        kind=FileKind.TABLE,
        name=_name(upload, book),
        content_type=_TYPES[book.kind],
        content=ContentFile(upload.read()),
    )
    return store_prepared(prepared, owner=actor, access=ACCESS, subject=source)

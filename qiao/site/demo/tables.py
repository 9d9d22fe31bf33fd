"""Loads a table of this folder as an operator would: upload, columns, check, import."""

from pathlib import Path

from django.core.files.base import ContentFile

from qiao.kit.imports.check import start_check
from qiao.kit.imports.commit import start_commit
from qiao.kit.imports.decide import decide_all
from qiao.kit.imports.discard import discard_import
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.errors import NothingToImport
from qiao.kit.imports.mapping import set_mapping
from qiao.kit.imports.models import Import
from qiao.kit.imports.upload import upload_table
from qiao.kit.jobs.worker import run_ready_jobs
from qiao.rooms.accounts.models import User

FOLDER = Path(__file__).parent


class SampleRefused(Exception):
    """The tables of the sample do not fit the import: a mistake in this folder."""


def load_table(actor: User, importer: str, name: str, *, publish: bool = False) -> None:
    """Once. Entries that are there already, by whatever way, are brought up to the table, never doubled."""
    if Import.objects.filter(importer=importer, file_name=name, state=ImportState.COMMITTED).exists():
        return
    upload = ContentFile((FOLDER / name).read_bytes(), name=name)
    source = upload_table(actor=actor, importer=importer, upload=upload)
    options = {"publish": publish} if publish else {}
    set_mapping(source, actor=actor, mapping=source.mapping, options=options)
    start_check(source, actor=actor)
    source = _after_jobs(source)
    if source.problem_count or source.state != ImportState.CHECKED:
        raise SampleRefused("\n".join(f"{each.place}: {each}" for each in source.problems.all()))
    _commit(source, actor)


def _commit(source: Import, actor: User) -> None:
    decide_all(source, actor=actor, choice=RowChoice.UPDATE)
    decide_all(source, actor=actor, choice=RowChoice.SKIP)
    try:
        start_commit(source, actor=actor)
    except NothingToImport:
        discard_import(source, actor=actor)
        return
    if _after_jobs(source).state != ImportState.COMMITTED:
        raise SampleRefused(source.file_name)


def _after_jobs(source: Import) -> Import:
    run_ready_jobs(["import"])
    return Import.objects.get(pk=source.pk)

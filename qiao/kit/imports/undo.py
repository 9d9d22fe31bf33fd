"""Taking an import back: what it created goes, what it changed becomes what it was. All of it or nothing."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.activity.models import Activity
from qiao.kit.errors import QiaoError
from qiao.kit.imports.enums import ImportState
from qiao.kit.imports.errors import ChangedSinceImport, WrongImportStep
from qiao.kit.imports.models import Import, ImportRow
from qiao.kit.imports.step import locked, move, note
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.sentence import plain_values, source_text
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.kit.records import Record

BATCH = 500
NAMED = 5


@transaction.atomic
def start_undo(source: Import, *, actor: Any) -> Job:
    source = locked(source, actor)
    if not (source.kind.can_be_undone and source.present_state.can_become(ImportState.UNDOING)):
        raise WrongImportStep
    job = start_job(
        actor,
        undo_rows,
        title=_("Undoing the import of “%(name)s”"),
        title_values={"name": source.file_name},
        args={"import_id": source.pk, "revision": source.revision + 1},
        subject=source,
        effect_key=f"imports.undo:{source.pk}:{source.revision + 1}",
    )
    move(source, ImportState.UNDOING, job=job, refusal={})
    return job


@job_task(queue="import", longest=timedelta(minutes=30))
def undo_rows(job_id: str, import_id: str, revision: int) -> dict[str, int]:
    with running(job_id) as job:
        source = Import.objects.get(pk=import_id)
        if source.state == ImportState.UNDOING and source.revision == revision:
            _undo(source, job)
    return {"created": source.created_count, "updated": source.updated_count}


def _undo(source: Import, job: RunningJob) -> None:
    actor = job.row.asked_by
    try:
        require(actor, "imports.use_import", source)
        job.progress(0, source.row_count, _("Looking for later changes"))
        _take_back(source, actor)
    except QiaoError as refusal:
        _give_back(source, refusal)
        raise


@transaction.atomic
def _take_back(source: Import, actor: Any) -> None:
    current = Import.objects.select_for_update().get(pk=source.pk)
    if current.revision != source.revision:
        return
    rows = list(current.rows.exclude(object_id=None))
    if changed := changed_since(current, rows):
        raise ChangedSinceImport(names=_named(changed))
    created = [row.object_id for row in rows if row.object_id and row.before is None]
    updated = {row.object_id: row.before for row in rows if row.object_id and row.before is not None}
    current.kind.undo(created, updated, actor=actor)
    current.rows.update(before=None)
    move(current, ImportState.UNDONE)
    note(actor, "undone", current)


def changed_since(source: Import, rows: Sequence[ImportRow]) -> list[ImportRow]:
    """Rows whose entry somebody has changed, or has tied something to, after the import."""
    ids = [row.object_id for row in rows if row.object_id]
    changed: set[UUID] = set()
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        changed |= set(_changes(source, part))
        changed |= set(_uses(source, part))
    return [row for row in rows if row.object_id in changed]


def _changes(source: Import, ids: Sequence[UUID]) -> "models.QuerySet[Activity, UUID]":
    return Activity.objects.filter(
        subject_type=source.kind.model._meta.label_lower,
        subject_id__in=ids,
        created_at__gt=source.committed_at,
    ).values_list("subject_id", flat=True)


def _uses(source: Import, ids: Sequence[UUID]) -> Iterator[UUID]:
    """Rows of any model that point at the entries and were made later: they would go, or lose their point."""
    for relation in source.kind.model._meta.related_objects:
        related = relation.related_model
        if not issubclass(related, Record):
            continue
        name = relation.field.attname
        later = related._base_manager.filter(**{f"{name}__in": ids}, created_at__gt=source.committed_at)
        yield from later.values_list(name, flat=True)


def _named(rows: Sequence[ImportRow]) -> str:
    names = ", ".join(row.title for row in rows[:NAMED])
    return f"{names} (+{len(rows) - NAMED})" if len(rows) > NAMED else names


@transaction.atomic
def _give_back(source: Import, refusal: QiaoError) -> None:
    current = Import.objects.select_for_update().get(pk=source.pk)
    if current.revision == source.revision and current.state == ImportState.UNDOING:
        told = {"sentence": source_text(refusal.sentence), "values": plain_values(refusal.values)}
        current.state, current.refusal = ImportState.COMMITTED, told
        current.save(update_fields=["state", "refusal", "updated_at"])

"""The last step: everything or nothing, in one transaction that holds only what was worked out before it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qiao.kit.access import require
from qiao.kit.errors import QiaoError
from qiao.kit.files.store import remove
from qiao.kit.imports.books import BookImporter
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.errors import (
    ChangedSinceCheck,
    ImportHasProblems,
    ImportUndecided,
    NothingToImport,
    SameTarget,
    WrongImportStep,
)
from qiao.kit.imports.importer import Plan, PlannedRow, Written
from qiao.kit.imports.models import Import
from qiao.kit.imports.rows import save_rows
from qiao.kit.imports.step import locked, move, note
from qiao.kit.imports.upload import table_of
from qiao.kit.jobs.models import Job
from qiao.kit.jobs.running import RunningJob, running
from qiao.kit.jobs.sentence import plain_values, source_text
from qiao.kit.jobs.start import start_job
from qiao.kit.jobs.task import job_task
from qiao.kit.tables.read import read_workbook

BATCH = 500
WRITES = [RowChoice.CREATE, RowChoice.UPDATE]


@transaction.atomic
def start_commit(source: Import, *, actor: Any) -> Job:
    source = locked(source, actor)
    if not source.present_state.can_become(ImportState.COMMITTING):
        raise WrongImportStep
    if source.problem_count:
        raise ImportHasProblems
    if undecided := source.undecided().count():
        raise ImportUndecided(number=undecided)
    if not source.rows.filter(choice__in=WRITES).exists():
        raise NothingToImport
    _check_targets(source)
    job = start_job(
        actor,
        commit_rows,
        title=_("Import of the table “%(name)s”"),
        title_values={"name": source.file_name},
        args={"import_id": source.pk, "revision": source.revision + 1},
        subject=source,
        effect_key=f"imports.commit:{source.pk}:{source.revision + 1}",
    )
    move(source, ImportState.COMMITTING, job=job, refusal={})
    return job


def _check_targets(source: Import) -> None:
    if source.kind.is_book:
        return  # several rows may say something about one thing
    rows = source.rows.filter(choice=RowChoice.UPDATE)
    same = rows.order_by().values("target_id").annotate(number=Count("pk")).filter(number__gt=1)
    if several := list(
        rows.filter(target_id__in=same.values("target_id")).values_list("number", flat=True)[:10]
    ):
        raise SameTarget(rows=", ".join(map(str, several)))


@job_task(queue="import", longest=timedelta(minutes=30))
def commit_rows(job_id: str, import_id: str, revision: int) -> dict[str, int]:
    """A second attempt starts clean or finds it committed; then it only finishes the index."""
    with running(job_id) as job:
        source = Import.objects.get(pk=import_id)
        if source.state == ImportState.COMMITTING and source.revision == revision:
            _commit(source, job)
        source.refresh_from_db()
        if source.state == ImportState.COMMITTED and not source.is_indexed:
            _index(source, job)
    return {"created": source.created_count, "updated": source.updated_count}


def _commit(source: Import, job: RunningJob) -> None:
    actor = job.row.asked_by
    try:
        require(actor, "imports.use_import", source)
        plan = _plan(source, actor, job)
        job.progress(source.row_count, source.row_count, _("Writing everything at once"))
        _write(source, plan, actor)
    except IntegrityError as error:
        _give_back(source, ChangedSinceCheck())
        raise ChangedSinceCheck from error
    except QiaoError as refusal:
        _give_back(source, refusal)
        raise


def _plan(source: Import, actor: Any, job: RunningJob) -> Plan:
    kind = source.kind
    if isinstance(kind, BookImporter):
        checked = source.rows.values_list("number", "sheet", "title", "choice")
        return kind.plan_of(read_workbook(table_of(source)), checked, actor)
    chosen = source.rows.filter(choice__in=WRITES).values_list("number", "draft", "target_id")
    rows = [PlannedRow(number, draft, target) for number, draft, target in chosen]
    note_text = _("Working out the entries")
    return kind.plan(
        rows,
        actor=actor,
        options=source.options,
        told=lambda done: job.progress(done, len(rows), note_text),
    )


@transaction.atomic
def _write(source: Import, plan: Plan, actor: Any) -> None:
    current = Import.objects.select_for_update().get(pk=source.pk)
    if current.revision != source.revision:
        return
    written = plan.store()
    _keep_ledger(current, written)
    updated = sum(each.before is not None for each in written)
    table = current.file
    move(
        current,
        ImportState.COMMITTED,
        committed_at=timezone.now(),
        created_count=len(written) - updated,
        updated_count=updated,
        file=None,
    )
    counts = {"created": [None, current.created_count], "updated": [None, current.updated_count]}
    note(actor, "committed", current, **counts)
    if table is not None:
        remove(table)  # the ledger is enough; the table holds more about people than is needed now


def _keep_ledger(source: Import, written: Sequence[Written]) -> None:
    """Which row went where; what the rows said is not kept twice."""
    known = {row.number: row for row in source.rows.filter(choice__in=WRITES).defer("draft")}
    for each in written:
        row = known[each.number]
        row.object_id, row.before = each.object_id, each.before
        row.draft, row.candidates = None, []
    save_rows([known[each.number] for each in written], ["object_id", "before", "draft", "candidates"])
    source.rows.exclude(choice__in=WRITES).update(draft=None, candidates=[])


def _index(source: Import, job: RunningJob) -> None:
    ids = list(source.rows.exclude(object_id=None).values_list("object_id", flat=True))
    for start in range(0, len(ids), BATCH):
        job.progress(start, len(ids), _("Making the entries searchable"))
        source.kind.reindex([each for each in ids[start : start + BATCH] if each])
    Import.objects.filter(pk=source.pk).update(is_indexed=True)


@transaction.atomic
def _give_back(source: Import, refusal: QiaoError) -> None:
    """Nothing was written: the import stands where it was, with the reason."""
    current = Import.objects.select_for_update().get(pk=source.pk)
    if current.revision == source.revision and current.state == ImportState.COMMITTING:
        told = {"sentence": source_text(refusal.sentence), "values": plain_values(refusal.values)}
        current.state, current.refusal = ImportState.CHECKED, told
        current.save(update_fields=["state", "refusal", "updated_at"])

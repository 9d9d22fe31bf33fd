"""Giving up an import, and clearing away what nobody went on with."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qiao.kit.files.store import remove, sweep_orphans
from qiao.kit.imports.enums import ImportState
from qiao.kit.imports.models import Import
from qiao.kit.imports.step import locked, move, note
from qiao.kit.imports.upload import forget_rows
from qiao.kit.jobs.running import running
from qiao.kit.jobs.task import job_task

KEPT = timedelta(days=30)
_OPEN = [state for state in ImportState if state.is_open]


@transaction.atomic
def discard_import(source: Import, *, actor: Any) -> Import:
    source = locked(source, actor)
    _discard(source)
    note(actor, "discarded", source)
    return source


def sweep_imports(now: datetime | None = None) -> int:
    """Tables that nobody went on with hold data about people for no purpose."""
    before = (now or timezone.now()) - KEPT
    swept = 0
    for key in Import.objects.filter(state__in=_OPEN, updated_at__lt=before).values_list("pk", flat=True):
        with transaction.atomic():
            source = Import.objects.select_for_update().get(pk=key)
            if ImportState(source.state).is_open and not source.is_running:
                _discard(source)
                note(None, "discarded", source)
                swept += 1
    return swept


@job_task(queue="default")
def sweep(job_id: str) -> dict[str, int]:
    with running(job_id):
        return {"imports": sweep_imports(), "files": sweep_orphans()}


def _discard(source: Import) -> None:
    table = source.file
    forget_rows(source)
    move(source, ImportState.DISCARDED, file=None, samples=[], refusal={})
    if table is not None:
        remove(table)

"""Moving an import on: one step at a time, whoever comes second is told."""

from typing import Any

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.kit.imports.enums import ImportState
from qiao.kit.imports.errors import StillRunning, WrongImportStep
from qiao.kit.imports.models import Import


def locked(source: Import, actor: Any) -> Import:
    """The row as it is now, locked, for an actor who may change it and while no job works on it."""
    require(actor, "imports.use_import", source)
    now = Import.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if now.is_running:
        raise StillRunning
    return now


def move(source: Import, target: ImportState, **values: Any) -> None:
    """Changes the row in memory and in the database; the caller holds its lock."""
    if source.present_state is not target and not source.present_state.can_become(target):
        raise WrongImportStep
    source.state = target
    source.revision += 1
    for name, value in values.items():
        setattr(source, name, value)
    source.full_clean(exclude=["started_by", "file", "job"])
    source.save()


def note(actor: Any, verb: str, source: Import, **changes: Any) -> None:
    record(actor, f"imports.import.{verb}", source, changes=changes)

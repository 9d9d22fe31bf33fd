"""The fourth step: what becomes of rows that may be about an entry that exists already."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qiao.kit.errors import Invalid
from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.errors import WrongImportStep
from qiao.kit.imports.models import Import, ImportRow
from qiao.kit.imports.rows import save_rows
from qiao.kit.imports.step import locked, note

_NO_PROPOSAL = _("This row is not proposed as a duplicate.")
_NOT_TWICE = _("An entry with the same id exists. Update it, or leave the row out.")
_NO_SUCH_ENTRY = _("Choose one of the entries that are proposed for this row.")


@dataclass(frozen=True)
class Decision:
    choice: RowChoice
    target: UUID | None = None


@transaction.atomic
def decide(source: Import, *, actor: Any, decisions: Mapping[int, Decision]) -> int:
    """By the row's number. A row without proposals decides itself and cannot be decided."""
    source = _decidable(source, actor)
    rows = {row.number: row for row in duplicates(source).filter(number__in=decisions)}
    if unknown := sorted(set(decisions) - set(rows)):
        raise Invalid([{"place": f"row {number}", "problem": str(_NO_PROPOSAL)} for number in unknown])
    changed = [row for number, row in rows.items() if _set(row, decisions[number])]
    save_rows(changed, ["choice", "target_id"])
    note(actor, "decided", source, rows=[None, len(changed)])
    return len(changed)


@transaction.atomic
def decide_all(source: Import, *, actor: Any, choice: RowChoice, is_again: bool = False) -> int:
    """For all rows not decided yet, or `is_again` for all with proposals. Updates go into the first
    existing entry proposed; a row that is about two stays undecided, and one about none is not updated."""
    source = _decidable(source, actor)
    rows = source.rows.exclude(candidates=[]) if is_again else source.undecided()
    changed = [row for row in rows if _takes(row, choice)]
    for row in changed:
        _set(row, Decision(choice, _only_target(row) if choice is RowChoice.UPDATE else None))
    save_rows(changed, ["choice", "target_id"])
    note(actor, "decided", source, rows=[None, len(changed)], choice=[None, choice.value])
    return len(changed)


def duplicates(source: Import) -> QuerySet[ImportRow]:
    return source.rows.exclude(candidates=[])


def _decidable(source: Import, actor: Any) -> Import:
    source = locked(source, actor)
    if source.present_state not in {ImportState.CHECKED, ImportState.FAILED} or source.problem_count:
        raise WrongImportStep
    return source


def _set(row: ImportRow, decision: Decision) -> bool:
    if decision.choice is RowChoice.UPDATE and not row.proposes(decision.target):
        raise Invalid([{"place": f"row {row.number}", "problem": str(_NO_SUCH_ENTRY)}])
    if decision.choice is RowChoice.CREATE and row.must_not_be_new:
        raise Invalid([{"place": f"row {row.number}", "problem": str(_NOT_TWICE)}])
    target = decision.target if decision.choice is RowChoice.UPDATE else None
    is_new = (row.choice, row.target_id) != (decision.choice, target)
    row.choice, row.target_id = decision.choice, target
    return is_new


def _takes(row: ImportRow, choice: RowChoice) -> bool:
    if choice is RowChoice.CREATE:
        return not row.must_not_be_new
    return choice is RowChoice.SKIP or _only_target(row) is not None


def _only_target(row: ImportRow) -> UUID | None:
    targets = {each["id"] for each in row.candidates if each["id"]}
    return UUID(targets.pop()) if len(targets) == 1 else None

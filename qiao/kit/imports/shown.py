"""What the page of an import shows: its steps, and what may be done next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.enums import ImportState, RowChoice
from qiao.kit.imports.importer import Importer
from qiao.kit.imports.models import Import

_ORDER = [
    (ImportState.UPLOADED, _("Upload")),
    (ImportState.MAPPED, _("Assign columns")),
    (ImportState.CHECKED, _("Check")),
    (ImportState.COMMITTED, _("Import")),
]
_REACHED = {
    ImportState.UPLOADED: 1,
    ImportState.MAPPED: 2,
    ImportState.CHECKED: 3,
    ImportState.FAILED: 3,
    ImportState.DISCARDED: 0,
}
TONES = {
    ImportState.COMMITTED: "good",
    ImportState.FAILED: "bad",
    ImportState.CHECKED: "accent",
    ImportState.COMMITTING: "accent",
    ImportState.UNDOING: "accent",
}


@dataclass(frozen=True)
class Step:
    label: str | Promise
    state: str
    href: str = ""


def steps(source: Import | None, kind: Importer | None = None) -> list[Step]:
    """Of a workbook nobody assigns columns."""
    reached = _reached(source) if source else 0
    kind = source.kind if source else kind
    return [
        Step(label, "done" if place < reached else "current" if place == reached else "next")
        for place, (state, label) in enumerate(_ORDER)
        if not (kind and kind.is_book and state is ImportState.MAPPED)
    ]


def _reached(source: Import) -> int:
    """A table with problems stays at its check."""
    reached = _REACHED.get(source.present_state, len(_ORDER))
    return min(reached, 2) if source.problem_count else reached


def choices(source: Import) -> dict[str, int]:
    """How many rows there are of each choice, and how many have proposals."""
    counted = dict(source.rows.order_by().values_list("choice").annotate(number=Count("pk")))
    return {choice.value: counted.get(choice.value, 0) for choice in RowChoice}


@dataclass
class OfSheet:
    """What the rows of one sheet come to."""

    sheet: str
    create: int = 0
    update: int = 0
    skip: int = 0
    faults: int = 0


def by_sheet(source: Import) -> list[OfSheet]:
    """Of a workbook, in two queries."""
    found: dict[str, OfSheet] = {}
    counted = source.rows.order_by().exclude(sheet="").values_list("sheet", "choice")
    for sheet, choice, number in counted.annotate(number=Count("pk")).order_by("sheet"):
        setattr(found.setdefault(sheet, OfSheet(sheet)), choice, number)
    wrong = source.problems.order_by().values_list("sheet").annotate(number=Count("pk"))
    for sheet, number in wrong:
        found.setdefault(sheet, OfSheet(sheet)).faults = number
    order = {sheet: place for place, sheet in enumerate(source.sheets)}
    return sorted(found.values(), key=lambda each: order.get(each.sheet, -1))


def around(source: Import) -> dict[str, Any]:
    state = source.present_state
    counts = choices(source)
    return {
        "source": source,
        "kind": source.kind,
        "state": state.value,
        "steps": steps(source),
        "counts": counts,
        "writes": counts["create"] + counts["update"],
        "has_duplicates": state.is_open and source.rows.exclude(candidates=[]).exists(),
        "problems": source.problems.all()[:10],
        "by_sheet": by_sheet(source) if source.kind.is_book else [],
        "tone": TONES.get(state, "neutral"),
    }

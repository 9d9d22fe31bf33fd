"""What the page of an import shows: its steps, and what may be done next."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from qiao.kit.imports.enums import ImportState, RowChoice
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


def steps(source: Import | None) -> list[Step]:
    reached = _reached(source) if source else 0
    return [
        Step(label, "done" if place < reached else "current" if place == reached else "next")
        for place, (_state, label) in enumerate(_ORDER)
    ]


def _reached(source: Import) -> int:
    """A table with problems stays at its check."""
    reached = _REACHED.get(source.present_state, len(_ORDER))
    return min(reached, 2) if source.problem_count else reached


def choices(source: Import) -> dict[str, int]:
    """How many rows there are of each choice, and how many have proposals."""
    counted = dict(source.rows.order_by().values_list("choice").annotate(number=Count("pk")))
    return {choice.value: counted.get(choice.value, 0) for choice in RowChoice}


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
        "tone": TONES.get(state, "neutral"),
    }

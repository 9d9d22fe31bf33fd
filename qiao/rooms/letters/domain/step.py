"""One change of a letter's state, with its row of who, when and why."""

from typing import Any

from qiao.kit.activity.record import record
from qiao.rooms.letters.enums import LetterState
from qiao.rooms.letters.errors import DataWiped, LetterReasonMissing, WrongLetterState
from qiao.rooms.letters.models import Letter, LetterStep
from qiao.rooms.letters.models.letter import LetterQuerySet


def rows() -> LetterQuerySet:
    """With what rules and pages read."""
    return Letter.objects.select_related(
        "exchange", "delegation__organisation", "delegation__partner__organisation", "member", "user"
    )


def locked(letter: Letter) -> Letter:
    """As it is now, with its data still there."""
    found = rows().select_for_update(of=("self",)).get(pk=letter.pk)
    if found.is_wiped:
        raise DataWiped
    return found


def require_state(letter: Letter, *states: str) -> None:
    if letter.state not in states:
        raise WrongLetterState(state=letter.status.label)


def step(letter: Letter, state: LetterState, *, actor: Any, reason: str = "", **values: Any) -> None:
    """The caller holds the lock. `values` change with the state, in one statement."""
    before = letter.status
    if not before.can_become(state):
        raise WrongLetterState(state=before.label)
    for name, value in (values | {"state": state}).items():
        setattr(letter, name, value)
    letter.full_clean()
    letter.save(update_fields=[*values, "state", "updated_at"])
    note_step(letter, before, actor=actor, reason=reason)


def note_step(letter: Letter, before: LetterState | None, *, actor: Any, reason: str = "") -> None:
    came_from = before.value if before else ""
    row = LetterStep(letter=letter, from_state=came_from, to_state=letter.state, actor=actor, reason=reason)
    row.full_clean()
    row.save(force_insert=True)
    changes = {"state": [came_from or None, letter.state]}
    record(actor, f"letters.letter.{letter.state}", letter, changes=changes)


def required(reason: str) -> str:
    if not (cleaned := reason.strip()):
        raise LetterReasonMissing
    return cleaned

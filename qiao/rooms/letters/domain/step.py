"""One change of a letter's state, with its row of who, when and why."""

from qiao.kit.steps.make import Steps
from qiao.rooms.letters.enums import LetterState
from qiao.rooms.letters.errors import DataWiped, LetterReasonMissing, WrongLetterState
from qiao.rooms.letters.models import Letter
from qiao.rooms.letters.models.letter import LetterQuerySet

STEPS = Steps[Letter, LetterState](wrong=WrongLetterState, reasonless=LetterReasonMissing)
require_state = STEPS.require_state
step = STEPS.step
note_step = STEPS.note
required = STEPS.required


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

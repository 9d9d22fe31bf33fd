"""Whether a person sees how well opportunities fit."""

from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply
from qiao.rooms.finding.models import FindingChoice


def shows_fit(reader: Any) -> bool:
    """Of those who are signed in and have not switched it off."""
    if not getattr(reader, "is_authenticated", False):
        return False
    return not FindingChoice.objects.filter(owner=reader, shows_fit=False).exists()


@transaction.atomic
def choose(actor: User, *, shows_fit: bool) -> FindingChoice:
    require(actor, "finding.make_choice")
    choice, _is_new = FindingChoice.objects.select_for_update().get_or_create(owner=actor)
    if changes := apply(choice, {"shows_fit": shows_fit}):
        record(actor, "finding.choice.made", choice, changes=changes)
    return choice

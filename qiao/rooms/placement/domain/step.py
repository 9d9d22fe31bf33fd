"""One change of a round's state, with its row of who and when. The round's row locks all that it holds."""

import datetime as dt

from django.utils import timezone

from qiao.kit.steps.make import Steps
from qiao.kit.zones import by_the_clock
from qiao.rooms.placement.enums import MatchingRoundState
from qiao.rooms.placement.errors import ListsAreDue, WrongRoundState
from qiao.rooms.placement.models import MatchingRound
from qiao.rooms.placement.models.round import MatchingRoundQuerySet

STEPS = Steps[MatchingRound, MatchingRoundState](wrong=WrongRoundState)
require_state = STEPS.require_state
step = STEPS.step
note_step = STEPS.note


def rows() -> MatchingRoundQuerySet:
    """With what rules and pages read."""
    return MatchingRound.objects.select_related("organisation", "exchange")


def locked(matching_round: MatchingRound) -> MatchingRound:
    """As it is now, for a change."""
    return rows().select_for_update(of=("self",)).get(pk=matching_round.pk)


def require_open(matching_round: MatchingRound) -> None:
    """Lists may be changed."""
    require_state(matching_round, MatchingRoundState.OPEN)
    if timezone.now() >= matching_round.lists_due_at:
        raise ListsAreDue(moment=moment_of(matching_round, matching_round.lists_due_at))


def moment_of(matching_round: MatchingRound, moment: dt.datetime) -> str:
    """In the zone of the round, which is named."""
    return by_the_clock(moment, matching_round.time_zone)

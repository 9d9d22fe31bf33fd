"""One change of a round's state, with its row of who and when. The round's row locks all that it holds."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format

from qiao.kit.activity.record import record
from qiao.rooms.placement.enums import MatchingRoundState
from qiao.rooms.placement.errors import ListsAreDue, WrongRoundState
from qiao.rooms.placement.models import MatchingRound, RoundStep
from qiao.rooms.placement.models.round import MatchingRoundQuerySet


def rows() -> MatchingRoundQuerySet:
    """With what rules and pages read."""
    return MatchingRound.objects.select_related("organisation", "exchange")


def locked(matching_round: MatchingRound) -> MatchingRound:
    """As it is now, for a change."""
    return rows().select_for_update(of=("self",)).get(pk=matching_round.pk)


def require_state(matching_round: MatchingRound, *states: str) -> None:
    if matching_round.state not in states:
        raise WrongRoundState(state=matching_round.status.label)


def require_open(matching_round: MatchingRound) -> None:
    """Lists may be changed."""
    require_state(matching_round, MatchingRoundState.OPEN)
    if timezone.now() >= matching_round.lists_due_at:
        raise ListsAreDue(moment=moment_of(matching_round, matching_round.lists_due_at))


def moment_of(matching_round: MatchingRound, moment: dt.datetime) -> str:
    """In the zone of the round, which is named."""
    there = moment.astimezone(ZoneInfo(matching_round.time_zone))
    return f"{date_format(there, 'DATETIME_FORMAT')} ({matching_round.time_zone})"


def step(matching_round: MatchingRound, state: MatchingRoundState, *, actor: Any, **values: Any) -> None:
    """The caller holds the lock. `values` change with the state, in one statement."""
    before = matching_round.status
    if not before.can_become(state):
        raise WrongRoundState(state=before.label)
    for name, value in (values | {"state": state}).items():
        setattr(matching_round, name, value)
    matching_round.full_clean()
    matching_round.save(update_fields=[*values, "state", "updated_at"])
    note_step(matching_round, before, actor=actor)


def note_step(matching_round: MatchingRound, before: MatchingRoundState | None, *, actor: Any) -> None:
    came_from = before.value if before else ""
    row = RoundStep(round=matching_round, from_state=came_from, to_state=matching_round.state, actor=actor)
    row.full_clean()
    row.save(force_insert=True)
    changes = {"state": [came_from or None, matching_round.state]}
    record(actor, f"placement.round.{matching_round.state}", matching_round, changes=changes)

"""A round from its opening to its close."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.domain.changes import apply, described
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.locking import locked_round
from qiao.rooms.meetings.enums import RoundState
from qiao.rooms.meetings.errors import WrongRoundState
from qiao.rooms.meetings.models import MeetingRound

SETTINGS = (
    *("name_zh", "name_en", "wishes_due_at", "answers_due_at"),
    *("floor", "max_meetings", "max_per_day", "max_run", "walk_slots"),
)


@transaction.atomic
def create_round(exchange: Exchange, *, actor: User, values: Mapping[str, Any]) -> MeetingRound:
    require(actor, "meetings.create_round", exchange)
    found = MeetingRound(exchange=exchange, **{name: values[name] for name in SETTINGS if name in values})
    found.full_clean()
    found.save(force_insert=True)
    record(actor, "meetings.round.created", found, changes=described(found))
    return found


@transaction.atomic
def change_round(meeting_round: MeetingRound, *, actor: User, values: Mapping[str, Any]) -> MeetingRound:
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    if changes := apply(found, {name: values[name] for name in SETTINGS if name in values}):
        record(actor, "meetings.round.changed", found, changes=changes)
    return found


@transaction.atomic
def close_round(meeting_round: MeetingRound, *, actor: User) -> MeetingRound:
    """From now on only the owners change wishes, answers and availability."""
    return _turn(meeting_round, actor, {RoundState.COLLECTING}, RoundState.CLOSED, "closed")


@transaction.atomic
def open_round(meeting_round: MeetingRound, *, actor: User) -> MeetingRound:
    return _turn(
        meeting_round, actor, {RoundState.CLOSED, RoundState.PLANNED}, RoundState.COLLECTING, "opened"
    )


def _turn(
    meeting_round: MeetingRound, actor: User, before: set[RoundState], after: RoundState, verb: str
) -> MeetingRound:
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    if found.status not in before:
        raise WrongRoundState(state=found.status.label)
    move_round(found, after)
    record(actor, f"meetings.round.{verb}", found)
    return found


def move_round(meeting_round: MeetingRound, state: RoundState) -> None:
    """The caller holds the lock."""
    meeting_round.state = state
    meeting_round.full_clean()
    meeting_round.save(update_fields=["state", "updated_at"])

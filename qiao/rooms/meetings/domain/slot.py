"""The slots of a round: no two overlap, and all lie within the days of the exchange."""

import datetime as dt
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import ProtectedError

from qiao.kit.access import require
from qiao.kit.activity.record import record
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.locking import locked_round
from qiao.rooms.meetings.errors import InUse, NoSlotFits, SlotOutside, SlotsOverlap
from qiao.rooms.meetings.models import MeetingRound, TimeSlot


@transaction.atomic
def add_slot(
    meeting_round: MeetingRound, *, actor: User, starts_at: dt.datetime, ends_at: dt.datetime
) -> TimeSlot:
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    (slot,) = write_slots(found, [(starts_at, ends_at)])
    record(actor, "meetings.round.slots_added", found, changes={"slots": [None, str(slot)]})
    return slot


@transaction.atomic
def lay_out_slots(
    meeting_round: MeetingRound,
    *,
    actor: User,
    on: dt.date,
    begins: dt.time,
    ends: dt.time,
    minutes: int,
    pause: int = 0,
) -> list[TimeSlot]:
    """Slots of so many minutes, one after the other, between two times of a day where the exchange is."""
    require(actor, "meetings.change_round", meeting_round)
    found = locked_round(meeting_round)
    first, last = (dt.datetime.combine(on, each, found.zone) for each in (begins, ends))
    times = list(_stretches(first, last, dt.timedelta(minutes=minutes), dt.timedelta(minutes=pause)))
    if not times:
        raise NoSlotFits
    slots = write_slots(found, times)
    record(actor, "meetings.round.slots_added", found, changes={"slots": [None, len(slots)]})
    return slots


@transaction.atomic
def remove_slot(slot: TimeSlot, *, actor: User) -> None:
    require(actor, "meetings.change_round", slot.round)
    found = locked_round(slot.round)
    try:
        slot.delete()
    except ProtectedError:
        raise InUse(what=str(slot)) from None
    record(actor, "meetings.round.slot_removed", found, changes={"slots": [str(slot), None]})


def write_slots(
    meeting_round: MeetingRound, times: Iterable[tuple[dt.datetime, dt.datetime]]
) -> list[TimeSlot]:
    """The caller holds the lock."""
    taken = list(meeting_round.slots.all())
    made = []
    for starts_at, ends_at in times:
        slot = TimeSlot(round=meeting_round, starts_at=starts_at, ends_at=ends_at)
        _require_within(slot)
        _require_apart(slot, taken)
        slot.full_clean()
        slot.save(force_insert=True)
        made.append(slot)
        taken.append(slot)
    return made


def _require_within(slot: TimeSlot) -> None:
    exchange = slot.round.exchange
    days = {each.astimezone(exchange.zone).date() for each in (slot.starts_at, slot.ends_at)}
    if min(days) < exchange.starts_on or max(days) > exchange.ends_on:
        raise SlotOutside(slot=str(slot))


def _require_apart(slot: TimeSlot, others: list[TimeSlot]) -> None:
    for other in others:
        if slot.starts_at < other.ends_at and other.starts_at < slot.ends_at:
            other.round = slot.round
            raise SlotsOverlap(slot=str(slot), other=str(other))


def _stretches(
    first: dt.datetime, last: dt.datetime, length: dt.timedelta, pause: dt.timedelta
) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    while length and first + length <= last:
        yield first, first + length
        first += length + pause

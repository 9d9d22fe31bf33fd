import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from qiao.rooms.meetings.models import TimeSlot


@dataclass(frozen=True, slots=True)
class Day:
    date: dt.date
    slots: list[TimeSlot]


def days_of(slots: Iterable[TimeSlot], zone: ZoneInfo) -> list[Day]:
    """Slots in order, by the day where the exchange is."""
    by_day = groupby(slots, lambda slot: slot.starts_at.astimezone(zone).date())
    return [Day(date, list(found)) for date, found in by_day]

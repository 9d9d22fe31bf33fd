"""The time zones of the IANA list, and a moment said by the clock of one."""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.utils.formats import date_format


@cache
def zone_names() -> frozenset[str]:
    """Read once: the list is a walk through hundreds of files."""
    return frozenset(available_timezones())


@dataclass(frozen=True, slots=True)
class Moment:
    """`own` is empty where both clocks say the same."""

    instant: dt.datetime
    there: str
    zone: str
    own: str = ""
    own_zone: str = ""


def moment_at(instant: dt.datetime, zone: str, reader: Any) -> Moment:
    """By the clock of the zone, and by the reader's where that says something else."""
    there = instant.astimezone(ZoneInfo(zone))
    shown = Moment(instant, date_format(there, "DATETIME_FORMAT"), zone)
    own_zone = getattr(reader, "time_zone", "") or zone
    own = instant.astimezone(ZoneInfo(own_zone))
    if own.replace(tzinfo=None) == there.replace(tzinfo=None):
        return shown
    return Moment(instant, shown.there, zone, date_format(own, "DATETIME_FORMAT"), own_zone)


def by_the_clock(instant: dt.datetime, zone: str) -> str:
    """In one line, with the zone: for mails and sentences, which have no reader at hand."""
    there = instant.astimezone(ZoneInfo(zone))
    return f"{date_format(there, 'DATETIME_FORMAT')} ({zone})"

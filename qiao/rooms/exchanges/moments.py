"""A moment by the clock where the exchange is, and by the reader's where that says something else."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from qiao.rooms.exchanges.models import Exchange


@dataclass(frozen=True, slots=True)
class Moment:
    """`own` is empty where both clocks say the same."""

    instant: dt.datetime
    there: str
    zone: str
    own: str = ""
    own_zone: str = ""


def moment_of(instant: dt.datetime, exchange: Exchange, reader: Any) -> Moment:
    there = instant.astimezone(exchange.zone)
    shown = Moment(instant, date_format(there, "DATETIME_FORMAT"), exchange.time_zone)
    if not getattr(reader, "is_authenticated", False):
        return shown
    own = instant.astimezone(ZoneInfo(reader.time_zone))
    if own.replace(tzinfo=None) == there.replace(tzinfo=None):
        return shown
    return Moment(instant, shown.there, shown.zone, date_format(own, "DATETIME_FORMAT"), reader.time_zone)

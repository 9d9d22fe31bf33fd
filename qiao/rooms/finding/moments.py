"""A deadline by the clock where the opportunity is, and by the reader's where that says something else."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from qiao.rooms.exchanges.moments import Moment
from qiao.rooms.opportunities.models import Opportunity


def deadline_of(opportunity: Opportunity, reader: Any) -> Moment | None:
    return moment_at(opportunity.closes_at, opportunity.time_zone, reader) if opportunity.closes_at else None


def moment_at(instant: dt.datetime, zone: str, reader: Any) -> Moment:
    there = instant.astimezone(ZoneInfo(zone))
    shown = Moment(instant, date_format(there, "DATETIME_FORMAT"), zone)
    if not getattr(reader, "is_authenticated", False):
        return shown
    own = instant.astimezone(ZoneInfo(reader.time_zone))
    if own.replace(tzinfo=None) == there.replace(tzinfo=None):
        return shown
    return Moment(instant, shown.there, zone, date_format(own, "DATETIME_FORMAT"), reader.time_zone)

"""A moment by the clock of the opportunity, and by the reader's where that says something else."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from qiao.rooms.exchanges.moments import Moment
from qiao.rooms.opportunities.models import Opportunity


def moment_in(instant: dt.datetime, opportunity: Opportunity, reader: Any) -> Moment:
    there = instant.astimezone(ZoneInfo(opportunity.time_zone))
    shown = Moment(instant, date_format(there, "DATETIME_FORMAT"), opportunity.time_zone)
    own_zone = getattr(reader, "time_zone", "") or opportunity.time_zone
    own = instant.astimezone(ZoneInfo(own_zone))
    if own.replace(tzinfo=None) == there.replace(tzinfo=None):
        return shown
    return Moment(instant, shown.there, shown.zone, date_format(own, "DATETIME_FORMAT"), own_zone)


def said(moment: Moment) -> str:
    """Both clocks in one line, for mails."""
    there = f"{moment.there} ({moment.zone})"
    return f"{there} / {moment.own} ({moment.own_zone})" if moment.own else there

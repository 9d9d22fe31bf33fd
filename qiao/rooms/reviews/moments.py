"""A moment by the clock of the opportunity, and by the reader's where that says something else."""

import datetime as dt
from typing import Any

from qiao.kit.zones import Moment, moment_at
from qiao.rooms.opportunities.models import Opportunity


def moment_in(instant: dt.datetime, opportunity: Opportunity, reader: Any) -> Moment:
    return moment_at(instant, opportunity.time_zone, reader)


def said(moment: Moment) -> str:
    """Both clocks in one line, for mails."""
    there = f"{moment.there} ({moment.zone})"
    return f"{there} / {moment.own} ({moment.own_zone})" if moment.own else there

"""What the clone of an exchange would be, before it is made."""

import datetime as dt
from dataclasses import dataclass

from qiao.rooms.exchanges.models import Deadline, Exchange


@dataclass(frozen=True, slots=True)
class Preview:
    starts_on: dt.date
    ends_on: dt.date
    deadlines: list[Deadline]


def preview(exchange: Exchange, starts_on: dt.date) -> Preview:
    ends_on = starts_on + (exchange.ends_on - exchange.starts_on)
    later = Exchange(starts_on=starts_on, ends_on=ends_on, time_zone=exchange.time_zone)
    deadlines = [
        Deadline(exchange=later, kind=each.kind, days_before=each.days_before, time_of_day=each.time_of_day)
        for each in exchange.deadlines.all()
    ]
    for deadline in deadlines:
        deadline.due_at = deadline.moment()
    return Preview(starts_on, ends_on, deadlines)

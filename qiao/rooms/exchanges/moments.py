"""A moment by the clock where the exchange is, and by the reader's where that says something else."""

import datetime as dt
from typing import Any

from qiao.kit.zones import Moment, moment_at
from qiao.rooms.exchanges.models import Exchange


def moment_of(instant: dt.datetime, exchange: Exchange, reader: Any) -> Moment:
    return moment_at(instant, exchange.time_zone, reader)

"""The days of an exchange by the clock there."""

import datetime as dt
from typing import Any

from qiao.rooms.exchanges.models import Exchange


def starts_of(exchange: Exchange, day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=exchange.zone).astimezone(dt.UTC)


def first_moment(exchange: Exchange) -> dt.datetime:
    return starts_of(exchange, exchange.starts_on)


def last_moment(exchange: Exchange) -> dt.datetime:
    """The midnight that ends the last day."""
    return starts_of(exchange, exchange.ends_on + dt.timedelta(days=1))


def days_of(exchange: Exchange) -> list[dt.date]:
    count = (exchange.ends_on - exchange.starts_on).days + 1
    return [exchange.starts_on + dt.timedelta(days=number) for number in range(count)]


def by_the_clock(moment: Any, exchange: Exchange) -> dt.datetime:
    there: dt.datetime = moment.astimezone(exchange.zone)
    return there

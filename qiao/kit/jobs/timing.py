"""When a schedule is due. Times of day are those of a named zone and survive its changes of the clock.

A time that a zone leaves out moves on by the hour that was left out (02:30 becomes 03:30, as RFC 5545 says);
a time that a zone has twice is due the first time only.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Every:
    """Every so many seconds, counted from 1970-01-01 UTC, so that all workers agree without talking."""

    seconds: int


@dataclass(frozen=True)
class At:
    """A time of day; `weekdays` are 1 (Monday) to 7, none of them means every day."""

    at: time
    zone: str = "UTC"
    weekdays: frozenset[int] = field(default_factory=frozenset)


Rule = Every | At


def is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def latest_due(rule: Rule, now: datetime) -> datetime:
    """The last moment at or before `now` at which the rule was due, in UTC."""
    if isinstance(rule, Every):
        return EPOCH + timedelta(seconds=(now - EPOCH) // timedelta(seconds=rule.seconds) * rule.seconds)
    zone = ZoneInfo(rule.zone)
    today = now.astimezone(zone).date()
    # A moved-on time belongs to the day before it at most, and a week holds every weekday.
    days = [today - timedelta(days=back) for back in range(-1, 9)]
    wanted = [day for day in days if not rule.weekdays or day.isoweekday() in rule.weekdays]
    moments = [datetime.combine(day, rule.at, tzinfo=zone).astimezone(UTC) for day in wanted]
    return max(moment for moment in moments if moment <= now)

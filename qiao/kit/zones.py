"""The names of the time zones of the IANA list."""

from functools import cache
from zoneinfo import available_timezones


@cache
def zone_names() -> frozenset[str]:
    """Read once: the list is a walk through hundreds of files."""
    return frozenset(available_timezones())

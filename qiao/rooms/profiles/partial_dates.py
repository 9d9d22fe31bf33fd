"""Dates known to the year, the month or the day: YYYY, YYYY-MM or YYYY-MM-DD, as ISO 8601 writes them."""

import datetime as dt
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SHAPE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def validate_partial_date(value: str) -> None:
    if not is_partial_date(value):
        raise ValidationError(
            _("Write a date as 2024, 2024-09 or 2024-09-01, between 1900 and 2100."), code="partial-date"
        )


def is_partial_date(value: str) -> bool:
    found = _SHAPE.fullmatch(value)
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return False
    try:
        dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


def are_in_order(first: str, last: str) -> bool:
    """Compared as far as both are known: 2024-09 until 2024 is in order."""
    known = min(len(first), len(last))
    return first[:known] <= last[:known]

"""Moments that have a name in every time zone that a database can hold."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

FIRST_YEAR, LAST_YEAR = 1900, 2199


def validate_moment(value: dt.datetime) -> None:
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        raise ValidationError(_("Choose a day between the years 1900 and 2199."), code="moment")

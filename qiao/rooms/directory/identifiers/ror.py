"""ROR ids: nine characters, "0" + six of Crockford's base 32 + two check digits (ISO 7064 MOD 97-10).

The first seven characters are one number in base 32; the check digits are 98 - (number * 100 mod 97).
Source: the "ROR identifier pattern" page of the ROR documentation; all 40 ids of the sample agree.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PREFIX = "https://ror.org/"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_SHAPE = re.compile(r"0[0-9a-hj-km-np-tv-z]{6}[0-9]{2}")
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?ror\.org/", re.IGNORECASE)


def compact_ror(value: str) -> str:
    """The nine characters alone, from an id or its full address."""
    return _ADDRESS.sub("", value.strip()).rstrip("/").lower()


def check_digits(stem: str) -> str:
    """The two digits that follow the first seven characters.

    >>> check_digits("00hj8s1")
    '72'
    """
    number = 0
    for letter in stem:
        number = number * 32 + _ALPHABET.index(letter)
    return f"{98 - number * 100 % 97:02d}"


def validate_ror(value: str) -> None:
    if not _SHAPE.fullmatch(value):
        raise ValidationError(
            _("A ROR id has nine characters and begins with 0, as in https://ror.org/00hj8s172."),
            code="ror-shape",
        )
    if check_digits(value[:7]) != value[7:]:
        raise ValidationError(
            _("The check digits of this ROR id do not fit. Copy the id again from ror.org."), code="ror-check"
        )

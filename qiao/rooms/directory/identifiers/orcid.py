"""ORCID iDs: sixteen digits, the last one a check digit (ISO 7064 MOD 11-2), as for ISNI."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from stdnum import isni
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as NumberError

PREFIX = "https://orcid.org/"
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?orcid\.org/", re.IGNORECASE)


def compact_orcid(value: str) -> str:
    """The sixteen characters alone, from an iD with or without hyphens or from its full address."""
    return str(isni.compact(_ADDRESS.sub("", value.strip()).rstrip("/"))).upper()


def orcid_with_hyphens(value: str) -> str:
    return "-".join(value[start : start + 4] for start in range(0, 16, 4))


def validate_orcid(value: str) -> None:
    try:
        is_compact = isni.validate(value) == value
    except InvalidChecksum:
        raise ValidationError(
            _("The check digit of this ORCID iD does not fit. Copy the iD again from orcid.org."),
            code="orcid-check",
        ) from None
    except NumberError:
        is_compact = False
    if not is_compact:
        raise ValidationError(
            _("An ORCID iD has sixteen digits, as in 0000-0002-1825-0097."), code="orcid-shape"
        )

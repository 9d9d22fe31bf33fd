"""Internet domains that organisations send mail from; matched by suffix, never by substring."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def compact_domain(value: str) -> str:
    """Lower case, without "@", "www." and a final dot; international names in their ASCII form."""
    bare = value.strip().lower().lstrip("@").removeprefix("www.").rstrip(".")
    try:
        return bare.encode("idna").decode("ascii") if bare else ""
    except UnicodeError:
        return bare


def validate_domain(value: str) -> None:
    labels = value.split(".")
    if len(value) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        raise ValidationError(
            _("A domain looks like columbia.edu, without @ and spaces."), code="domain-shape"
        )
    if labels[-1].isdigit():
        raise ValidationError(_("An address made of numbers is not a domain."), code="domain-number")


def suffixes(domain: str) -> list[str]:
    """The domain and every parent of it that has at least two labels, longest first.

    >>> suffixes("seas.upenn.edu")
    ['seas.upenn.edu', 'upenn.edu']
    """
    labels = compact_domain(domain).split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]

"""What single values of the directory must look like."""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from qiao.kit.zones import zone_names
from qiao.rooms.directory.identifiers.domain import compact_domain, validate_domain

_LANGUAGE = re.compile(r"[a-z]{2,3}")
_PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{3,28}(?:(?:x|ext\.?|转) ?[0-9]{1,6})?")


def validate_language(value: str) -> None:
    if not _LANGUAGE.fullmatch(value):
        raise ValidationError(_("A language is a code of two or three letters: zh, en, ja."), code="language")


def validate_languages(value: Sequence[str]) -> None:
    if not isinstance(value, list) or len(value) > 20 or len(set(map(str, value))) != len(value):
        raise ValidationError(_("Name each language once, twenty at most."), code="languages")
    for language in value:
        validate_language(str(language))


def validate_time_zone(value: str) -> None:
    if value not in zone_names():
        raise ValidationError(_("Choose a time zone such as Asia/Shanghai."), code="time-zone")


def validate_website(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.password:
        raise ValidationError(
            _("Give a full address that begins with https:// or http://, without a user name."),
            code="website",
        )


def validate_mail_host(value: str) -> None:
    """Beyond the shape of an address: its host is a name, no number in brackets, with sound punycode."""
    host = value.rpartition("@")[2]
    try:
        validate_domain(compact_domain(host))
        if "xn--" in host.lower():
            host.encode("ascii").decode("idna")
    except (ValidationError, UnicodeError):
        raise ValidationError(
            _("The part after @ is no domain, such as columbia.edu."), code="mail-host"
        ) from None


def validate_phone(value: str) -> None:
    if not _PHONE.fullmatch(value):
        raise ValidationError(
            _("A phone number has digits, spaces and + ( ) - only, as in +86 10 5555 0000."), code="phone"
        )

"""The name under which a person sees a file. Storage never uses it."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qiao.kit.text import clean_line, validate_line

LONGEST_NAME = 120
_JOINERS = "\u200c\u200d"
_MEANT_FOR_MACHINES = re.compile(r'["*:<>?|%$`;]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def display_name(given: str | None, suffix: str) -> str:
    """The last part of the given name, cleaned, ending in the suffix that fits the content."""
    text = "".join(letter for letter in (given or "")[:1000] if _is_visible(letter))
    last = text.replace("\\", "/").rsplit("/", 1)[-1]
    stem = clean_line(_MEANT_FOR_MACHINES.sub("", last)).strip(" .-~")
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    stem = stem[: LONGEST_NAME - len(suffix)].strip(" .-~")
    return (stem if _is_name(stem) else _("file")) + suffix


def _is_visible(letter: str) -> bool:
    """Controls, formats, surrogates and line separators go; Persian and Indic joiners stay."""
    return letter in _JOINERS or unicodedata.category(letter) not in {
        "Cc",
        "Cf",
        "Cn",
        "Co",
        "Cs",
        "Zl",
        "Zp",
    }


def _is_name(stem: str) -> bool:
    try:
        validate_line(stem)
    except ValidationError:
        return False
    return bool(stem) and not _RESERVED.match(stem)

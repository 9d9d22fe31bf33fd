"""What text may contain before it is stored or put into a header."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Bidirectional controls reorder what a reader sees (CVE-2021-42574); a name never needs them.
_BIDI = "\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"
# Joiners (200C, 200D) stay legal: Persian and Indic names, and emoji, are spelled with them.
_INVISIBLE = (
    "\u00ad\u115f\u1160\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
# U+FFFD stands where something was lost on the way: a form sends it for half of a pair.
_NO_CHARACTER = "\ud800-\udfff\ufdd0-\ufdef\ufffd" + "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_FORBIDDEN_LINE = re.compile(f"[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029{_BIDI}{_INVISIBLE}{_NO_CHARACTER}]")
_FORBIDDEN_BODY = re.compile(
    f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f{_BIDI}{_INVISIBLE}{_NO_CHARACTER}]"
)
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TRIMMED = " \t\r\n"
_BLANK_LETTERS = "\u2800\u3164\uffa0\u115f\u1160"  # letters and symbols by category, empty to the eye
_JOINERS = "\u200c\u200d"
MAX_MARKS = 8  # stacked combining marks on one letter; real scripts stay well below


def clean_line(value: str) -> str:
    """NFC, trimmed, every run of spaces one space. Raises nothing; `validate_line` judges."""
    return _SPACES.sub(" ", _nfc(value)).strip(_TRIMMED)


def clean_body(value: str) -> str:
    """NFC, one kind of line break, no blank lines at either end. Raises nothing; `validate_body` judges."""
    lines = _nfc(value).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip(" \t\u3000\u00a0") for line in lines).strip("\n")


def validate_line(value: str) -> None:
    """One line of text: no control characters, line breaks, direction overrides or invisible letters."""
    _validate(value, _FORBIDDEN_LINE)


def validate_body(value: str) -> None:
    """Text of several lines: as `validate_line`, but tabs and line breaks may stand."""
    _validate(value, _FORBIDDEN_BODY)


def validate_utf8(value: str) -> None:
    """Refuses NUL and lone surrogates, which only one of the two databases would store."""
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValidationError(_("This text holds a character that cannot be stored."), code="not-storable")


def has_visible(value: str) -> bool:
    """True when something of the text can be seen: joiners, spaces and marks alone cannot."""
    return any(unicodedata.category(letter)[0] in "LNPS" and letter not in _BLANK_LETTERS for letter in value)


def _validate(value: str, forbidden: re.Pattern[str]) -> None:
    if found := forbidden.search(value):
        raise ValidationError(
            _("This text holds a character that is not allowed here (%(code)s). Remove it and try again."),
            code="forbidden-character",
            params={"code": f"U+{ord(found.group()):04X}"},
        )
    if has_stacked_marks(value):
        raise ValidationError(
            _("Too many accents are stacked on one letter. Remove some and try again."),
            code="stacked-marks",
        )
    if value and not has_visible(value):
        raise ValidationError(_("Nothing in this text can be seen. Write it out."), code="invisible")


def has_stacked_marks(value: str) -> bool:
    run = 0
    for letter in "" if value.isascii() else value:
        if unicodedata.category(letter)[0] == "M":
            run += 1
        elif letter not in _JOINERS:
            run = 0
        if run > MAX_MARKS:
            return True
    return False


def _nfc(value: str) -> str:
    """Stacked marks are left as they are, to be refused: sorting a long run of them takes quadratic time."""
    return value if value.isascii() or has_stacked_marks(value) else unicodedata.normalize("NFC", value)

"""Fields and languages of an opportunity as bits of one number: lists of 100,000 are filtered and counted by
them without a look at other tables."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

LANGUAGES = (
    *("zh", "en", "de", "fr", "es", "ja", "ko", "ru", "pt", "it", "ar", "nl", "sv", "da", "no", "fi"),
    *("pl", "cs", "hu", "el", "he", "tr", "fa", "hi", "id", "ms", "th", "vi", "uk", "ro"),
)
OTHER_LANGUAGE = "other"


def field_bit(code: str) -> int:
    """Of the broad field of ISCED-F, which the first two digits name."""
    return 1 << int(code[:2])


def language_bit(language: str) -> int:
    return 1 << (LANGUAGES.index(language) + 1) if language in LANGUAGES else 1


def all_bits(bits: Iterable[int]) -> int:
    return reduce(or_, bits, 0)

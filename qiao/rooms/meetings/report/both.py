"""Words in both languages at once, for papers that everybody reads."""

from collections.abc import Sequence

from django.utils import translation

LANGUAGES = ("zh-hans", "en")


def each_of(told: object) -> tuple[str, str]:
    """A lazy text, or what a function tells, in Chinese and in English."""
    found = []
    for language in LANGUAGES:
        with translation.override(language):
            found.append(str(told() if callable(told) else told))
    return found[0], found[1]


def both(text: object) -> str:
    """A lazy text in both languages: 日期 / Date."""
    return " / ".join(dict.fromkeys(each_of(text)))


def headings(texts: Sequence[object]) -> list[str]:
    return [both(text) for text in texts]

"""Degree levels in the words of files and people."""

import re

from django.utils import translation

from qiao.rooms.profiles.enums import DegreeLevel

_WORDS = (
    (DegreeLevel.DOCTORATE, r"\b(ph\.?\s?d|d\.?phil|doctor\w*|dr\.)|博士"),
    (DegreeLevel.MASTER, r"\b(master\w*|m\.?\s?sc|m\.?\s?a|m\.?\s?eng|mba|mphil|m\.?s)\b|硕士"),
    (DegreeLevel.BACHELOR, r"\b(bachelor\w*|b\.?\s?sc|b\.?\s?a|b\.?\s?eng|b\.?s)\b|学士|本科"),
)
_PATTERNS = [(level, re.compile(words, re.IGNORECASE)) for level, words in _WORDS]


def level_of(text: str) -> str:
    """Empty where the words name no level."""
    return next((level.value for level, words in _PATTERNS if words.search(text)), "")


def is_label(text: str, level: str) -> bool:
    """Whether the text only names the level, in either language."""
    return bool(level) and text in {label_of(level, language) for language in ("zh", "en")}


def label_of(level: str, language: str) -> str:
    with translation.override("zh-hans" if language == "zh" else "en"):
        return str(DegreeLevel(level).label)

"""A pair of columns read as one text in the reader's language, with a visible fallback to the other."""

from dataclasses import dataclass
from typing import Any, overload

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

TAGS = {"zh": "zh-Hans", "en": "en"}


def active_language() -> str:
    """ "zh" or "en", the suffix of the columns to read."""
    return "en" if (get_language() or "").startswith("en") else "zh"


@dataclass(frozen=True, slots=True)
class Localized:
    """`lang` is the BCP 47 tag of the text that is shown, not of the reader."""

    text: str
    lang: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text

    def __bool__(self) -> bool:
        return bool(self.text)

    def __html__(self) -> SafeString:
        if not self.is_fallback:
            return format_html("{}", self.text)
        mark, title = fallback_mark(self.lang)
        return format_html(
            '<span lang="{}">{}</span> <abbr class="fallback" title="{}">{}</abbr>',
            self.lang,
            self.text,
            title,
            mark,
        )


def fallback_mark(lang: str) -> tuple[str, str]:
    if lang == TAGS["zh"]:
        return _("Chinese"), _("There is no English text yet; the Chinese one is shown.")
    return _("English"), _("There is no Chinese text yet; the English one is shown.")


def localized(zh: str, en: str, language: str = "") -> Localized:
    """The text in the language asked for (the active one by default), else in the other."""
    wanted = language or active_language()
    texts = {"zh": zh, "en": en}
    other = "en" if wanted == "zh" else "zh"
    shown = wanted if texts[wanted] or not texts[other] else other
    return Localized(texts[shown], TAGS[shown], shown != wanted)


class Bilingual:
    """`title = Bilingual("title")` beside `title_zh, title_en`: reads the pair in the active language."""

    def __init__(self, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, record: None, owner: type) -> "Bilingual": ...
    @overload
    def __get__(self, record: object, owner: type) -> Localized: ...
    def __get__(self, record: Any, owner: type) -> "Bilingual | Localized":
        if record is None:
            return self
        return localized(getattr(record, f"{self.name}_zh"), getattr(record, f"{self.name}_en"))


def pairs_of(model: type) -> list[str]:
    """The names of a model's pairs, in order of definition."""
    bases = reversed(model.__mro__)
    return [value.name for base in bases for value in vars(base).values() if isinstance(value, Bilingual)]


def holds_text(path: str, text: str) -> Q:
    """For searches in a list: either text of the pair at this path holds the words."""
    return Q(**{f"{path}_zh__icontains": text}) | Q(**{f"{path}_en__icontains": text})


def sort_field(name: str = "sort") -> str:
    """The sort key column of the active language, for the order of a list."""
    return f"{name}_{active_language()}"

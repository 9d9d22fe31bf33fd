"""`{% load bilingual %}`: text of a pair in the reader's language, with a visible fallback."""

from typing import Any

from django import template

from qiao.kit.bilingual.localized import Localized, localized

register = template.Library()


@register.filter
def in_language(text: Any) -> Any:
    """`{{ object.title|in_language }}`: escaped; marked and tagged where it is the other language's text."""
    return text.__html__() if isinstance(text, Localized) else text


@register.filter
def in_chinese(record: Any, name: str) -> Localized:
    """`{{ object|in_chinese:"title" }}`: the Chinese text, or the English one marked as such."""
    return _in(record, name, "zh")


@register.filter
def in_english(record: Any, name: str) -> Localized:
    """`{{ object|in_english:"title" }}`: the English text, or the Chinese one marked as such."""
    return _in(record, name, "en")


def _in(record: Any, name: str, language: str) -> Localized:
    return localized(getattr(record, f"{name}_zh"), getattr(record, f"{name}_en"), language)

"""Text that is written by a job in one language and read by people in two.

Stored is the source text with its values apart; each reader's page translates it.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext

Text = str | Promise
Values = Mapping[str, Any]

_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)], "\ufffd")


def source_text(text: Text) -> str:
    """The untranslated text of a lazy translation; other text as it is."""
    with translation.override(None):
        return storable(str(text))


def storable(text: str) -> str:
    """Without NUL and lone surrogates: a failure whose words hold one must still be stored."""
    return text.translate(_UNSTORABLE)


def storable_json(value: Any) -> Any:
    match value:
        case str():
            return storable(value)
        case dict():
            return {storable(str(name)): storable_json(inner) for name, inner in value.items()}
        case list() | tuple():
            return [storable_json(inner) for inner in value]
    return value


def plain_values(values: Values) -> dict[str, Any]:
    return {name: value if isinstance(value, int) else storable(str(value)) for name, value in values.items()}


class _Filled(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "…"  # the value was personal and has been erased


def say(text: str, values: Values) -> str:
    """The text in the language of the moment, with its values; a text that lost its values stays readable."""
    if not text:
        return ""
    translated = gettext(text)
    if "%(" not in translated:
        return translated
    try:
        return translated % _Filled(values)
    except (TypeError, ValueError):
        return translated

"""What the engine says to people: a code, values, and one sentence in each of the two languages.

No translation machinery is needed to use the engine alone: a page, a terminal and a file all take
``sentence.text("zh-hans")``. Every code has its two sentences in one of the tables that are registered here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Language = Literal["en", "zh-hans"]
Table = Mapping[str, tuple[str, str]]

_TABLES: dict[str, tuple[str, str]] = {}


def say(table: Table) -> None:
    """Registers sentences: code to (English, Chinese), with ``{name}`` where a value goes.

    Raises
    ------
    ValueError : a code is registered with other words already.
    """
    for code, both in table.items():
        if _TABLES.setdefault(code, both) != both:
            raise ValueError(f"two sentences for {code!r}")


def codes() -> frozenset[str]:
    return frozenset(_TABLES)


@dataclass(frozen=True)
class Sentence:
    """One sentence with its stable code. A list among the values is joined as the language joins.

    >>> say({"doc.greet": ("Hello {who}", "{who}，你好")})
    >>> Sentence("doc.greet", {"who": ["A", "B", "C"]}).text("en")
    'Hello A, B and C'
    >>> Sentence("doc.greet", {"who": ["A", "B"]}).text("zh-hans")
    'A和B，你好'
    """

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language = "en") -> str:
        template = _TABLES[self.code][language != "en"]
        return template.format_map({name: _plain(value, language) for name, value in self.values.items()})

    def __str__(self) -> str:
        return self.text("en")


def _plain(value: object, language: Language) -> object:
    if isinstance(value, Sentence):
        return value.text(language)
    if not isinstance(value, (list, tuple)):
        return value
    words = [str(_plain(each, language)) for each in value]
    comma, last = (", ", " and ") if language == "en" else ("、", "和")
    return last.join([comma.join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


# Sentences that stand in a file are shown as they were written there.
say({"result.said": ("{en}", "{zh}")})

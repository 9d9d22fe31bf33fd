"""The nouns of the product and terms of the field in both languages, for code, pages and docs."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from qiao.kit.bilingual.localized import localized

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or a word in both languages."""

    en: str
    zh: str

    def __str__(self) -> str:
        return localized(self.zh, self.en).text


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of the product. `code` is its name in code, `states` what a thing of this kind goes through."""

    code: str
    area: str
    name: Text
    definition: Text
    also: Forms = ()
    states: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    code: str
    name: Text
    nouns: tuple[Noun, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field with all its forms, the usual one of each language first."""

    en: Forms
    zh: Forms


@dataclass(frozen=True, slots=True)
class Topic:
    code: str
    name: Text
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    areas: tuple[Area, ...]
    topics: tuple[Topic, ...]

    def nouns(self) -> list[Noun]:
        return [noun for area in self.areas for noun in area.nouns]

    def groups(self) -> list[Forms]:
        """All forms of each noun and term: what one is asked for by, the others answer."""
        nouns = [(noun.name.en, noun.name.zh, *noun.also) for noun in self.nouns()]
        return [*nouns, *((*term.en, *term.zh) for topic in self.topics for term in topic.terms)]


@cache
def glossary() -> Glossary:
    source = files("qiao.kit.bilingual").joinpath("glossary.toml").read_text(encoding="utf-8")
    return read(source)


def read(source: str) -> Glossary:
    content = tomllib.loads(source)
    areas = tuple(_area(code, table) for code, table in content["areas"].items())
    return Glossary(areas, tuple(_topic(code, table) for code, table in content["topics"].items()))


def _area(code: str, table: dict[str, Any]) -> Area:
    nouns = tuple(_noun(name, code, row) for name, row in table.get("nouns", {}).items())
    return Area(code, Text(table["en"], table["zh"]), nouns)


def _noun(code: str, area: str, row: dict[str, Any]) -> Noun:
    return Noun(
        code=code,
        area=area,
        name=Text(row["en"], row["zh"]),
        definition=Text(row["means_en"], row["means_zh"]),
        also=tuple(row.get("also", ())),
        states=tuple(Text(en, zh) for en, zh in row.get("states", ())),
    )


def _topic(code: str, table: dict[str, Any]) -> Topic:
    terms = tuple(Term(tuple(row["en"]), tuple(row["zh"])) for row in table["terms"])
    return Topic(code, Text(table["en"], table["zh"]), terms)

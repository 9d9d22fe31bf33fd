"""Finds nouns and terms of the glossary as everything else is found, without the database."""

from collections.abc import Iterable
from functools import cache
from typing import TypeVar

from qiao.kit.bilingual.folding import tokens
from qiao.kit.bilingual.glossary import Area, Forms, Noun, Term, Topic, glossary
from qiao.kit.bilingual.search.query import AllOf, Node, Token, parse

Found = TypeVar("Found", Noun, Term)


def look_up(query: str) -> tuple[list[Area], list[Topic]]:
    """The areas and topics with what matches, or all of them for an empty query."""
    if not query.strip():
        return list(glossary().areas), list(glossary().topics)
    node = parse(query)
    areas = [Area(area.code, area.name, _matching(node, area.nouns)) for area in glossary().areas]
    topics = [Topic(topic.code, topic.name, _matching(node, topic.terms)) for topic in glossary().topics]
    return [area for area in areas if area.nouns], [topic for topic in topics if topic.terms]


def _matching(node: Node | None, found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(each for each in found if node and holds(node, _tokens(each)))


def holds(node: Node, found: frozenset[str]) -> bool:
    if isinstance(node, Token):
        return any(token.startswith(node.text) for token in found) if node.is_prefix else node.text in found
    verdicts = (holds(each, found) for each in node.nodes)
    return all(verdicts) if isinstance(node, AllOf) else any(verdicts)


@cache
def _tokens(each: Noun | Term) -> frozenset[str]:
    names, texts = _words(each)
    named = (token for name in names for token in tokens(name, names=True))
    return frozenset([*named, *tokens(" ".join(texts))])


def _words(each: Noun | Term) -> tuple[Forms, Forms]:
    if isinstance(each, Term):
        return (*each.en, *each.zh), ()
    names = (each.code, each.name.en, each.name.zh, *each.also)
    return names, (each.definition.en, each.definition.zh)

"""JSON and XML of one record as the same tree of named parts, so that one reader serves both."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from qiao.rooms.profiles.formats.nodes import parsed, unreadable

MOST_PARTS = 300_000
DEEPEST = 40


@dataclass
class Tree:
    name: str
    text: str = ""
    parts: "list[Tree]" = field(default_factory=list)

    def all(self, name: str) -> "Iterator[Tree]":
        """Parts of that name at any depth, outermost only."""
        for part in self.parts:
            if part.name == name:
                yield part
            else:
                yield from part.all(name)

    def first(self, *names: str) -> "Tree":
        """Step by step down; an empty tree where there is none."""
        tree = self
        for name in names:
            tree = next(tree.all(name), _NOTHING)
        return tree

    def said(self, *names: str) -> str:
        """The text of a part, or of the part of the same name or `value` or `content` within it."""
        tree = self.first(*names)
        inner = next((part.text for part in tree.parts if part.name in {"value", "content", names[-1]}), "")
        return (tree.text or inner).strip()


_NOTHING = Tree("")


def tree_of(body: bytes) -> Tree:
    return _of_xml(body) if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _of_json(body)


def _of_json(body: bytes) -> Tree:
    return Tree("record", parts=list(_parts("record", parsed(body))))


def _parts(name: str, value: Any) -> Iterator[Tree]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, list):
                yield from (_named(key, each) for each in inner)
            elif inner is not None:
                yield _named(key, inner)
    elif isinstance(value, list):
        yield from (_named(name, each) for each in value)


def _named(name: str, value: Any) -> Tree:
    if isinstance(value, dict | list):
        return Tree(name, parts=list(_parts(name, value)))
    return Tree(name, "" if value is None else str(value))


def _of_xml(body: bytes) -> Tree:
    try:
        root = fromstring(body, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        reason = _("line %(line)d, column %(column)d is not XML.")
        raise unreadable(reason % {"line": line, "column": column}) from None
    except (DefusedXmlException, ValueError, LookupError):
        raise unreadable(_("it declares entities or an encoding that are not taken.")) from None
    return _of_element(root, [0], 0)


def _of_element(element: Element, seen: list[int], depth: int) -> Tree:
    seen[0] += 1
    if seen[0] > MOST_PARTS or depth > DEEPEST:
        raise unreadable(_("it has too many parts."))
    parts = [_of_element(each, seen, depth + 1) for each in element]
    named = [Tree(name.rpartition("}")[2], text) for name, text in element.attrib.items()]
    return Tree(element.tag.rpartition("}")[2], (element.text or "").strip(), named + parts)

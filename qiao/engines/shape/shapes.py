"""From raw JSON values to plain ones: each function notes what is wrong with its place and goes on.

A reader takes the raw value and its place and gives the value, or `NOTHING` where it noted a fault.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

from qiao.engines.shape.fault import MOST_FAULTS, Collector
from qiao.engines.shape.kinds import check_choice, check_text
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.shape.strict_json import Twofold
from qiao.engines.shape.words import say

say(
    {
        "fault.object": (
            "{value} is not an object. Write it as {{…}}.",
            "{value}不是对象。请写成{{…}}。",
        ),
        "fault.list": ("{value} is not a list. Write it as […].", "{value}不是列表。请写成[…]。"),
        "fault.missing": ("This field is missing. Add it.", "缺少此字段。请补充。"),
        "fault.unknown-field": (
            "The format has no field {id}. {near}",
            "格式中没有字段{id}。{near}",
        ),
        "fault.key-twice": (
            "The key {key} is written more than once. Leave one of them.",
            "键{key}重复出现。请只保留一个。",
        ),
    }
)

NOTHING: Any = object()
Read = Callable[[Any, str, Collector], Any]


def text(raw: Any, place: str, found: Collector) -> Any:
    return raw if check_text(raw, place, found, may_be_empty=True) else NOTHING


def whole(raw: Any, place: str, found: Collector) -> Any:
    """A whole number; 3.0 is one as well, for JSON knows one kind of number."""
    if type(raw) is float and raw.is_integer() and abs(raw) < 2**53:
        return int(raw)
    if type(raw) is int:
        return raw
    found.add(place, "whole", value=shown(raw))
    return NOTHING


def number(raw: Any, place: str, found: Collector) -> Any:
    """A number; what is not finite is left for the check of meaning, which says so."""
    if type(raw) in (int, float):
        return raw
    found.add(place, "number", value=shown(raw))
    return NOTHING


def finite(raw: Any, place: str, found: Collector) -> Any:
    if type(raw) is int or (type(raw) is float and math.isfinite(raw)):
        return raw
    found.add(place, "number", value=shown(raw))
    return NOTHING


def flag(raw: Any, place: str, found: Collector) -> Any:
    if type(raw) is bool:
        return raw
    found.add(place, "yes-no", value=shown(raw))
    return NOTHING


def word(*options: str) -> Read:
    """One of the given words."""

    def read_word(raw: Any, place: str, found: Collector) -> Any:
        return raw if check_choice(raw, options, place, found) else NOTHING

    return read_word


def listed(read: Read) -> Read:
    """A list of values of one kind; those that are wrong are noted and left out."""

    def read_list(raw: Any, place: str, found: Collector) -> Any:
        if not isinstance(raw, list):
            found.add(place, "list", value=shown(raw))
            return NOTHING
        values = []
        for position, each in enumerate(raw):
            if found.is_full:
                break
            if (value := read(each, f"{place}[{position}]", found)) is not NOTHING:
                values.append(value)
        return values

    return read_list


def keyed(read: Read) -> Read:
    """An object whose keys are names chosen by the writer."""

    def read_keyed(raw: Any, place: str, found: Collector) -> Any:
        if not is_object(raw, place, found):
            return NOTHING
        values = {}
        for name, each in raw.items():
            if found.is_full:
                break
            if not check_text(name, place, found):
                continue
            if (value := read(each, f"{place}.{name}", found)) is not NOTHING:
                values[name] = value
        return values

    return read_keyed


whole_numbers = listed(whole)


def fields(
    raw: Any, place: str, found: Collector, *, known: Mapping[str, Read], needed: tuple[str, ...] = ()
) -> dict[str, Any] | None:
    """The fields of an object that are there and sound; None where it is no object. Null is absent."""
    if not is_object(raw, place, found):
        return None
    before = f"{place}." if place else ""
    values = {}
    for name, each in raw.items():
        if found.is_full:
            break
        if name not in known:
            add_unknown(f"{before}{shown(name)[1:-1]}", "unknown-field", name, known, found)
        elif each is not None and (value := known[name](each, before + name, found)) is not NOTHING:
            values[name] = value
    for name in needed:
        if raw.get(name) is None:
            found.add(before + name, "missing")
    return values


def is_object(raw: Any, place: str, found: Collector) -> bool:
    """Whether it is an object; keys that are written twice are noted on the way."""
    if not isinstance(raw, dict):
        found.add(place, "object", value=shown(raw))
        return False
    if isinstance(raw, Twofold):
        for name in raw.twice[:MOST_FAULTS]:
            found.add(place, "key-twice", key=shown(name))
    return True

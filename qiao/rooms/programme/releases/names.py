"""The people whom a frozen agenda names: in objects that hold a `person_id` beside their `name`."""

from collections.abc import Collection, Iterator
from typing import Any
from uuid import UUID


def named_in(told: Any) -> set[UUID]:
    return {UUID(str(each["person_id"])) for each in _objects(told)}


def without_name(told: Any, people: Collection[UUID]) -> Any:
    """The same, with the names of these people empty and nothing that leads to them."""
    if isinstance(told, list):
        return [without_name(each, people) for each in told]
    if not isinstance(told, dict):
        return told
    if told.get("person_id") and UUID(str(told["person_id"])) in people:
        return told | {"person_id": None, "name": {"zh": "", "en": "–"}}
    return {name: without_name(value, people) for name, value in told.items()}


def _objects(told: Any) -> Iterator[dict[str, Any]]:
    if isinstance(told, dict):
        if told.get("person_id"):
            yield told
        for value in told.values():
            yield from _objects(value)
    elif isinstance(told, list):
        for value in told:
            yield from _objects(value)

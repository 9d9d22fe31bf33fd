"""``qiao-groups/1``: an instance from JSON and to JSON."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields as fields_of
from typing import Any

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.shapes import (
    NOTHING,
    Read,
    fields,
    flag,
    keyed,
    listed,
    number,
    text,
    whole,
    whole_numbers,
    word,
)
from qiao.engines.shape.strict_json import load_json
from qiao.engines.timetabling.faults import MOST_SLOTS, BadInstance, Fault
from qiao.engines.timetabling.groups.faults import faults_of
from qiao.engines.timetabling.groups.problem import (
    DEFAULT_TIERS,
    FORMAT,
    Group,
    GroupProblem,
    Guest,
    weigh_ranks,
)

# What cannot be judged where a whole part of the instance is unreadable.
_CONSEQUENCES = {"groups": {"fault.groups.no-group", "fault.groups.no-destination"}}


def read_groups(source: str | bytes) -> GroupProblem:
    """The instance of a JSON text. Linear in its length.

    Raises
    ------
    BadInstance : with everything that is wrong with it.

    >>> read_groups('{"format": "qiao-groups/1", "slots": 1, "guests": [], "groups": []}').mode
    'choose'
    """
    return problem_of(load_json(source))


def problem_of(raw: Any) -> GroupProblem:
    """The instance of a raw JSON value.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    found = Collector()
    values = fields(raw, "", found, known=_PROBLEM, needed=("format", "slots", "guests", "groups"))
    if values is None:
        found.raise_any()
    values = values or {}
    values.pop("format", None)
    problem = GroupProblem(**{"name": "", "slots": MOST_SLOTS, "guests": (), "groups": (), **values})
    shape = found.faults
    if faults := shape + [fault for fault in faults_of(problem) if not _follows(fault, shape)]:
        raise BadInstance(faults)
    return problem


def _follows(fault: Fault, shape: Iterable[Fault]) -> bool:
    """Whether a fault of meaning only follows from an unreadable value at, above or in its place."""
    return any(
        fault.place == wrong.place
        or fault.place.startswith((f"{wrong.place}.", f"{wrong.place}["))
        or fault.sentence.code in _CONSEQUENCES.get(wrong.place.partition("[")[0], ())
        for wrong in shape
    )


def _then(read: Read, make: Callable[[Any], Any]) -> Read:
    def read_and_make(raw: Any, place: str, found: Collector) -> Any:
        value = read(raw, place, found)
        return value if value is NOTHING else make(value)

    return read_and_make


def _wishes(raw: Any, place: str, found: Collector) -> Any:
    if isinstance(raw, list):
        return _then(listed(text), weigh_ranks)(raw, place, found)
    return keyed(number)(raw, place, found)


def _guest(raw: Any, place: str, found: Collector) -> Guest:
    return Guest(**{"id": "", **(fields(raw, place, found, known=_GUEST, needed=("id",)) or {})})


def _group(raw: Any, place: str, found: Collector) -> Group:
    needed = ("id", "destination", "slots", "capacity")
    values = fields(raw, place, found, known=_GROUP, needed=needed) or {}
    return Group(**{"id": "", "destination": "", "slots": (), "capacity": 0, **values})


_TEXTS = _then(listed(text), frozenset)
_SLOTS = _then(whole_numbers, frozenset)

_GUEST: Mapping[str, Read] = {
    "id": text,
    "delegation": text,
    "country": text,
    "languages": _TEXTS,
    "wishes": _wishes,
    "unavailable": _SLOTS,
    "meetings": _SLOTS,
    "needs": _TEXTS,
    "barred": _TEXTS,
    "pinned": _then(listed(text), tuple),
    "forbidden": _TEXTS,
    "min_visits": whole,
    "max_visits": whole,
    "participant": text,
}
_GROUP: Mapping[str, Read] = {
    "id": text,
    "destination": text,
    "slots": _then(whole_numbers, tuple),
    "capacity": whole,
    "min_size": whole,
    "languages": _TEXTS,
    "interpreter": flag,
    "provides": _TEXTS,
    "round": whole,
}
_PROBLEM: Mapping[str, Read] = {
    "format": word(FORMAT),
    "name": text,
    "mode": word("all", "choose"),
    "slots": whole,
    "tiers": _then(listed(text), tuple),
    "guests": _then(listed(_guest), tuple),
    "groups": _then(listed(_group), tuple),
}


def write_groups(problem: GroupProblem) -> str:
    """The instance as JSON, one guest and one group a line. Fields at their default are left out.

    What `read_groups` reads is written to the same bytes again.
    """
    lines = []
    for name, value in document_of(problem).items():
        if name in ("guests", "groups") and value:
            rows = ",\n  ".join(json.dumps(each, ensure_ascii=False) for each in value)
            lines.append(f'"{name}": [\n  {rows}\n]')
        else:
            lines.append(f'"{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def hash_groups(problem: GroupProblem) -> str:
    """SHA-256 of the canonical JSON of an instance, which a result names: 64 hexadecimal digits."""
    canonical = json.dumps(document_of(problem), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def document_of(problem: GroupProblem) -> dict[str, Any]:
    """The instance in raw JSON values, in the order of the format."""
    document: dict[str, Any] = {"format": FORMAT, "name": problem.name, "mode": problem.mode}
    document["slots"] = problem.slots
    if problem.tiers != DEFAULT_TIERS:
        document["tiers"] = list(problem.tiers)
    document["guests"] = [_row(each, Guest("")) for each in problem.guests]
    document["groups"] = [_row(each, Group("", "", (), -1)) for each in problem.groups]
    return document


def _row(each: Guest | Group, plain: Guest | Group) -> dict[str, Any]:
    """The fields that are not at their default."""
    row = {}
    for field in fields_of(each):
        value = getattr(each, field.name)
        if value != getattr(plain, field.name):
            row[field.name] = _raw(value)
    return row


def _raw(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value

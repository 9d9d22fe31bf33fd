"""``qiao-timetable/1``: an instance from JSON and to JSON."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from qiao.engines.shape import shapes
from qiao.engines.shape.fault import Collector
from qiao.engines.shape.naming import shown
from qiao.engines.shape.shapes import (
    NOTHING,
    fields,
    flag,
    keyed,
    listed,
    number,
    text,
    whole,
    word,
)
from qiao.engines.shape.strict_json import load_json
from qiao.engines.timetabling.faults import MOST_SLOTS, BadInstance, Fault, faults_of
from qiao.engines.timetabling.problem import FORMAT, Participant, Problem, Request
from qiao.engines.timetabling.result import FORMAT as RESULT_FORMAT

_PARTICIPANT: Mapping[str, shapes.Read] = {
    "id": text,
    "side": text,
    "unavailable": shapes.whole_numbers,
    "max_meetings": whole,
    "max_per_day": whole,
    "max_run": whole,
    "zone": text,
    "min_meetings": whole,
}
_REQUEST: Mapping[str, shapes.Read] = {
    "id": text,
    "a": text,
    "b": text,
    "weight": number,
    "mandatory": flag,
    "session": text,
    "allowed": shapes.whole_numbers,
    "slot": whole,
    "after": listed(text),
    "zone": text,
}
# What cannot be judged where a whole part of the instance is unreadable.
_CONSEQUENCES = {
    "slots": {"fault.capacity-length"},
    "participants": {"fault.no-participant"},
    "requests": {"fault.no-request"},
    "sessions": {"fault.no-session"},
}


def read_problem(source: str | bytes) -> Problem:
    """The instance of a JSON text. Linear in its length.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    return problem_of(load_json(source))


def problem_of(raw: Any) -> Problem:
    """The instance of a raw JSON value.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    found = Collector()
    values = fields(
        raw, "", found, known=_PROBLEM, needed=("format", "mode", "slots", "participants", "requests")
    )
    if values is None:
        found.raise_any()
    problem = _built(values or {})
    shape = found.faults
    if faults := shape + [fault for fault in faults_of(problem) if not _follows(fault, shape)]:
        raise BadInstance(faults)
    return problem


def _follows(fault: Fault, shape: Iterable[Fault]) -> bool:
    """Whether a fault of meaning only follows from an unreadable value at or above its place."""
    return any(
        fault.place == wrong.place
        or fault.place.startswith((f"{wrong.place}.", f"{wrong.place}["))
        or fault.sentence.code in _CONSEQUENCES.get(wrong.place, ())
        for wrong in shape
    )


def _built(values: dict[str, Any]) -> Problem:
    values.pop("format", None)
    return Problem(
        **{
            "name": "",
            "mode": "choose",
            "slots": MOST_SLOTS,
            "participants": (),
            "requests": (),
            **values,
        }
    )


def _participant(raw: Any, place: str, found: Collector) -> Participant:
    values = fields(raw, place, found, known=_PARTICIPANT, needed=("id",)) or {}
    if "unavailable" in values:
        values["unavailable"] = frozenset(values["unavailable"])
    return Participant(**{"id": "", **values})


def _request(raw: Any, place: str, found: Collector) -> Request:
    values = fields(raw, place, found, known=_REQUEST, needed=("id", "a", "b")) or {}
    if "allowed" in values:
        values["allowed"] = frozenset(values["allowed"])
    if "after" in values:
        values["after"] = tuple(values["after"])
    return Request(**{"id": "", "a": "", "b": "", **values})


def _day(raw: Any, place: str, found: Collector) -> Any:
    if not isinstance(raw, list) or len(raw) != 2:
        found.add(place, "day-pair")
        return NOTHING
    ends = [whole(each, place, found) for each in raw]
    return NOTHING if NOTHING in ends else tuple(ends)


def _travel(raw: Any, place: str, found: Collector) -> Any:
    values = keyed(whole)(raw, place, found)
    if values is NOTHING:
        return NOTHING
    pairs = {}
    for name, slots in values.items():
        zones = tuple(name.split("|"))
        if len(zones) == 2:
            pairs[zones] = slots
        else:
            found.add(f"{place}.{name}", "travel-key", value=shown(name))
    return pairs


def _previous(raw: Any, place: str, found: Collector) -> Any:
    """An earlier timetable: request to slot, or a whole result."""
    if isinstance(raw, dict) and raw.get("format") == RESULT_FORMAT:
        raw, place = raw.get("schedule"), f"{place}.schedule"
    return keyed(_slot_of_meeting)(raw, place, found)


def _slot_of_meeting(raw: Any, place: str, found: Collector) -> Any:
    if not isinstance(raw, dict):
        return whole(raw, place, found)
    values = fields(raw, place, found, known={"slot": whole, "table": whole}, needed=("slot",)) or {}
    return values.get("slot", NOTHING)


def _then(read: shapes.Read, make: Callable[[Any], Any]) -> shapes.Read:
    def read_and_make(raw: Any, place: str, found: Collector) -> Any:
        value = read(raw, place, found)
        return value if value is NOTHING else make(value)

    return read_and_make


_PROBLEM: Mapping[str, shapes.Read] = {
    "format": word(FORMAT),
    "name": text,
    "mode": word("all", "choose"),
    "slots": whole,
    "days": _then(listed(_day), tuple),
    "sessions": keyed(_then(shapes.whole_numbers, frozenset)),
    "capacity": _then(listed(whole), tuple),
    "participants": _then(listed(_participant), tuple),
    "requests": _then(listed(_request), tuple),
    "break_rule": word("gap", "wait"),
    "fairness": whole,
    "bipartite": flag,
    "travel": _travel,
    "previous": _previous,
    "max_moved": whole,
    "floor": whole,
}


def write_problem(problem: Problem) -> str:
    """The instance as JSON, one participant and one request a line. Fields at their default are left out.

    What `read_problem` reads is written to the same bytes again.
    """
    lines = []
    for name, value in document_of(problem).items():
        if name in ("participants", "requests") and value:
            rows = ",\n  ".join(_compact(each) for each in value)
            lines.append(f"{_compact(name)}: [\n  {rows}\n]")
        else:
            lines.append(f"{_compact(name)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def input_hash(problem: Problem) -> str:
    """SHA-256 of the canonical JSON of an instance, which a result names: 64 hexadecimal digits. It covers
    the earlier timetable and the limit of moves, as a mended timetable answers to both."""
    canonical = json.dumps(document_of(problem), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def document_of(problem: Problem) -> dict[str, Any]:
    """The instance in raw JSON values, in the order of the format."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "name": problem.name,
        "mode": problem.mode,
        "slots": problem.slots,
        "days": [list(day) for day in problem.days],
        "sessions": {name: sorted(slots) for name, slots in problem.sessions.items()},
        "capacity": None if problem.capacity is None else list(problem.capacity),
        "participants": [_row(each, Participant("")) for each in problem.participants],
        "requests": [_row(each, Request("", "", "")) for each in problem.requests],
        "break_rule": None if problem.break_rule == "gap" else problem.break_rule,
        "fairness": problem.fairness,
        "bipartite": problem.bipartite,
        "travel": {f"{a}|{b}": slots for (a, b), slots in one_way(problem).items()},
        "previous": None if problem.previous is None else dict(problem.previous),
        "max_moved": problem.max_moved,
        "floor": problem.floor,
    }
    kept = {"participants", "requests", "slots", "name", "previous", "capacity"}
    kept |= {"fairness", "max_moved", "floor"}
    return {name: value for name, value in document.items() if value or (name in kept and value is not None)}


def _row(each: Participant | Request, default: Participant | Request) -> dict[str, Any]:
    row = {}
    for name in type(each).__slots__:
        value = getattr(each, name)
        if value != getattr(default, name) or name == "id":
            row[name] = sorted(value) if isinstance(value, frozenset) else value
    return row


def one_way(problem: Problem) -> dict[tuple[str, str], int]:
    """The ways between zones, each pair once."""
    return {
        pair: slots
        for pair, slots in problem.travel.items()
        if pair[0] <= pair[1] or (pair[1], pair[0]) not in problem.travel
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)

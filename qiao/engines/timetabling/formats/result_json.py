"""``qiao-timetable-result/1``: a timetable from JSON and to JSON."""

import json
from collections.abc import Mapping
from typing import Any

from qiao.engines.shape import shapes
from qiao.engines.shape.fault import BadInstance, Collector
from qiao.engines.shape.kinds import check_whole
from qiao.engines.shape.shapes import NOTHING, fields, finite, keyed, listed, text, whole, word
from qiao.engines.shape.strict_json import load_json
from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.result import FORMAT, Conflict, Meeting, Solution

_COUNTS = ("weight", "breaks", "waits", "idle")
_STATUSES = ("optimal", "feasible", "infeasible", "unknown")


def read_result(source: str | bytes) -> Solution:
    """The timetable of a JSON text. One that leaves out its status or one of its counts (weight, breaks,
    waits, idle) claims nothing: its status is ``unknown``.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    found = Collector()
    raw = load_json(source)
    values = fields(raw, "", found, known=_RESULT, needed=("format", "schedule"))
    if values is None or found.faults:
        raise BadInstance(found.faults)
    for name in ("format", "gap"):
        values.pop(name, None)
    if "bound" in values:
        values["weight_bound"] = values.pop("bound")
    if values.get("status") in ("optimal", "feasible") and not set(_COUNTS) <= set(values):
        values["status"] = "unknown"
    return Solution(**{"instance": "", "status": "unknown", **values})


def write_result(solution: Solution) -> str:
    """The timetable as JSON, one meeting a line; what is not known is left out."""
    lines = []
    for name, value in result_document(solution).items():
        if name == "schedule" and value:
            rows = ",\n  ".join(f"{_compact(key)}: {_compact(each)}" for key, each in value.items())
            lines.append(f"{_compact(name)}: {{\n  {rows}\n}}")
        else:
            lines.append(f"{_compact(name)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def result_document(solution: Solution) -> dict[str, Any]:
    """The result in raw JSON values, in the order of the format."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "instance": solution.instance,
        "status": solution.status,
        "schedule": {name: _entry(meeting) for name, meeting in solution.schedule.items()},
        "bound": solution.weight_bound,
        "gap": solution.gap if solution.is_solved else None,
        "weight": solution.weight,
        "breaks": solution.breaks,
        "waits": solution.waits,
        "idle": solution.idle,
        "breaks_bound": solution.breaks_bound,
        "moved": solution.moved,
        "dropped": solution.dropped,
        "added": solution.added,
        "moved_bound": solution.moved_bound,
        "shortfall": solution.shortfall,
        "shortfall_bound": solution.shortfall_bound,
        "conflict": None if solution.conflict is None else _conflict_document(solution.conflict),
        "certificate": solution.certificate,
        "seed": solution.seed,
        "seconds": solution.seconds,
        "version": solution.version,
        "input_hash": solution.input_hash,
    }
    return {name: value for name, value in document.items() if value is not None}


def _entry(meeting: Meeting) -> Any:
    return meeting.slot if meeting.table is None else {"slot": meeting.slot, "table": meeting.table}


def _conflict_document(conflict: Conflict) -> dict[str, Any]:
    return {
        "requests": list(conflict.requests),
        "participants": list(conflict.participants),
        "slots": list(conflict.slots),
        "sentence": {"en": conflict.sentence.text("en"), "zh-hans": conflict.sentence.text("zh-hans")},
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _count(raw: Any, place: str, found: Collector) -> Any:
    value = whole(raw, place, found)
    return value if value is not NOTHING and check_whole(value, place, found, most=2**53) else NOTHING


def _meeting(raw: Any, place: str, found: Collector) -> Any:
    if not isinstance(raw, dict):
        slot = whole(raw, place, found)
        return slot if slot is NOTHING else Meeting(slot)
    values = fields(raw, place, found, known={"slot": whole, "table": whole}, needed=("slot",)) or {}
    return Meeting(**values) if "slot" in values else NOTHING


def _conflict(raw: Any, place: str, found: Collector) -> Any:
    known = {
        "requests": listed(text),
        "participants": listed(text),
        "slots": listed(whole),
        "sentence": _sentence,
    }
    values = fields(raw, place, found, known=known, needed=tuple(known))
    if values is None or set(values) != set(known):
        return NOTHING
    return Conflict(
        tuple(values["requests"]), tuple(values["participants"]), tuple(values["slots"]), values["sentence"]
    )


def _sentence(raw: Any, place: str, found: Collector) -> Any:
    values = fields(
        raw, place, found, known={"en": _free_text, "zh-hans": _free_text}, needed=("en", "zh-hans")
    )
    if values is None or len(values) < 2:
        return NOTHING
    return Sentence("result.said", {"en": values["en"], "zh": values["zh-hans"]})


def _free_text(raw: Any, place: str, found: Collector) -> Any:
    """A text of any length: the conflict of a large instance names many."""
    if not isinstance(raw, str):
        return text(raw, place, found)
    if any("\ud800" <= sign <= "\udfff" for sign in raw):
        found.add(place, "surrogate")
        return NOTHING
    return raw


def _certificate(raw: Any, place: str, found: Collector) -> Any:
    return raw if shapes.is_object(raw, place, found) else NOTHING


_RESULT: Mapping[str, shapes.Read] = {
    "format": word(FORMAT),
    "instance": text,
    "status": word(*_STATUSES),
    "schedule": keyed(_meeting),
    "bound": finite,
    "gap": finite,
    "weight": finite,
    "breaks": _count,
    "waits": _count,
    "idle": _count,
    "breaks_bound": _count,
    "moved": _count,
    "dropped": _count,
    "added": _count,
    "moved_bound": _count,
    "shortfall": _count,
    "shortfall_bound": _count,
    "conflict": _conflict,
    "certificate": _certificate,
    "seed": whole,
    "seconds": finite,
    "version": text,
    "input_hash": text,
}

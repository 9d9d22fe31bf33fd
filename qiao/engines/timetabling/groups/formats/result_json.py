"""``qiao-groups-result/1``: a plan from JSON and to JSON."""

import json
from typing import Any

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.shapes import (
    NOTHING,
    Read,
    fields,
    finite,
    keyed,
    listed,
    text,
    whole,
    word,
)
from qiao.engines.shape.strict_json import load_json
from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.groups.problem import TIERS
from qiao.engines.timetabling.groups.result import FORMAT, GroupConflict, GroupSolution, TierValue

# Sentences of a file are shown as they were written there.
say({"groups.said": ("{en}", "{zh}")})


def read_group_result(source: str | bytes) -> GroupSolution:
    """The plan of a JSON text.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    found = Collector()
    values = fields(load_json(source), "", found, known=_RESULT, needed=("format", "assignment"))
    found.raise_any()
    values = values or {}
    values.pop("format", None)
    return GroupSolution(**{"instance": "", "status": "unknown", **values})


def _assignment(raw: Any, place: str, found: Collector) -> Any:
    plan = keyed(listed(text))(raw, place, found)
    return plan if plan is NOTHING else {name: tuple(groups) for name, groups in plan.items()}


def _tier(raw: Any, place: str, found: Collector) -> Any:
    known: dict[str, Read] = {"tier": word(*TIERS), "value": finite, "bound": finite, "gap": finite}
    values = fields(raw, place, found, known=known, needed=("tier", "value")) or {}
    values.pop("gap", None)
    return TierValue(**values) if {"tier", "value"} <= set(values) else NOTHING


def _tiers(raw: Any, place: str, found: Collector) -> Any:
    tiers = listed(_tier)(raw, place, found)
    return tiers if tiers is NOTHING else tuple(tiers)


def _conflict(raw: Any, place: str, found: Collector) -> Any:
    known: dict[str, Read] = {"guests": listed(text), "groups": listed(text), "en": text, "zh": text}
    values = fields(raw, place, found, known=known) or {}
    said = {"en": values.get("en", ""), "zh": values.get("zh", "")}
    guests, groups = tuple(values.get("guests", ())), tuple(values.get("groups", ()))
    return GroupConflict(guests, groups, Sentence("groups.said", said))


_RESULT: dict[str, Read] = {
    "format": word(FORMAT),
    "instance": text,
    "status": word("optimal", "feasible", "infeasible", "unknown"),
    "assignment": _assignment,
    "tiers": _tiers,
    "conflict": _conflict,
    "seed": whole,
    "seconds": finite,
    "version": text,
    "input_hash": text,
}


def write_group_result(solution: GroupSolution) -> str:
    """The plan as JSON, one guest and one tier a line; what is not known is left out."""
    lines = []
    for name, value in result_document(solution).items():
        if name == "assignment" and value:
            rows = ",\n  ".join(f"{_compact(key)}: {_compact(each)}" for key, each in value.items())
            lines.append(f'"{name}": {{\n  {rows}\n}}')
        else:
            lines.append(f'"{name}": {_compact(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def result_document(solution: GroupSolution) -> dict[str, Any]:
    """The result in raw JSON values, in the order of the format."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "instance": solution.instance,
        "status": solution.status,
        "tiers": [
            {"tier": each.tier, "value": each.value, "bound": each.bound, "gap": each.gap}
            for each in solution.tiers
        ],
        "conflict": _raw_conflict(solution.conflict),
        "seed": solution.seed,
        "seconds": round(solution.seconds, 3),
        "version": solution.version,
        "input_hash": solution.input_hash,
        "assignment": {name: list(groups) for name, groups in solution.assignment.items()},
    }
    kept = {"assignment", "seed", "seconds", "instance"}
    return {name: value for name, value in document.items() if name in kept or value}


def _raw_conflict(conflict: GroupConflict | None) -> dict[str, Any] | None:
    if conflict is None:
        return None
    return {
        "guests": list(conflict.guests),
        "groups": list(conflict.groups),
        "en": conflict.sentence.text("en"),
        "zh": conflict.sentence.text("zh-hans"),
    }


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

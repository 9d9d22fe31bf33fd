"""``matching-result/1``: a result from JSON and to JSON."""

from collections.abc import Mapping
from typing import Any

from qiao.engines.matching.formats.lines import in_lines
from qiao.engines.matching.result import FORMAT, Matching
from qiao.engines.shape import shapes
from qiao.engines.shape.fault import BadInstance, Collector
from qiao.engines.shape.shapes import NOTHING, fields, keyed, listed, text, whole, word
from qiao.engines.shape.strict_json import load_json
from qiao.engines.shape.words import Sentence

_STATUSES = ("stable", "none", "open")


def read_result(source: str | bytes) -> Matching:
    """The result of a JSON text. Only ``format`` and ``match`` are needed: one that leaves out its status
    claims that it is stable.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    found = Collector()
    values = fields(load_json(source), "", found, known=_RESULT, needed=("format", "match"))
    if values is None or found.faults:
        raise BadInstance(found.faults)
    for name in ("format", "size", "gap"):
        values.pop(name, None)
    values["blocking"] = tuple(values.get("blocking", ()))
    return Matching(**{"instance": "", "status": "stable", **values})


def write_result(result: Matching) -> str:
    """The result as JSON, one applicant a line; what is not known is left out.

    The same round, seed and version give the same bytes.
    """
    return in_lines(result_document(result))


def result_document(result: Matching) -> dict[str, Any]:
    """The result in raw JSON values, in the order of the format."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "instance": result.instance,
        "status": result.status,
        "match": dict(result.match),
        "size": result.size,
        "objective": result.objective,
        "side": result.side,
        "bound": result.bound,
        "gap": result.gap,
        "algorithm": result.algorithm,
        "shortfalls": dict(result.shortfalls) or None,
        "supervisor_shortfalls": dict(result.supervisor_shortfalls) or None,
        "blocking": [{"en": each.text("en"), "zh-hans": each.text("zh-hans")} for each in result.blocking]
        or None,
        "cutoffs": dict(result.cutoffs) or None,
        "certificate": result.certificate,
        "seed": result.seed,
        "version": result.version or None,
        "input_hash": result.input_hash or None,
    }
    return {name: value for name, value in document.items() if value is not None}


def _anything(raw: Any, _place: str, _found: Collector) -> Any:
    return raw


def _said(raw: Any, place: str, found: Collector) -> Any:
    values = fields(raw, place, found, known={"en": _anything, "zh-hans": _anything}, needed=())
    if values is None:
        return NOTHING
    return Sentence("result.said", {"en": str(values.get("en", "")), "zh": str(values.get("zh-hans", ""))})


def _places(raw: Any, place: str, found: Collector) -> Any:
    """Applicant to programme or null: in one pass, for there may be a million."""
    if not shapes.is_object(raw, place, found):
        return NOTHING
    for name, each in raw.items():
        if each is not None and type(each) is not str:
            text(each, f"{place}.{name}", found)
    return raw


def _cutoffs(raw: Any, place: str, found: Collector) -> Any:
    if not shapes.is_object(raw, place, found):
        return NOTHING
    for name, each in raw.items():
        if each is not None:
            whole(each, f"{place}.{name}", found)
    return raw


def _certificate(raw: Any, place: str, found: Collector) -> Any:
    return raw if shapes.is_object(raw, place, found) else NOTHING


_RESULT: Mapping[str, shapes.Read] = {
    "format": word(FORMAT),
    "instance": text,
    "status": word(*_STATUSES),
    "match": _places,
    "size": whole,
    "objective": word("stable", "max-size"),
    "side": word("applicants", "programmes"),
    "bound": whole,
    "gap": shapes.finite,
    "algorithm": text,
    "shortfalls": keyed(whole),
    "supervisor_shortfalls": keyed(whole),
    "blocking": listed(_said),
    "cutoffs": _cutoffs,
    "certificate": _certificate,
    "seed": whole,
    "version": text,
    "input_hash": text,
}

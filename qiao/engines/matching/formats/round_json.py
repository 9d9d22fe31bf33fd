"""``matching-round/1``: a round from JSON and to JSON."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from qiao.engines.matching.faults import faults_of
from qiao.engines.matching.formats.lines import in_lines
from qiao.engines.matching.problem import (
    FORMAT,
    Applicant,
    Couple,
    Programme,
    Region,
    Round,
    Supervisor,
    Tiers,
)
from qiao.engines.shape import shapes
from qiao.engines.shape.fault import BadInstance, Collector
from qiao.engines.shape.naming import shown
from qiao.engines.shape.shapes import NOTHING, fields, keyed, listed, text, whole, word
from qiao.engines.shape.strict_json import load_json
from qiao.engines.shape.words import say

say(
    {
        "fault.pair-shape": (
            "{value} is not a pair. Write two programmes, or one and null, such as [“p”, null].",
            "{value}不是一对志愿。请填写两个项目，或一个项目和null，例如[“p”, null]。",
        ),
        "fault.members-shape": (
            "{value} does not name two applicants. Write [“a”, “b”].",
            "{value}未写明两名申请人。请写成[“a”, “b”]。",
        ),
    }
)


def read_round(source: str | bytes) -> Round:
    """The round of a JSON text. Linear in its length.

    Raises
    ------
    BadInstance : with everything that is wrong with it.
    """
    found = Collector()
    values = fields(load_json(source), "", found, known=_ROUND, needed=("format", "applicants", "programmes"))
    if values is None or found.faults:
        raise BadInstance(found.faults)
    for name in ("format", "known"):
        values.pop(name, None)
    for name in ("applicants", "programmes", "supervisors", "couples", "regions"):
        values[name] = tuple(values.get(name, ()))
    instance = Round(**{"id": "", **values})
    if faults := faults_of(instance):
        raise BadInstance(faults)
    return instance


def write_round(instance: Round) -> str:
    """The round as JSON, one applicant, programme, supervisor, couple or region a line."""
    return in_lines(round_document(instance))


def input_hash(instance: Round) -> str:
    """SHA-256 of the round in a canonical form: the same however the file was laid out."""
    canonical = json.dumps(
        round_document(instance), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return "sha256:" + hashlib.sha256(canonical.encode()).hexdigest()


def round_document(instance: Round) -> dict[str, Any]:
    """The round in raw JSON values, in the order of the format; what says nothing is left out."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "id": instance.id,
        "title": instance.title or None,
        "source": instance.source or None,
        "applicants": [
            _without_empty({"id": each.id, "prefs": _raw_list(each.prefs), "types": list(each.types)})
            for each in instance.applicants
        ],
        "programmes": [_programme_document(each) for each in instance.programmes],
        "supervisors": [
            _without_empty(
                {
                    "id": each.id,
                    "capacity": each.capacity,
                    "prefs": _raw_list(each.prefs),
                    "min": each.min or None,
                }
            )
            for each in instance.supervisors
        ],
        "couples": [
            {"id": each.id, "members": list(each.members), "prefs": [list(pair) for pair in each.prefs]}
            for each in instance.couples
        ],
        "regions": [{"id": each.id, "cap": each.cap} for each in instance.regions],
        "couple_rule": None if instance.couple_rule == "choice" else instance.couple_rule,
        "lower_quota_rule": None if instance.lower_quota_rule == "report" else instance.lower_quota_rule,
    }
    needed = ("applicants", "programmes")
    return {name: value for name, value in document.items() if name in needed or value not in (None, [])}


def _programme_document(each: Programme) -> dict[str, Any]:
    return _without_empty(
        {
            "id": each.id,
            "capacity": each.capacity,
            "prefs": _raw_list(each.prefs),
            "supervisor": each.supervisor,
            "region": each.region,
            "min": each.min or None,
            "reserves": dict(each.reserves),
            "caps": dict(each.caps),
            "reverts_to": each.reverts_to,
        }
    )


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], {})}


def _raw_list(tiers: Tiers) -> list[Any]:
    return [tier[0] if len(tier) == 1 else list(tier) for tier in tiers]


def _tiers(raw: Any, place: str, found: Collector) -> Any:
    """A list in which an entry that is a list is a tie."""
    if not isinstance(raw, list):
        found.add(place, "list", value=shown(raw))
        return NOTHING
    tiers = []
    for position, each in enumerate(raw):
        if found.is_full:
            break
        if type(each) is str:
            tiers.append((each,))
        elif isinstance(each, list):
            tiers.append(tuple(listed(text)(each, f"{place}[{position}]", found)))
        else:
            text(each, f"{place}[{position}]", found)
    return tuple(tiers)


def _optional(raw: Any, place: str, found: Collector) -> Any:
    return None if raw is None else text(raw, place, found)


def _pair(raw: Any, place: str, found: Collector) -> Any:
    if not isinstance(raw, list) or len(raw) != 2:
        found.add(place, "pair-shape", value=shown(raw))
        return NOTHING
    pair = tuple(_optional(each, f"{place}[{inner}]", found) for inner, each in enumerate(raw))
    return NOTHING if NOTHING in pair else pair


def _members(raw: Any, place: str, found: Collector) -> Any:
    if not isinstance(raw, list) or len(raw) != 2 or not all(isinstance(each, str) for each in raw):
        found.add(place, "members-shape", value=shown(raw))
        return NOTHING
    return tuple(raw)


def _row(kind: Any, known: Mapping[str, shapes.Read], needed: tuple[str, ...]) -> shapes.Read:
    def read_row(raw: Any, place: str, found: Collector) -> Any:
        values = fields(raw, place, found, known=known, needed=needed)
        if values is None or any(name not in values for name in needed):
            return NOTHING
        return kind(**{name: tuple(each) if type(each) is list else each for name, each in values.items()})

    return read_row


def _anything(raw: Any, _place: str, _found: Collector) -> Any:
    return raw


_ROUND: Mapping[str, shapes.Read] = {
    "format": word(FORMAT),
    "id": text,
    "title": text,
    "source": text,
    "applicants": listed(_row(Applicant, {"id": text, "prefs": _tiers, "types": listed(text)}, ("id",))),
    "programmes": listed(
        _row(
            Programme,
            {
                "id": text,
                "capacity": whole,
                "prefs": _tiers,
                "supervisor": text,
                "region": text,
                "min": whole,
                "reserves": keyed(whole),
                "caps": keyed(whole),
                "reverts_to": text,
            },
            ("id", "capacity"),
        )
    ),
    "supervisors": listed(
        _row(
            Supervisor,
            {"id": text, "capacity": whole, "prefs": _tiers, "min": whole},
            ("id", "capacity"),
        )
    ),
    "couples": listed(
        _row(Couple, {"id": text, "members": _members, "prefs": listed(_pair)}, ("id", "members"))
    ),
    "regions": listed(_row(Region, {"id": text, "cap": whole}, ("id", "cap"))),
    "couple_rule": word("choice", "mm"),
    "lower_quota_rule": word("report", "must", "close"),
    "known": _anything,
}

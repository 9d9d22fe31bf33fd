"""How a value and a name are shown in a fault."""

from collections.abc import Collection
from difflib import get_close_matches

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.words import Sentence, say

say(
    {
        "fault.near": ("Did you mean {id}?", "是否应为{id}？"),
        "fault.add": ("Correct the id, or add what is missing.", "请更正编号，或补充所缺内容。"),
    }
)

_LONGEST = 60
_MOST_COMPARED = 5_000
_MOST_HINTS = 50


def shown(value: object) -> str:
    """A value as it stands in the file, cut where it is long; control characters and half characters in
    escaped form, so that a terminal and a page show it safely.

    >>> shown("a" * 100)
    '“aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…”'
    >>> shown(True)
    'true'
    """
    if isinstance(value, str):
        cut = value[:_LONGEST] + ("…" if len(value) > _LONGEST else "")
        return "“" + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in cut) + "”"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value) if value.bit_length() < 200 else f"2^{value.bit_length() - 1}…"
    if isinstance(value, (dict, list)):
        return "{…}" if isinstance(value, dict) else "[…]"
    return repr(value)[:_LONGEST]


def add_unknown(place: str, code: str, name: object, known: Collection[str], found: Collector) -> None:
    """Tells that a name is not known, with the most similar one that is."""
    hint = Sentence("fault.add")
    is_worth_it = len(known) <= _MOST_COMPARED and len(found.faults) < _MOST_HINTS
    if is_worth_it and isinstance(name, str) and len(name) <= _LONGEST:
        for similar in get_close_matches(name, known, 1, 0.6):
            hint = Sentence("fault.near", {"id": shown(similar)})
    found.add(place, code, id=shown(name), near=hint)

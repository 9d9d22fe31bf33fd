"""Whether single values are of the kind that the format asks for."""

from collections.abc import Iterable

from qiao.engines.timetabling.faults import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.timetabling.faults.fault import Collector
from qiao.engines.timetabling.faults.naming import shown

MOST = 1_000_000_000
MOST_TEXT = 1_000


def check_whole(value: object, place: str, found: Collector, *, least: int = 0, most: int = MOST) -> bool:
    """Whether a value is a whole number within bounds; what is wrong is collected."""
    if type(value) is not int:
        found.add(place, "whole", value=shown(value))
    elif value < least:
        found.add(place, "negative", value=shown(value), least=least)
    elif value > most:
        found.add(place, "too-large", value=shown(value), most=most)
    else:
        return True
    return False


def check_cap(value: object, place: str, found: Collector, *, least: int = 0) -> None:
    if value is not None:
        check_whole(value, place, found, least=least)


def check_flag(value: object, place: str, found: Collector) -> None:
    if type(value) is not bool:
        found.add(place, "yes-no", value=shown(value))


def check_text(value: object, place: str, found: Collector, *, may_be_empty: bool = False) -> bool:
    """Whether a value is a text that can be written in UTF-8."""
    if not isinstance(value, str):
        found.add(place, "text", value=shown(value))
    elif not value and not may_be_empty:
        found.add(place, "empty-text")
    elif len(value) > MOST_TEXT:
        found.add(place, "long-text", most=MOST_TEXT)
    elif not value.isascii() and any("\ud800" <= sign <= "\udfff" for sign in value):
        found.add(place, "surrogate")
    else:
        return True
    return False


def check_slots(values: Iterable[object], slots: int, place: str, found: Collector) -> bool:
    """Whether all values are slots of the instance; each that is not is told once."""
    wrong = {value: None for value in values if type(value) is not int or not 0 <= value < slots}
    for value in wrong:
        if type(value) is not int:
            found.add(place, "whole", value=shown(value))
        elif slots:
            found.add(place, "no-slot", slot=shown(value), last=slots - 1)
        else:
            found.add(place, "no-slots", slot=shown(value))
    return not wrong


def check_choice(value: object, options: tuple[str, ...], place: str, found: Collector) -> bool:
    if isinstance(value, str) and value in options:
        return True
    found.add(place, "choice", value=shown(value), options=[shown(option) for option in options])
    return False

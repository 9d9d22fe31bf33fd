"""Whether numbers of slots are slots of the instance."""

from collections.abc import Iterable

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.naming import shown


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

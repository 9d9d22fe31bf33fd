"""A lower bound of the moves: earlier meetings that cannot lie where they were."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from qiao.engines.timetabling.check.timetable import Frame


def displaced_meetings(frame: Frame, certificate: Mapping[str, Any]) -> int | None:
    """How many meetings of the earlier timetable must move or go, whatever the plan: those whose slot is none
    of theirs any more, and of the others those that are too many for the tables of their slot.

    Counted from the instance alone; the names that the certificate gives are for people. None without an
    earlier timetable. A plan that gives up *d* of them moves at least *d* fewer than this number.
    """
    previous = frame.problem.previous
    if previous is None:
        return None
    stays = {name: slot for name, slot in previous.items() if slot in frame.possible[name]}
    crowd = Counter(stays.values())
    over = sum(max(0, count - _tables(frame, slot, count)) for slot, count in crowd.items())
    return len(previous) - len(stays) + over


def _tables(frame: Frame, slot: int, enough: int) -> int:
    tables = frame.tables_in(slot)
    return enough if tables is None else tables

"""A released timetable mended after something happened, with the fewest moves."""

from qiao.engines.timetabling.repair.changes import (
    add_wish,
    after_release,
    arrive_late,
    cancel,
    leave_early,
    lose_tables,
    swap,
)
from qiao.engines.timetabling.repair.difference import difference
from qiao.engines.timetabling.repair.front import FrontPoint, front
from qiao.engines.timetabling.repair.repairer import Repairer
from qiao.engines.timetabling.repair.solve import solve_repair

__all__ = [
    "FrontPoint",
    "Repairer",
    "add_wish",
    "after_release",
    "arrive_late",
    "cancel",
    "difference",
    "front",
    "leave_early",
    "lose_tables",
    "solve_repair",
    "swap",
]

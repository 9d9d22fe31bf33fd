"""A released timetable mended after something happened, with the fewest moves."""

from qiao.engines.timetabling.repair.changes import add_wish, arrive_late, cancel, leave_early, lose_tables
from qiao.engines.timetabling.repair.front import FrontPoint, front
from qiao.engines.timetabling.repair.solve import solve_repair

__all__ = [
    "FrontPoint",
    "add_wish",
    "arrive_late",
    "cancel",
    "front",
    "leave_early",
    "lose_tables",
    "solve_repair",
]

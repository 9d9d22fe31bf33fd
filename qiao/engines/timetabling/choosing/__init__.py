"""Mode ``choose``: which wishes are held, when and at which table."""

from qiao.engines.timetabling.choosing.bound import Selection, select
from qiao.engines.timetabling.choosing.solve import solve_choosing

__all__ = ["Selection", "select", "solve_choosing"]

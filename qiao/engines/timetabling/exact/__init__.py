"""All requests held: the fewest breaks with their proof, or the smallest conflict.

Bofill, Coll, Garcia, Giráldez-Cru, Pesant, Suy, Villaret (2022), Constraint Solving Approaches to the
Business-to-Business Meeting Scheduling Problem, Journal of Artificial Intelligence Research 74, 263-301.
"""

from qiao.engines.timetabling.exact.breaking import Breaking
from qiao.engines.timetabling.exact.conflict import find_conflict
from qiao.engines.timetabling.exact.decision import find_timetable, formula_of
from qiao.engines.timetabling.exact.formula import Formula
from qiao.engines.timetabling.exact.oracle import Oracle, refuted
from qiao.engines.timetabling.exact.person import person_of
from qiao.engines.timetabling.exact.search import solve_all

__all__ = [
    "Breaking",
    "Formula",
    "Oracle",
    "find_conflict",
    "find_timetable",
    "formula_of",
    "person_of",
    "refuted",
    "solve_all",
]

"""Two-sided matching: who goes where, so that no two would rather have each other.

`solve` answers every round of the format ``matching-round/1``; `check` judges any result by itself and shares
no code with the solvers; `explain` tells each person why not each higher choice. Nothing here knows the web:
the engine can be used and published alone. docs/matching.md has the rules, the methods and the figures.
"""

from qiao.engines.matching.check import check
from qiao.engines.matching.explain import Explainer, explain, what_if
from qiao.engines.matching.faults import BadInstance, faults_of
from qiao.engines.matching.problem import Applicant, Couple, Programme, Region, Round, Supervisor, strict
from qiao.engines.matching.result import Matching
from qiao.engines.matching.rounds import left_over, solve_reverting
from qiao.engines.matching.solve import solve

__all__ = [
    "Applicant",
    "BadInstance",
    "Couple",
    "Explainer",
    "Matching",
    "Programme",
    "Region",
    "Round",
    "Supervisor",
    "check",
    "explain",
    "faults_of",
    "left_over",
    "solve",
    "solve_reverting",
    "strict",
    "what_if",
]

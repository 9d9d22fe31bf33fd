"""Who meets whom, when and where: the best plan there is, proven, and mended with the fewest moves.

`solve` answers every instance of the format ``qiao-timetable/1``; `check` judges any answer by itself and
shares no code with the solvers; `explain` says why a wish was not granted and what would grant it. The
package `groups` does the same for visits. Nothing here knows the web: the engine can be used and published
alone. docs/timetabling.md has the model, the proofs of the bounds and the figures.
"""

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.explain import explain
from qiao.engines.timetabling.faults import BadInstance, faults_of
from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Conflict, Meeting, Solution
from qiao.engines.timetabling.run import Progress, Run
from qiao.engines.timetabling.solve import solve

__all__ = [
    "BadInstance",
    "Conflict",
    "Meeting",
    "Participant",
    "Problem",
    "Progress",
    "Request",
    "Run",
    "Solution",
    "check",
    "explain",
    "faults_of",
    "solve",
]

"""Visit groups: who visits what, in which group, tier by tier and with proved bounds.

>>> from qiao.engines.timetabling.groups import Group, GroupProblem, Guest, check_groups, solve_groups
>>> guests = tuple(Guest(name, "Brno", wishes={"Optics": 2}) for name in ("Ana", "Ben", "Cyd"))
>>> groups = (Group("g1", "Optics", (0,), 2), Group("g2", "Robotics", (0, 1), 5))
>>> problem = GroupProblem("morning", 2, guests, groups)
>>> solution = solve_groups(problem)
>>> solution.status, [(each.tier, each.value, each.bound) for each in solution.tiers][:3]
('optimal', [('placed', 3, 3), ('wishes', 4, 4), ('unity', 1, 1)])
>>> check_groups(problem, solution).is_valid
True
"""

from qiao.engines.timetabling.groups.check import GroupVerdict, check_groups
from qiao.engines.timetabling.groups.explain import explain_groups
from qiao.engines.timetabling.groups.faults import faults_of
from qiao.engines.timetabling.groups.joint import JointSolution, check_jointly, solve_jointly
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest, weigh_ranks
from qiao.engines.timetabling.groups.result import GroupConflict, GroupSolution, TierValue
from qiao.engines.timetabling.groups.solve import GroupProgress, solve_groups

__all__ = [
    "Group",
    "GroupConflict",
    "GroupProblem",
    "GroupProgress",
    "GroupSolution",
    "GroupVerdict",
    "Guest",
    "JointSolution",
    "TierValue",
    "check_groups",
    "check_jointly",
    "explain_groups",
    "faults_of",
    "solve_groups",
    "solve_jointly",
    "weigh_ranks",
]

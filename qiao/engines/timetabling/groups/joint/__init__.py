"""Visit groups and meetings together: one plan for both, judged in one order of tiers."""

from qiao.engines.timetabling.groups.joint.check import check_jointly
from qiao.engines.timetabling.groups.joint.problem import JOINT_TIERS, JointSolution, JointTier, JointValue
from qiao.engines.timetabling.groups.joint.solve import solve_jointly

__all__ = ["JOINT_TIERS", "JointSolution", "JointTier", "JointValue", "check_jointly", "solve_jointly"]

"""The verdict on a joint plan: both plans by their own checks, and nobody at two places."""

from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.joint.problem import JointSolution
from qiao.engines.timetabling.groups.problem import GroupProblem
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.words import Sentence, say

say(
    {
        "groups.joint.away": (
            "{participant} meets in slot {slot}, when {visitor} is in {group}.",
            "{participant}在时段{slot}有会谈，而{visitor}此时在{group}参观。",
        ),
    }
)


def check_jointly(groups: GroupProblem, meetings: Problem, solution: JointSolution) -> tuple[Sentence, ...]:
    """All rules that the plan breaks, in the words of the three checks."""
    broken = list(check_groups(groups, solution.groups).broken)
    broken += [violation.sentence for violation in check(meetings, solution.meetings).violations]
    busy: dict[str, set[int]] = {}
    for request in meetings.requests:
        if request.id in solution.meetings.schedule:
            slot = solution.meetings.schedule[request.id].slot
            busy.setdefault(request.a, set()).add(slot)
            busy.setdefault(request.b, set()).add(slot)
    for visitor in groups.visitors:
        for group in groups.groups:
            if group.id not in solution.groups.assignment.get(visitor.id, ()):
                continue
            for slot in group.slots:
                if visitor.participant is not None and slot in busy.get(visitor.participant, ()):
                    about = {"participant": visitor.participant, "slot": slot}
                    about |= {"visitor": visitor.id, "group": group.id}
                    broken.append(Sentence("groups.joint.away", about))
    return tuple(broken)

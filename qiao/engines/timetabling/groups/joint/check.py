"""The verdict on a joint plan: both plans by their own checks, and nobody at two places."""

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.joint.problem import JointSolution
from qiao.engines.timetabling.groups.problem import GroupProblem
from qiao.engines.timetabling.problem import Problem

say(
    {
        "groups.joint.away": (
            "{participant} meets in slot {slot}, when {guest} is in {group}.",
            "{participant}在时段{slot}有会谈，而{guest}此时在{group}参观。",
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
    for guest in groups.guests:
        for group in groups.groups:
            if group.id not in solution.groups.assignment.get(guest.id, ()):
                continue
            for slot in group.slots:
                if guest.participant is not None and slot in busy.get(guest.participant, ()):
                    about = {"participant": guest.participant, "slot": slot}
                    about |= {"guest": guest.id, "group": group.id}
                    broken.append(Sentence("groups.joint.away", about))
    return tuple(broken)

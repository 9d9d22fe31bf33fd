"""Where one asks: an instance, a plan, and moves of one guest in it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from qiao.engines.timetabling.groups.check import check_groups
from qiao.engines.timetabling.groups.fit import exclude_each_other
from qiao.engines.timetabling.groups.problem import GAINS, Group, GroupProblem, Guest, Number
from qiao.engines.timetabling.groups.result import GroupSolution


class Desk:
    """Where one asks: the instance, the plan, and whose names may be told."""

    def __init__(
        self, problem: GroupProblem, solution: GroupSolution, may_see: Callable[[str], bool]
    ) -> None:
        self.problem = problem
        self.solution = GroupSolution(problem.name, "feasible", solution.assignment)
        self.may_see = may_see
        self.values = check_groups(problem, self.solution).values
        self.sizes = Counter(group for mine in solution.assignment.values() for group in mine)

    def groups_of(self, guest: Guest) -> list[Group]:
        index, groups = self.problem.group_index, self.problem.groups
        return [groups[index[name]] for name in self.solution.assignment.get(guest.id, ())]

    def others_in(self, group: Group, guest: Guest) -> Iterator[Guest]:
        for other in self.problem.guests:
            if other.id != guest.id and group.id in self.solution.assignment.get(other.id, ()):
                yield other

    def move(self, guest: Guest, group: Group) -> GroupSolution:
        """The plan with the guest in the group, out of what that excludes and of a visit above the most."""
        kept = [other for other in self.groups_of(guest) if not exclude_each_other(group, other)]
        _, most = self.problem.visits_of(guest)
        if len(kept) >= most:
            loose = [other for other in kept if other.id not in guest.pinned] or kept
            kept.remove(min(loose, key=lambda each: (guest.wishes.get(each.destination, 0), each.id)))
        mine = tuple(other.id for other in (*kept, group))
        return replace(self.solution, assignment={**self.solution.assignment, guest.id: mine})

    def judge(self, problem: GroupProblem, plan: GroupSolution) -> tuple[Number, ...] | None:
        """The values of a plan, None where it breaks a rule."""
        verdict = check_groups(problem, plan)
        return verdict.values if verdict.is_valid else None

    def rank(self, values: Sequence[Number]) -> tuple[Number, ...]:
        tiers = self.problem.tiers
        return tuple(value if tier in GAINS else -value for tier, value in zip(tiers, values, strict=True))

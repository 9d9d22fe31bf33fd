"""The instance in numbers, as the solver reads it."""

from collections.abc import Hashable, Iterable, Sequence
from copy import copy
from functools import cached_property

from qiao.engines.timetabling.groups.fit import bars_between, exclude_each_other
from qiao.engines.timetabling.groups.problem import GroupProblem

Plan = list[tuple[int, ...]]
"""The groups of each guest, as indices in ascending order."""


class Compiled:
    """Indices instead of ids, whole numbers instead of weights.

    Attributes
    ----------
    allowed : groups each guest fits, ascending. weight : what each of them is worth, scaled.
    least, most : visits of each guest that count, and that there may be. must : that there have to be.
    pins : pinned groups.
    delegation, country : number of each guest's family, None without one.
    """

    def __init__(self, problem: GroupProblem) -> None:
        self.problem = problem
        self.guests = range(len(problem.guests))
        self.groups = range(len(problem.groups))
        index = problem.group_index
        self.pins = [frozenset(index[name] for name in each.pinned) for each in problem.guests]
        self.allowed = [self._allowed(number) for number in self.guests]
        self.weight = [self._weights(number) for number in self.guests]
        visits = [problem.visits_of(each) for each in problem.guests]
        self.least, self.most = [least for least, _ in visits], [most for _, most in visits]
        self.must = self.least if problem.mode == "all" else [0 for _ in visits]
        self.delegation = _number(each.delegation for each in problem.guests)
        self.country = _number(each.country for each in problem.guests)
        self.round = [each.round for each in problem.groups]
        self.capacity = [each.capacity for each in problem.groups]
        self.floor = [max(1, each.min_size) for each in problem.groups]

    def _allowed(self, number: int) -> list[int]:
        guest, groups = self.problem.guests[number], self.problem.groups
        return [group for group in self.groups if not bars_between(guest, groups[group])]

    def _weights(self, number: int) -> dict[int, int]:
        wishes, groups = self.problem.guests[number].wishes, self.problem.groups
        return {
            group: round(wishes.get(groups[group].destination, 0) * self.problem.scale)
            for group in self.allowed[number]
        }

    @cached_property
    def excludes(self) -> list[frozenset[int]]:
        """For each group those that one guest cannot be in as well."""
        groups = self.problem.groups
        return [
            frozenset(
                two for two in self.groups if two != one and exclude_each_other(groups[one], groups[two])
            )
            for one in self.groups
        ]

    @cached_property
    def is_single(self) -> bool:
        """Whether nobody can be in more than one group."""
        return len(self.problem.rounds) <= 1 or all(most <= 1 for most in self.most)

    @cached_property
    def most_wishes(self) -> int:
        """No plan grants more."""
        return sum(
            most * max(weight.values(), default=0)
            for most, weight in zip(self.most, self.weight, strict=True)
        )

    def only_round(self, number: int, plan: Plan) -> "Compiled":
        """The same with one round open: visits of `plan` in other rounds and their pins stay."""
        one = copy(self)
        held = [
            frozenset(group for group in mine if self.round[group] != number)
            | (pins - self._of_round(number))
            for mine, pins in zip(plan, self.pins, strict=True)
        ]
        one.allowed = [
            [
                group
                for group in allowed
                if self.round[group] == number and self.excludes[group].isdisjoint(held[guest])
            ]
            for guest, allowed in enumerate(self.allowed)
        ]
        one.weight = [
            {group: self.weight[guest][group] for group in allowed}
            for guest, allowed in enumerate(one.allowed)
        ]
        one.pins = [pins & self._of_round(number) for pins in self.pins]
        one.least = [int(least > len(mine)) for least, mine in zip(self.least, held, strict=True)]
        one.most = [int(most > len(mine)) for most, mine in zip(self.most, held, strict=True)]
        one.__dict__["is_single"] = True
        return one

    def _of_round(self, number: int) -> frozenset[int]:
        return frozenset(group for group in self.groups if self.round[group] == number)

    def sizes(self, plan: Plan) -> list[int]:
        sizes = [0 for _ in self.groups]
        for mine in plan:
            for group in mine:
                sizes[group] += 1
        return sizes

    def is_valid(self, plan: Plan) -> bool:
        """Whether the plan breaks no hard rule, as the solver sees it."""
        sized = all(
            size == 0 or self.floor[group] <= size <= self.capacity[group]
            for group, size in enumerate(self.sizes(plan))
        )
        return sized and all(self._is_valid_for(guest, plan[guest]) for guest in self.guests)

    def _is_valid_for(self, guest: int, mine: Sequence[int]) -> bool:
        return (
            self.must[guest] <= len(mine) <= self.most[guest]
            and self.pins[guest] <= set(mine)
            and all(group in self.weight[guest] for group in mine)
            and all(self.excludes[group].isdisjoint(mine) for group in mine)
        )


def _number(names: Iterable[Hashable]) -> list[int | None]:
    """The families in order of appearance, numbered from 0."""
    seen: dict[Hashable, int] = {}
    return [None if name is None else seen.setdefault(name, len(seen)) for name in names]

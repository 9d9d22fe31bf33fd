"""Forms groups, or changes those that stand with the fewest moves; `check` passes whatever leaves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.groups import (
    GroupProblem,
    GroupProgress,
    GroupSolution,
    check_groups,
    solve_groups,
)
from qiao.engines.timetabling.groups.formats import hash_groups, problem_of
from qiao.engines.timetabling.groups.problem import Group, Guest

Tell = Callable[[GroupProgress], object]
Stop = Callable[[], bool]
Assignment = Mapping[str, tuple[str, ...]]
KEEPING = 0.3
"""Of the time, for the question how many can stay."""


class Unchecked(Exception):
    """The independent check found fault with what the solver gave."""


@dataclass(frozen=True)
class Formed:
    """`moved` visits were given up of those that stood; no plan gives up fewer than `least_moved`."""

    problem: GroupProblem
    solution: GroupSolution
    input_hash: str
    moved: int | None = None
    least_moved: int | None = None


def form(document: dict[str, Any], *, time_limit: float, tell: Tell | None, stop: Stop | None) -> Formed:
    problem = problem_of(document)
    solution = solve_groups(problem, time_limit=time_limit, on_progress=tell, should_stop=stop)
    return _checked(problem, solution, document)


def reform(
    document: dict[str, Any],
    standing: Assignment,
    *,
    time_limit: float,
    tell: Tell | None,
    stop: Stop | None,
) -> Formed:
    """First who can stay, as many as any plan lets stay; then the best plan in which these do stay."""
    problem = problem_of(document)
    standing = _still_there(problem, standing)
    keeping = solve_groups(_staying(problem, standing), time_limit=time_limit * KEEPING, should_stop=stop)
    if not keeping.is_solved:
        return form(document, time_limit=time_limit * (1 - KEEPING), tell=tell, stop=stop)
    kept = {
        name: tuple(group for group in mine if group in keeping.assignment.get(name, ()))
        for name, mine in standing.items()
    }
    bound = keeping.tiers[0].bound
    held = _pinned(problem, kept)
    solution = solve_groups(held, time_limit=time_limit * (1 - KEEPING), on_progress=tell, should_stop=stop)
    if not solution.is_solved:
        return form(document, time_limit=time_limit * (1 - KEEPING), tell=tell, stop=stop)
    total = sum(len(mine) for mine in standing.values())
    moved = sum(
        group not in solution.assignment.get(name, ()) for name, mine in standing.items() for group in mine
    )
    least = None if bound is None else max(total - int(bound), 0)
    formed = _checked(held, solution, document)
    return replace(formed, problem=problem, moved=moved, least_moved=least)


def _checked(problem: GroupProblem, solution: GroupSolution, document: dict[str, Any]) -> Formed:
    if solution.is_solved and (broken := check_groups(problem, solution).broken):
        raise Unchecked(" ".join(str(each) for each in broken))
    return Formed(problem, solution, hash_groups(problem_of(document)))


def _still_there(problem: GroupProblem, standing: Assignment) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(group for group in mine if group in problem.group_index)
        for name, mine in standing.items()
        if name in problem.guest_index
    }


def _staying(problem: GroupProblem, standing: Assignment) -> GroupProblem:
    """Every group is a destination of its own, and the only wish is to stay."""
    visited = {group.id: group.destination for group in problem.groups}
    groups = tuple(replace(group, destination=group.id) for group in problem.groups)
    guests = tuple(
        _stayer(guest, problem.groups, standing.get(guest.id, ()), visited) for guest in problem.guests
    )
    return replace(problem, guests=guests, groups=groups, tiers=("wishes",))


def _stayer(
    guest: Guest, groups: tuple[Group, ...], mine: tuple[str, ...], visited: Mapping[str, str]
) -> Guest:
    """Of a destination that a pin leads to, no other group is open."""
    pinned = {visited[name] for name in guest.pinned}
    closed = {
        group.id
        for group in groups
        if group.id not in guest.pinned and (group.destination in guest.barred or group.destination in pinned)
    }
    return replace(
        guest,
        wishes=dict.fromkeys(mine, 1),
        barred=frozenset(),
        forbidden=guest.forbidden | closed,
    )


def _pinned(problem: GroupProblem, kept: Assignment) -> GroupProblem:
    guests = tuple(
        replace(guest, pinned=tuple(dict.fromkeys((*guest.pinned, *kept.get(guest.id, ())))))
        for guest in problem.guests
    )
    return replace(problem, guests=guests)


def conflict_of(document: dict[str, Any], *, time_limit: float) -> Sentence | None:
    """The smallest set of pins that cannot be met together; None where all can, or nothing is proved."""
    problem = replace(problem_of(document), tiers=())
    solution = solve_groups(problem, time_limit=time_limit)
    return solution.conflict.sentence if solution.conflict else None


def broken_rules(document: dict[str, Any], assignment: Assignment) -> tuple[Sentence, ...]:
    """What an assignment breaks by the rules of the instance."""
    problem = problem_of(document)
    solution = GroupSolution(problem.name, "feasible", assignment)
    return check_groups(problem, solution).broken

"""What happens after a release, as verbs: each gives the instance that is to be mended."""

from collections.abc import Iterable
from dataclasses import replace

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Solution


def after_release(problem: Problem, released: Solution) -> Problem:
    """The instance with the released timetable as the earlier one."""
    return replace(problem, previous={request: each.slot for request, each in released.schedule.items()})


def cancel(problem: Problem, participant: str) -> Problem:
    """The participant does not come at all."""
    return _unavailable(problem, participant, range(problem.slots))


def arrive_late(problem: Problem, participant: str, first_slot: int) -> Problem:
    """The participant can meet from `first_slot` on only."""
    return _unavailable(problem, participant, range(first_slot))


def leave_early(problem: Problem, participant: str, last_slot: int) -> Problem:
    """The participant can meet up to `last_slot` only."""
    return _unavailable(problem, participant, range(last_slot + 1, problem.slots))


def lose_tables(problem: Problem, slot: int, count: int) -> Problem:
    """`count` tables of a slot are gone.

    Raises
    ------
    ValueError : the instance has no limit of tables, so none can be lost.
    """
    if problem.capacity is None:
        raise ValueError("without a limit of tables none can be lost")
    tables = list(problem.capacity)
    tables[slot] = max(tables[slot] - count, 0)
    return replace(problem, capacity=tuple(tables))


def add_wish(problem: Problem, request: Request) -> Problem:
    """Somebody asks for a meeting more."""
    return replace(problem, requests=(*problem.requests, request))


def _unavailable(problem: Problem, participant: str, slots: Iterable[int]) -> Problem:
    gone = frozenset(slots)

    def changed(each: Participant) -> Participant:
        return replace(each, unavailable=each.unavailable | gone) if each.id == participant else each

    return replace(problem, participants=tuple(map(changed, problem.participants)))

"""What stands in the way of holding a request in a slot: one obstacle for each rule or meeting."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qiao.engines.timetabling.problem import mask_of

if TYPE_CHECKING:
    from qiao.engines.timetabling.board.board import Board

ObstacleKind = Literal[
    "unavailable",
    "session",
    "not allowed",
    "busy",
    "table full",
    "cap",
    "per-day cap",
    "run",
    "travel",
    "after",
]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a request cannot lie in a slot.

    Attributes
    ----------
    kind : the rule. participant : index of whose rule or time it is; None for rules of the request or slot.
    request : index of the meeting in the way, for ``busy``, ``travel`` and ``after``.
    """

    kind: ObstacleKind
    participant: int | None = None
    request: int | None = None


def obstacles_on(board: "Board", request: int, slot: int) -> Iterator[Obstacle]:
    """The obstacles to a request that is not held, first those that no change of the plan can lift."""
    yield from _of_request(board, request, slot)
    room = board.room[slot]
    if room is not None and board.used[slot] >= room:
        yield Obstacle("table full")
    for participant in board.problem.pairs[request]:
        yield from _of_participant(board, participant, request, slot)
    for other in board.earlier.get(request, ()):
        if board.slot_of[other] >= slot:
            yield Obstacle("after", request=other)
    for other in board.later.get(request, ()):
        if 0 <= board.slot_of[other] <= slot:
            yield Obstacle("after", request=other)


def _of_request(board: "Board", request: int, slot: int) -> Iterator[Obstacle]:
    problem = board.problem
    each = problem.requests[request]
    for participant in problem.pairs[request]:
        if slot in problem.participants[participant].unavailable:
            yield Obstacle("unavailable", participant)
    if each.session is not None and not mask_of(problem.sessions[each.session]) >> slot & 1:
        yield Obstacle("session")
    is_listed = each.allowed is None or slot in each.allowed
    if board.day_of[slot] < 0 or not is_listed or each.slot not in {None, slot}:
        yield Obstacle("not allowed")


def _of_participant(board: "Board", p: int, request: int, slot: int) -> Iterator[Obstacle]:
    other = board.who(p, slot)
    if other >= 0:
        yield Obstacle("busy", p, other)
    person = board.problem.participants[p]
    if person.max_meetings is not None and board.held[p] >= person.max_meetings:
        yield Obstacle("cap", p)
    day = board.day_of[slot]
    if day < 0:
        return
    today = board.busy[p] & board.day_masks[day]
    if person.max_per_day is not None and today.bit_count() >= person.max_per_day:
        yield Obstacle("per-day cap", p)
    if person.max_run is not None and run_at(today, slot) > person.max_run:
        yield Obstacle("run", p)
    if board.is_walked:
        yield from _of_walks(board, p, request, slot, today)


def _of_walks(board: "Board", p: int, request: int, slot: int, today: int) -> Iterator[Obstacle]:
    for neighbour in (before(today, slot), behind(today, slot)):
        if neighbour >= 0:
            other = board.who(p, neighbour)
            if abs(neighbour - slot) - 1 < board.walk(request, other):
                yield Obstacle("travel", p, other)


def run_at(busy: int, slot: int) -> int:
    """How many adjacent slots are busy around the slot once it is busy too.

    >>> run_at(0b110110, 3)
    5
    """
    up, down = ~(busy >> slot + 1), ~(busy & (1 << slot) - 1)
    above = (up & -up).bit_length() - 1
    below = 0
    while slot - below - 1 >= 0 and not down >> slot - below - 1 & 1:
        below += 1
    return above + below + 1


def before(busy: int, slot: int) -> int:
    """The last busy slot before the slot, or -1."""
    return (busy & (1 << slot) - 1).bit_length() - 1


def behind(busy: int, slot: int) -> int:
    """The first busy slot behind the slot, or -1."""
    rest = busy >> slot + 1
    return slot + (rest & -rest).bit_length() if rest else -1

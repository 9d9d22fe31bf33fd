"""Which meetings of the earlier timetable can stay where they were, and which certainly cannot."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from heapq import nlargest

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Number


@dataclass(frozen=True)
class Staying:
    """What is left of a released timetable when something has happened.

    Attributes
    ----------
    board : holds what stays, by every rule of the instance but fairness. before : all earlier meetings,
    request index to slot. homeless : those of them that are not on the board. displaced : those of the
    homeless whose slot is none of theirs any more. overfull : by slot, how many meetings more than tables
    would be in it without the displaced; so many of them cannot stay, whoever they are. due : requests that
    have to be held.
    """

    board: Board
    before: Mapping[int, int]
    homeless: tuple[int, ...]
    displaced: tuple[int, ...]
    overfull: Mapping[int, int] = field(default_factory=dict)
    due: tuple[int, ...] = ()

    def moved(self, board: Board) -> int:
        """Earlier meetings that lie elsewhere on a board that was copied from this one."""
        return sum(
            board.slot_of[r] not in {self.before.get(r, NOTHING), NOTHING} for r in self._changed(board)
        )

    def dropped(self, board: Board) -> int:
        return len(self.given_up(board))

    def given_up(self, board: Board) -> set[int]:
        return {r for r in self._changed(board) if not board.is_held(r)}

    def _changed(self, board: Board) -> Iterable[int]:
        return (r for r in board.touched if r in self.before)

    @property
    def fewest_displaced(self) -> int:
        """So many of the earlier meetings change in every timetable."""
        return len(self.displaced) + sum(self.overfull.values())


def before_of(problem: Problem) -> dict[int, int]:
    """The earlier meetings of requests that are still there, by index."""
    index = problem.request_index
    return {index[name]: slot for name, slot in (problem.previous or {}).items() if name in index}


def settle(problem: Problem) -> Staying:
    """Lets stay what can, what is worth most first. O(P T + R + M) for M earlier meetings."""
    before = before_of(problem)
    if _clash(problem, before):
        board = Board(problem)
        board.touched.update(before)
        return resettle(board, before, before)
    board = Board(problem, before)
    doubtful = doubtful_of(board, range(len(problem.participants)), before)
    for request in doubtful:
        board.remove(request)
    return resettle(board, before, doubtful)


def resettle(board: Board, before: Mapping[int, int], doubtful: Iterable[int]) -> Staying:
    """Puts the doubtful back, which are not on the board, where every rule allows it: first what has to be
    held, then what is worth most. Beside them the board holds `before`, or has it among its touched."""
    problem = board.problem
    order = sorted(doubtful, key=_worth_of(problem))
    displaced = tuple(sorted(r for r in order if not problem.domains[r] >> before[r] & 1))
    homeless = []
    wanted = list(board.used)
    for request in order:
        slot = before[request]
        wanted[slot] += bool(problem.domains[request] >> slot & 1)
        if board.can_place(request, slot):
            board.place(request, slot)
        else:
            homeless.append(request)
    overfull = {
        slot: count - room
        for slot, (count, room) in enumerate(zip(wanted, board.room, strict=True))
        if room is not None and count > room
    }
    return Staying(board, before, tuple(sorted(homeless)), displaced, overfull, _due(problem))


def _due(problem: Problem) -> tuple[int, ...]:
    if not problem.is_choosing:
        return tuple(range(len(problem.requests)))
    return tuple(r for r, each in enumerate(problem.requests) if each.mandatory)


def doubtful_of(board: Board, people: Iterable[int], requests: Iterable[int]) -> list[int]:
    """The meetings on a board that may be illegal, where only these people and requests can have become so:
    all of a participant who breaks a rule, those in the wrong slot, and whoever is too many for a slot."""
    found = {r for r in requests if _is_misplaced(board, r)}
    for participant in people:
        if _breaks_a_rule(board, participant):
            found.update(board.of(participant))
    return sorted(found | _too_many(board, found))


def _too_many(board: Board, leaving: Collection[int]) -> set[int]:
    """Of each slot with too few tables those that are worth least, as many as are too many."""
    over = {
        slot: board.used[slot] - room - sum(board.slot_of[r] == slot for r in leaving)
        for slot, room in enumerate(board.room)
        if room is not None and board.used[slot] > room
    }
    there: dict[int, list[int]] = {slot: [] for slot, count in over.items() if count > 0}
    for request, slot in enumerate(board.slot_of if there else ()):
        if slot in there and request not in leaving:
            there[slot].append(request)
    worth = _worth_of(board.problem)
    return {r for slot, those in there.items() for r in nlargest(over[slot], those, key=worth)}


def _worth_of(problem: Problem) -> Callable[[int], tuple[bool, Number, int]]:
    """The order in which meetings are let stay: first what has to be held, then what is worth most."""
    requests = problem.requests
    return lambda r: (not problem.is_due(requests[r]), -requests[r].weight, r)


def is_full(board: Board, slot: int) -> bool:
    room = board.room[slot]
    return room is not None and board.used[slot] >= room


def _clash(problem: Problem, before: Mapping[int, int]) -> bool:
    """Whether two of the earlier meetings need one participant at once, or one lies in no day."""
    taken: set[tuple[int, int]] = set()
    usable = sum(problem.day_masks)
    for request, slot in before.items():
        taken.update((participant, slot) for participant in problem.pairs[request])
        if not usable >> slot & 1:
            return True
    return len(taken) < 2 * len(before)


def _is_misplaced(board: Board, request: int) -> bool:
    slot = board.slot_of[request]
    if not board.problem.domains[request] >> slot & 1:
        return True
    earlier = board.earlier.get(request, ())
    later = board.later.get(request, ())
    return any(board.slot_of[other] >= slot for other in earlier) or any(
        NOTHING < board.slot_of[other] <= slot for other in later
    )


def _breaks_a_rule(board: Board, participant: int) -> bool:
    person = board.problem.participants[participant]
    if person.max_meetings is not None and board.held[participant] > person.max_meetings:
        return True
    if person.max_per_day is None and person.max_run is None and not board.is_walked:
        return False
    return any(not board.can_place(r, board.slot_of[r]) for r in board.of(participant))

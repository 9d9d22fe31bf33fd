"""Changes of an instance that people can make, one at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from qiao.engines.timetabling.problem import Participant, Problem, Request, mask_of

Kind = Literal["free", "window", "table", "run", "day", "meetings", "order", "give-up"]

# How easy people find each, the first of two being the one who asked for the meeting.
_EASE: dict[tuple[Kind, bool], int] = {
    ("free", True): 1,
    ("window", False): 2,
    ("table", False): 3,
    ("free", False): 4,
    ("run", True): 5,
    ("run", False): 6,
    ("day", True): 7,
    ("day", False): 8,
    ("meetings", True): 9,
    ("meetings", False): 10,
    ("order", False): 11,
    ("give-up", False): 12,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """One change.

    Attributes
    ----------
    kind : ``free``: the participant is available in the slot. ``window``: the request may also lie in the
        slot, whatever its session, allowed or fixed slot say. ``table``: one more table in the slot. ``run``,
        ``day``, ``meetings``: the participant's `max_run`, `max_per_day` or `max_meetings` is one more.
        ``order``: `request` need not lie after `earlier`. ``give-up``: `request`, which is held, is not.
    is_own : whether the participant is the first of the request that is to be granted.
    """

    kind: Kind
    participant: str | None = None
    slot: int | None = None
    request: str | None = None
    earlier: str | None = None
    is_own: bool = False

    @property
    def ease(self) -> int:
        """1 for the easiest kind; for ranking only."""
        return _EASE[self.kind, self.is_own]


def edit_problem(problem: Problem, edits: Iterable[Edit]) -> Problem:
    """The instance with the edits made; giving up a meeting changes the timetable alone.

    >>> problem = Problem("", "choose", 2, (Participant("A", unavailable=frozenset({0, 1})),), ())
    >>> edit_problem(problem, [Edit("free", participant="A", slot=0)]).participants[0].unavailable
    frozenset({1})
    """
    for edit in edits:
        problem = _edited(problem, edit)
    return problem


def _edited(problem: Problem, edit: Edit) -> Problem:
    if edit.kind == "give-up":
        return problem
    if edit.kind == "table":
        capacity = problem.capacity or ()
        more = tuple(tables + (slot == edit.slot) for slot, tables in enumerate(capacity))
        return replace(problem, capacity=more)
    if edit.participant is not None:
        people = tuple(
            _other_person(each, edit) if each.id == edit.participant else each
            for each in problem.participants
        )
        return replace(problem, participants=people)
    requests = tuple(
        _other_request(problem, each, edit) if each.id == edit.request else each for each in problem.requests
    )
    return replace(problem, requests=requests)


def _other_person(person: Participant, edit: Edit) -> Participant:
    if edit.kind == "free":
        return replace(person, unavailable=person.unavailable - {edit.slot})
    if edit.kind == "run":
        return replace(person, max_run=(person.max_run or 0) + 1)
    if edit.kind == "day":
        return replace(person, max_per_day=(person.max_per_day or 0) + 1)
    return replace(person, max_meetings=(person.max_meetings or 0) + 1)


def _other_request(problem: Problem, request: Request, edit: Edit) -> Request:
    if edit.kind == "order":
        return replace(request, after=tuple(each for each in request.after if each != edit.earlier))
    window = window_of(problem, request) | 1 << (edit.slot or 0)
    allowed = frozenset(slot for slot in range(problem.slots) if window >> slot & 1)
    return replace(request, session=None, slot=None, allowed=allowed)


def window_of(problem: Problem, request: Request) -> int:
    """Mask of the slots that session, allowed slots and fixed slot of a request leave open."""
    mask = (1 << problem.slots) - 1
    if request.session is not None:
        mask &= mask_of(problem.sessions[request.session])
    if request.allowed is not None:
        mask &= mask_of(request.allowed)
    return mask if request.slot is None else mask & 1 << request.slot

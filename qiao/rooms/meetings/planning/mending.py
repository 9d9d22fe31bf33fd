"""A timetable that stands, mended after something happened: with the fewest moves, and what has begun stays
as it is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.solve import solve
from qiao.rooms.meetings.planning.clashes import clashes_of
from qiao.rooms.meetings.planning.errors import ChangeImpossible, NothingFound
from qiao.rooms.meetings.planning.grid import Grid, grid_of
from qiao.rooms.meetings.planning.pairs import Pair, pairs_of
from qiao.rooms.meetings.planning.plan import Plan, require_checked
from qiao.rooms.meetings.planning.problem import problem_of
from qiao.rooms.meetings.planning.reseating import key_of, reseat
from qiao.rooms.meetings.workbook.event import Event, Wish

SECONDS = 3.0
Key = tuple[str, str]  # of a pair: the delegation, the host


@dataclass(frozen=True)
class Change:
    """What is to be mended.

    Attributes
    ----------
    event : everything as it is after what happened.
    held : the meetings that stand, each with the code of its slot and the key of its table.
    begun : codes of slots in which nothing changes any more.
    due : pairs that have to meet, in the slot of the code where one is said.
    out : pairs that do not meet.
    refill : a party, and the slot that has begun in which somebody else may meet it.
    most_moved : the most meetings that may move; None asks for the fewest.
    """

    event: Event
    held: Mapping[Key, tuple[str, str]]
    begun: frozenset[str] = frozenset()
    due: Mapping[Key, str | None] = field(default_factory=dict)
    out: frozenset[Key] = frozenset()
    refill: tuple[str, str] | None = None
    most_moved: int | None = None


def mend(change: Change, *, seconds: float = SECONDS, stop: Callable[[], bool] | None = None) -> Plan:
    """
    Raises
    ------
    ChangeImpossible : proved; it names the smallest set of meetings that clash.
    NothingFound : the time was too short, or more moves are needed than allowed.
    """
    instance = _Instance(change)
    problem = instance.problem
    if clashes := clashes_of(instance.asked, problem, instance.asked_pairs, instance.grid):
        raise ChangeImpossible(clashes)
    solution = solve(problem, time_limit=seconds, should_stop=stop)
    if not solution.is_solved:
        raise NothingFound
    require_checked(problem, solution)
    held = [
        (pair, instance.grid.slot(solution.schedule[pair.id].slot))
        for pair in instance.pairs
        if pair.id in solution.schedule
    ]
    meetings = reseat(instance.event, held, change.held)
    return Plan(instance.event, instance.grid, instance.pairs, problem, solution, meetings)


class _Instance:
    """`asked` is the event with what is due fixed to its slots; its pairs have the ids of `event`'s."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.event = _with_pairs(change)
        self.asked = replace(self.event, wishes=tuple(self._pinned(each) for each in self.event.wishes))
        self.grid: Grid = grid_of(self.event)
        self.pairs, self.asked_pairs = pairs_of(self.event), pairs_of(self.asked)
        self.begun = frozenset(self.grid.number[code] for code in change.begun)
        self.open = frozenset(range(len(self.grid.cells))) - self.begun

    @cached_property
    def held(self) -> dict[str, int]:
        """Of each pair that stands: its number of the slot."""
        standing = {each.id: self.change.held.get(key_of(each)) for each in self.pairs}
        return {key: self.grid.number[where[0]] for key, where in standing.items() if where}

    @cached_property
    def past(self) -> dict[str, int]:
        out = {each.id for each in self.pairs if key_of(each) in self.change.out}
        return {key: slot for key, slot in self.held.items() if slot in self.begun and key not in out}

    @cached_property
    def problem(self) -> Problem:
        whole = problem_of(self.asked, self.asked_pairs, self.grid)
        pair = {each.id: each for each in self.pairs}
        requests = tuple(self._request(each, pair[each.id]) for each in whole.requests)
        return replace(
            whole,
            participants=tuple(_there(whole.participants, requests, self.past)),
            requests=requests,
            capacity=tuple(self._tables(*each) for each in enumerate(whole.capacity or ())),
            previous=self.held,
            max_moved=self.change.most_moved,
        )

    def _request(self, request: Request, pair: Pair) -> Request:
        """What has begun stays in its slot; everything else lies in slots to come."""
        if request.id in self.past:
            return replace(request, mandatory=True, slot=self.past[request.id])
        if key_of(pair) in self.change.out:
            return replace(request, mandatory=False, slot=None, allowed=frozenset())
        due = key_of(pair) in self.change.due or request.mandatory
        return replace(
            request, mandatory=due, allowed=None if request.slot is not None else self._slots(pair)
        )

    def _slots(self, pair: Pair) -> frozenset[int]:
        if self.change.refill is None or self.change.refill[0] not in key_of(pair):
            return self.open
        return self.open | {self.grid.number[self.change.refill[1]]}

    def _tables(self, slot: int, tables: int) -> int:
        return max(tables, sum(each == slot for each in self.past.values()))

    def _pinned(self, wish: Wish) -> Wish:
        code = self.change.due.get(_key(self.event, wish))
        return replace(wish, pin=code) if code else wish


def _there(
    people: tuple[Participant, ...], requests: tuple[Request, ...], past: Mapping[str, int]
) -> Iterator[Participant]:
    """Somebody was where they were, whatever is said of it later."""
    met: dict[str, set[int]] = {}
    for each in requests:
        for person in (each.a, each.b) if each.id in past else ():
            met.setdefault(person, set()).add(past[each.id])
    for one in people:
        yield replace(one, unavailable=one.unavailable - met[one.id]) if one.id in met else one


def _with_pairs(change: Change) -> Event:
    """With a wish for each meeting that stands or is due though nobody wishes for it."""
    event = change.event
    there = {_key(event, each) for each in event.wishes}
    return replace(event, wishes=(*event.wishes, *_lacking(change, there)))


def _lacking(change: Change, there: set[Key]) -> Iterator[Wish]:
    for key in dict.fromkeys((*change.held, *change.due)):
        if key not in there and all(each in change.event.party for each in key):
            yield Wish(*key, None, (), None)


def _key(event: Event, wish: Wish) -> Key:
    number = event.number
    one, other = sorted((wish.asker, wish.wanted), key=lambda each: number[each])
    return one, other

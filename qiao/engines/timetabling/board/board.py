"""The working timetable: who is busy when, how many tables are taken, and what it all counts."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Self

from qiao.engines.timetabling.board.counting import NONE, Count, count_day
from qiao.engines.timetabling.board.frame import days_of, order_of
from qiao.engines.timetabling.board.obstacles import Obstacle, before, behind, obstacles_on, run_at
from qiao.engines.timetabling.problem import Problem
from qiao.engines.timetabling.result import Number

NOTHING = -1


class Board:
    """A timetable of one instance that changes meeting by meeting, with its counts always up to date.

    Requests and participants are indices of the instance. `place` and `remove` keep two meetings of one
    participant apart and nothing else, so that a search may pass through timetables that break other rules;
    `can_place` and `obstacles` look at every rule of the format but fairness, which is a rule for the whole.

    Complexity: building is O(P T + R + M) for P participants, T slots, R requests and M meetings; questions
    take constant time, changes the time to look at one day of two participants.

    Attributes
    ----------
    slot_of : R, where each request is held or `NOTHING`. held : P, meetings of each. busy : P, masks of
    slots. used : T, tables taken. room : T, tables there, None is no limit. day_of : T, index of the day or
    -1. weight : of what is held, summed in floating point where weights are not whole. touched : requests
    placed or removed since the board was built, on this one or on those that it was copied from.

    Examples
    --------
    >>> from qiao.engines.timetabling.problem import Participant, Request
    >>> people = tuple(map(Participant, "abc"))
    >>> board = Board(Problem("doc", "choose", 2, people, (Request("ab", "a", "b"), Request("bc", "b", "c"))))
    >>> board.place(0, 1)
    >>> board.can_place(1, 1), board.can_place(1, 0)
    (False, True)
    >>> board.obstacles(1, 1)
    [Obstacle(kind='busy', participant=1, request=0)]
    """

    def __init__(self, problem: Problem, slots: Mapping[int, int] | None = None) -> None:
        """`slots` (request to slot) is put on the board at once.

        Raises
        ------
        ValueError : two of the meetings need one participant in one slot.
        """
        people, requests = len(problem.participants), len(problem.requests)
        self.problem = problem
        self._at = [NOTHING] * (people * problem.slots)
        self.slot_of = [NOTHING] * requests
        self.held, self.busy, self.used = [0] * people, [0] * people, [0] * problem.slots
        self.room: list[int | None] = list(problem.capacity or [None] * problem.slots)
        self.day_masks = problem.day_masks
        self.day_of = days_of(problem)
        self.is_walked = any(problem.travel.values())
        self.earlier, self.later = order_of(problem)
        self.weight: Number = 0
        self._counts = [NONE] * (people * len(self.day_masks))
        self._total = NONE
        self.meetings = 0
        self.touched: set[int] = set()
        for request, slot in (slots or {}).items():
            self._seize(request, slot)
        for participant in range(people):
            self.refresh(participant)

    def copy(self, problem: Problem | None = None, without: Iterable[int] = ()) -> Self:
        """The same timetable, `without` some meetings, on a board of its own. O(P T + R), and no rule is
        looked at. With `problem` it is the board of that instance: of the same participants, slots, days and,
        but for those left out, requests, perhaps with more behind them; availability is for `refresh`."""
        twin = object.__new__(type(self))
        twin.__dict__ |= self.__dict__
        for name in ("_at", "slot_of", "held", "busy", "used", "_counts"):
            setattr(twin, name, list(getattr(self, name)))
        twin.touched = set(self.touched)
        for request in without:
            twin.remove(request)
        if problem is not None and problem is not self.problem:
            twin.problem = problem
            twin.room = list(problem.capacity or [None] * problem.slots)
            more = len(problem.requests) - len(self.slot_of)
            twin.slot_of += [NOTHING] * more
            if problem.requests is not self.problem.requests:
                twin.earlier, twin.later = order_of(problem)
        return twin

    def refresh(self, participant: int) -> None:
        """Counts a participant anew, whose availability is not what it was."""
        for day in range(len(self.day_masks)):
            self._recount(participant, day)

    # Questions

    def who(self, participant: int, slot: int) -> int:
        """The request that the participant holds in the slot, or `NOTHING`."""
        return self._at[participant * self.problem.slots + slot]

    def of(self, participant: int) -> Iterator[int]:
        """The requests that the participant holds, by slot."""
        first = participant * self.problem.slots
        return (each for each in self._at[first : first + self.problem.slots] if each != NOTHING)

    def slots(self) -> dict[int, int]:
        """The timetable as request to slot."""
        return {request: slot for request, slot in enumerate(self.slot_of) if slot != NOTHING}

    def is_held(self, request: int) -> bool:
        return self.slot_of[request] != NOTHING

    def walk(self, one: int, other: int) -> int:
        """Free slots needed between two meetings of one day."""
        return self.problem.walk(self.problem.zones[one], self.problem.zones[other])

    def can_place(self, request: int, slot: int) -> bool:
        """Whether the request could lie in the slot by every rule, were it itself not held anywhere.

        Fairness is not looked at, and neither is what a removed meeting leaves: where the walks of an
        instance are longer than a way round, taking a meeting out may leave two too near to each other.
        """
        if self.slot_of[request] != NOTHING:
            return not self.obstacles(request, slot)
        room = self.room[slot]
        return bool(
            self.problem.domains[request] >> slot & 1
            and (room is None or self.used[slot] < room)
            and all(self._suits(participant, request, slot) for participant in self.problem.pairs[request])
            and all(self.slot_of[other] < slot for other in self.earlier.get(request, ()))
            and not any(0 <= self.slot_of[other] <= slot for other in self.later.get(request, ()))
        )

    def obstacles(self, request: int, slot: int) -> list[Obstacle]:
        """Every rule and meeting in the way of the request in the slot, were it itself not held anywhere;
        empty exactly when it can be placed."""
        place = self.slot_of[request]
        if place == NOTHING:
            return list(obstacles_on(self, request, slot))
        self.remove(request)
        found = list(obstacles_on(self, request, slot))
        self.place(request, place)
        return found

    def kempe_chain(self, participant: int, one: int, other: int) -> tuple[int, ...]:
        """The meetings that must change between two slots together if one of the participant's does.

        Meetings of two slots form paths and even cycles, as everybody has at most one in each: this is the
        path or cycle through the participant, from end to end (Kempe 1879). Linear in its length.

        Raises
        ------
        ValueError : the slots are the same.
        """
        if one == other:
            raise ValueError("a chain needs two slots")
        forth = self._follow(participant, one, other)
        if forth and forth[-1] == self.who(participant, other):
            return forth  # a cycle
        back = self._follow(participant, other, one)
        return (*reversed(back), *forth)

    def breaks_of(self, participant: int) -> int:
        """Breaks of the participant by the rule of the instance."""
        return self._by_rule(self.count_of(participant))

    def count_of(self, participant: int) -> Count:
        days = len(self.day_masks)
        total = NONE
        for each in self._counts[participant * days : (participant + 1) * days]:
            total = total.plus(each)
        return total

    @property
    def count(self) -> Count:
        """Breaks, waits and idle slots of all participants together."""
        return self._total

    @property
    def breaks(self) -> int:
        """Breaks of all participants by the rule of the instance."""
        return self._by_rule(self._total)

    # Changes

    def place(self, request: int, slot: int) -> None:
        """Holds the request in the slot.

        Raises
        ------
        ValueError : it is held already, or one of its two is busy in the slot, or the slot is in no day.
        """
        self._seize(request, slot)
        self.touched.add(request)
        self._recount_pair(request, slot)

    def remove(self, request: int) -> int:
        """Holds the request no more, and says in which slot it was.

        Raises
        ------
        ValueError : it is not held.
        """
        slot = self.slot_of[request]
        if slot == NOTHING:
            raise ValueError(f"request {request} is not held")
        for participant in self.problem.pairs[request]:
            self._at[participant * self.problem.slots + slot] = NOTHING
            self.busy[participant] ^= 1 << slot
            self.held[participant] -= 1
        self.slot_of[request] = NOTHING
        self.touched.add(request)
        self.used[slot] -= 1
        self.meetings -= 1
        self.weight -= self.problem.requests[request].weight
        self._recount_pair(request, slot)
        return slot

    def move(self, request: int, slot: int) -> int:
        """Holds a held request in another slot, and says in which it was; raises as `remove` and `place` do,
        and then nothing has changed."""
        was = self.remove(request)
        try:
            self.place(request, slot)
        except ValueError:
            self.place(request, was)
            raise
        return was

    def flip(self, chain: tuple[int, ...], one: int, other: int) -> None:
        """Lets all meetings of a Kempe chain change between its two slots; twice is nothing."""
        were = [self.remove(request) for request in chain]
        for request, was in zip(chain, were, strict=True):
            self.place(request, other if was == one else one)

    def _seize(self, request: int, slot: int) -> None:
        pair = self.problem.pairs[request]
        is_taken = self.slot_of[request] != NOTHING or any(self.busy[p] >> slot & 1 for p in pair)
        if is_taken or self.day_of[slot] == NOTHING:
            raise ValueError(f"request {request} cannot be put into slot {slot}")
        for participant in pair:
            self._at[participant * self.problem.slots + slot] = request
            self.busy[participant] |= 1 << slot
            self.held[participant] += 1
        self.slot_of[request] = slot
        self.used[slot] += 1
        self.meetings += 1
        self.weight += self.problem.requests[request].weight

    def _suits(self, participant: int, request: int, slot: int) -> bool:
        busy = self.busy[participant]
        person = self.problem.participants[participant]
        if busy >> slot & 1:
            return False
        if person.max_meetings is not None and self.held[participant] >= person.max_meetings:
            return False
        today = busy & self.day_masks[self.day_of[slot]]
        return (
            (person.max_per_day is None or today.bit_count() < person.max_per_day)
            and (person.max_run is None or run_at(today, slot) <= person.max_run)
            and (not self.is_walked or self._can_walk(participant, request, slot, today))
        )

    def _can_walk(self, participant: int, request: int, slot: int, today: int) -> bool:
        early, late = before(today, slot), behind(today, slot)
        return (early < 0 or slot - early > self.walk(request, self.who(participant, early))) and (
            late < 0 or late - slot > self.walk(request, self.who(participant, late))
        )

    def _follow(self, participant: int, one: int, other: int) -> tuple[int, ...]:
        """From the participant through its meeting in slot `one`, to the end or round again."""
        chain: list[int] = []
        here, slot, request = participant, one, self.who(participant, one)
        while request != NOTHING and (not chain or request != chain[0]):
            chain.append(request)
            a, b = self.problem.pairs[request]
            here, slot = (b if here == a else a), (other if slot == one else one)
            request = self.who(here, slot)
        return tuple(chain)

    def _by_rule(self, count: Count) -> int:
        return count.breaks if self.problem.break_rule == "gap" else count.waits

    def _walk_between(self, participant: int, early: int, late: int) -> int:
        return self.walk(self.who(participant, early), self.who(participant, late))

    def _recount_pair(self, request: int, slot: int) -> None:
        for participant in self.problem.pairs[request]:
            self._recount(participant, self.day_of[slot])

    def _recount(self, participant: int, day: int) -> None:
        today = self.busy[participant] & self.day_masks[day]
        walk = partial(self._walk_between, participant) if self.is_walked else None
        now = count_day(today, self.problem.available[participant], walk)
        row = participant * len(self.day_masks) + day
        if now != self._counts[row]:
            self._total = self._total.plus(now).minus(self._counts[row])
            self._counts[row] = now

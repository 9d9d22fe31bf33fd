"""A timetable as bit sets: who is busy when, and what is left of tables and limits."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

from qiao.engines.timetabling.explain.edit import Edit, window_of
from qiao.engines.timetabling.problem import Problem, slots_of

UNLIMITED = 1 << 60


class Plan:
    """An instance and its schedule, changeable: meetings are held and dropped, edits are made and undone.

    Attributes
    ----------
    slot_of : slot of each request held, by index. at : request in each slot of each participant.
    busy, available : masks of slots, one a participant. counts, capacity : meetings and tables of each slot.
    most, per_day, run : limits of each participant, `UNLIMITED` where there is none.
    """

    def __init__(self, problem: Problem, schedule: Mapping[str, int]) -> None:
        self.problem = problem
        self.usable = 0
        for mask in problem.day_masks:
            self.usable |= mask
        people = problem.participants
        self.available = list(problem.available)
        self.most = [UNLIMITED if each.max_meetings is None else each.max_meetings for each in people]
        self.per_day = [UNLIMITED if each.max_per_day is None else each.max_per_day for each in people]
        self.run = [UNLIMITED if each.max_run is None else each.max_run for each in people]
        self.capacity = list(problem.capacity or (UNLIMITED,) * problem.slots)
        self.counts = [0] * problem.slots
        self.slot_of: dict[int, int] = {}
        self.at: list[dict[int, int]] = [{} for _ in people]
        self.busy = [0] * len(people)
        self._windows: dict[int, int] = {}
        self._waived: set[tuple[int, int]] = set()
        for name, slot in schedule.items():
            self.hold(problem.request_index[name], slot)

    def hold(self, request: int, slot: int) -> None:
        self.slot_of[request] = slot
        self.counts[slot] += 1
        for participant in self.problem.pairs[request]:
            self.at[participant][slot] = request
            self.busy[participant] |= 1 << slot

    def drop(self, request: int) -> int:
        """Takes a meeting out and gives the slot in which it lay."""
        slot = self.slot_of.pop(request)
        self.counts[slot] -= 1
        for participant in self.problem.pairs[request]:
            del self.at[participant][slot]
            self.busy[participant] &= ~(1 << slot)
        return slot

    def move(self, moves: Mapping[int, int]) -> None:
        """Puts meetings, held ones or new ones, into other slots, all at once."""
        for request in moves:
            if request in self.slot_of:
                self.drop(request)
        for request, slot in moves.items():
            self.hold(request, slot)

    @contextmanager
    def changed(self, edits: Iterable[Edit]) -> Iterator[None]:
        """The plan with the edits made, for as long as the context lasts."""
        edits = list(edits)
        dropped = [
            (each, self.drop(each))
            for each in (self._index(edit) for edit in edits if edit.kind == "give-up")
        ]
        before = dict(self._windows)
        for edit in edits:
            self._turn(edit, 1)
        try:
            yield
        finally:
            for edit in edits:
                self._turn(edit, -1)
            self._windows = before
            for request, slot in dropped:
                self.hold(request, slot)

    def _index(self, edit: Edit) -> int:
        return self.problem.request_index[edit.request or ""]

    def _turn(self, edit: Edit, by: int) -> None:
        slot = edit.slot or 0
        if edit.participant is not None:
            person = self.problem.participant_index[edit.participant]
            if edit.kind == "free":
                self.available[person] ^= 1 << slot
            else:
                limits = {"run": self.run, "day": self.per_day, "meetings": self.most}
                limits[edit.kind][person] += by
        elif edit.kind == "table":
            self.capacity[slot] += by
        elif edit.kind == "window":
            request = self._index(edit)
            self._windows[request] = self.window(request) | 1 << slot
        elif edit.kind == "order":
            self._waived ^= {(self.problem.request_index[edit.earlier or ""], self._index(edit))}

    def window(self, request: int) -> int:
        """Mask of the slots that the request itself leaves open."""
        if request not in self._windows:
            self._windows[request] = window_of(self.problem, self.problem.requests[request])
        return self._windows[request]

    def domain(self, request: int) -> int:
        """Mask of the slots in which the request could lie if it were the only one, tables aside."""
        a, b = self.problem.pairs[request]
        return self.available[a] & self.available[b] & self.window(request) & self.usable

    def is_full(self, slot: int) -> bool:
        return self.counts[slot] >= self.capacity[slot]

    def full(self) -> int:
        """Mask of the slots without a table that is free."""
        mask = 0
        for slot, (count, tables) in enumerate(zip(self.counts, self.capacity, strict=True)):
            mask |= (count >= tables) << slot
        return mask

    @cached_property
    def day_of(self) -> dict[int, int]:
        """Mask of the day of each slot that lies in one."""
        return {slot: mask for mask in self.problem.day_masks for slot in slots_of(mask)}

    @cached_property
    def followers(self) -> dict[int, list[int]]:
        """The requests that must come after each."""
        found: dict[int, list[int]] = {}
        for number, request in enumerate(self.problem.requests):
            for earlier in request.after:
                found.setdefault(self.problem.request_index[earlier], []).append(number)
        return found

    def orders(self, request: int) -> Iterator[tuple[int, int]]:
        """Pairs (earlier, later) of the request and one that is held."""
        index = self.problem.request_index
        pairs = [(index[each], request) for each in self.problem.requests[request].after]
        pairs += [(request, each) for each in self.followers.get(request, ())]
        for pair in pairs:
            other = pair[0] if pair[1] == request else pair[1]
            if other in self.slot_of and pair not in self._waived:
                yield pair

    def is_bound(self, participant: int) -> bool:
        """Whether the participant's day has rules besides being in one place at a time."""
        return bool(
            self.problem.travel
            or self.run[participant] != UNLIMITED
            or self.per_day[participant] != UNLIMITED
        )

"""What each slot would cost an earlier meeting, in meetings that change for certain.

A meeting that leaves its slot has changed. If the slot it takes was not free for it, somebody makes way: the
one who met its partner there, or, where every table is taken, anybody in the slot. Who makes way needs a slot
as well; where none is free, somebody else makes way in turn. These meetings are different ones for different
slots of one participant, so that a sum of charges is a bound; where two could be the same, none is charged.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qiao.engines.timetabling.board import NOTHING
from qiao.engines.timetabling.problem import slots_of
from qiao.engines.timetabling.repair.staying import Staying, is_full


@dataclass(frozen=True)
class Charged:
    """Of one participant: its earlier meetings that have a slot at all and are counted nowhere else, what
    each of their slots costs, for how many of them the change is counted already (`displaced`), and in how
    many slots the participant holds nothing in any timetable (`idle`)."""

    participant: int
    costs: Mapping[int, Mapping[int, int]]
    own: Mapping[int, int]
    displaced: int
    idle: int
    spent: Collection[int] = field(repr=False, default=())


def charged(staying: Staying) -> Iterator[Charged]:
    """Participants who have lost slots or have too many meetings, those of most homeless ones first, until
    each of these is looked at once. O(n T^2) for each with n meetings at worst."""
    people = _who_are_looked_at(staying)
    ways = _Ways(staying, people)
    spent: set[int] = set()
    for participant in people:
        found = ways.of(participant, spent)
        yield found
        spent |= set(found.spent)


def _who_are_looked_at(staying: Staying) -> list[int]:
    problem, board = staying.board.problem, staying.board
    theirs: dict[int, set[int]] = {}
    for request in staying.homeless:
        if problem.domains[request] and staying.before[request] not in staying.overfull:
            for participant in problem.pairs[request]:
                theirs.setdefault(participant, set()).add(request)

    def rank(participant: int) -> tuple[int, bool, int, int]:
        mine = theirs[participant]
        return -len(mine), not _is_why(staying, participant, mine), -board.held[participant], participant

    seen: set[int] = set()
    people = []
    for participant in sorted(theirs, key=rank):
        if theirs[participant] - seen:
            people.append(participant)
            seen |= theirs[participant]
    return people


def _is_why(staying: Staying, participant: int, homeless: Iterable[int]) -> bool:
    """Whether a meeting cannot stay because of this one of its two."""
    board = staying.board
    person, slots = board.problem.participants[participant], [staying.before[r] for r in homeless]
    is_at_cap = person.max_meetings is not None and board.held[participant] >= person.max_meetings
    taken = board.busy[participant] | ~board.problem.available[participant]
    return is_at_cap or any(taken >> slot & 1 for slot in slots)


class _Ways:
    def __init__(self, staying: Staying, people: Iterable[int]) -> None:
        self.staying, self.board = staying, staying.board
        self.problem, self.before = self.board.problem, staying.before
        hopeful = [r for r in staying.homeless if self.problem.domains[r]]
        self.rows = {
            p: [*self.board.of(p), *(r for r in hopeful if p in self.problem.pairs[r])] for p in people
        }
        self.inside = {r for mine in self.rows.values() for r in mine}
        self.vacant = self._vacant()
        left = {slot for slot, where in self._stays(self.inside)}
        self.let_off = sum(1 << slot for slot in staying.overfull)
        full = [slot for slot in range(self.problem.slots) if is_full(self.board, slot) and slot not in left]
        self.full = sum(1 << slot for slot in full) & ~self.let_off

    def _stays(self, requests: Iterable[int]) -> Iterator[tuple[int, int]]:
        for request in requests:
            slot = self.before[request]
            if self.problem.domains[request] >> slot & 1:
                yield slot, request

    def _vacant(self) -> dict[int, int]:
        """By participant the slots that meetings inside leave, if they do."""
        vacant: dict[int, int] = {}
        for slot, request in self._stays(self.inside):
            for participant in self.problem.pairs[request]:
                vacant[participant] = vacant.get(participant, 0) | 1 << slot
        return vacant

    def of(self, participant: int, spent: Collection[int]) -> Charged:
        rows = sorted(r for r in self.rows[participant] if r not in spent)
        own = {r: self._own(r) for r in rows}
        displaced = [r for r in rows if not self.problem.domains[r] >> self.before[r] & 1]
        row = _Row(self, rows, spent)
        costs = {r: dict(row.costs(r, own[r])) for r in rows}
        spent = {*rows, *row.seen}
        return Charged(participant, costs, own, len(displaced), self._idle(participant), spent)

    def _idle(self, participant: int) -> int:
        most = self.problem.participants[participant].max_meetings
        return 0 if most is None else max(self.problem.slots - most, 0)

    def _own(self, request: int) -> int:
        """Whoever leaves a slot with too few tables is counted with them."""
        slot = self.before[request]
        return 0 if self.problem.domains[request] >> slot & self.let_off >> slot & 1 else 1

    def blockers(self, request: int, slot: int) -> set[int]:
        """Who shares a participant with the meeting there, of those that are not looked at anyway."""
        found = {self.board.who(p, slot) for p in self.problem.pairs[request]} - {NOTHING}
        return found - self.inside


class _Row:
    """The meetings of one participant, with who may have to make way for which of them."""

    def __init__(self, ways: _Ways, rows: Iterable[int], spent: Collection[int]) -> None:
        self.ways, self.spent = ways, spent
        self.seen: set[int] = set()
        self._shared: dict[int, set[int]] | None = None
        self.rows = list(rows)

    def costs(self, request: int, own: int) -> Iterator[tuple[int, int]]:
        ways = self.ways
        for slot in slots_of(ways.problem.domains[request]):
            if slot == ways.before[request]:
                yield slot, 0
            elif ways.let_off >> slot & 1:
                yield slot, own
            else:
                yield slot, own + self._charge(request, slot)

    def _charge(self, request: int, slot: int) -> int:
        blockers = self.ways.blockers(request, slot)
        self.seen |= blockers
        fresh = blockers - set(self.spent)
        is_full = self.ways.full >> slot & 1
        if not fresh:
            return is_full
        return 1 + max(self._further(request, each, slot) for each in fresh)

    def _further(self, request: int, blocker: int, slot: int) -> int:
        """1 where somebody else must make way for the blocker, wherever it goes."""
        ways, pair = self.ways, self.ways.problem.pairs[blocker]
        slots = ways.problem.domains[blocker] & ~(1 << slot) & ~ways.full
        busy = 0
        for participant in pair:
            busy |= ways.board.busy[participant] & ~ways.vacant.get(participant, 0)
        if slots & (ways.let_off | ~busy):
            return 0
        return int(all(self._is_blocked(request, blocker, each) for each in slots_of(slots)))

    def _is_blocked(self, request: int, blocker: int, slot: int) -> bool:
        others = self.ways.blockers(blocker, slot) - {blocker}
        return any(self.shared[each] == {request} for each in others if each not in self.spent)

    @property
    def shared(self) -> Mapping[int, set[int]]:
        """For which meetings each may have to make way, at first or second hand."""
        if self._shared is None:
            self._shared = {}
            for request in self.rows:
                for each in self._near(request):
                    self._shared.setdefault(each, set()).add(request)
            self.seen |= set(self._shared)
        return self._shared

    def _near(self, request: int) -> set[int]:
        ways = self.ways
        domains = ways.problem.domains
        first = {b: t for t in slots_of(domains[request]) for b in ways.blockers(request, t)}
        found = set(first)
        for blocker, slot in first.items():
            for other in slots_of(domains[blocker] & ~(1 << slot) & ~ways.full):
                found |= ways.blockers(blocker, other)
        return found

"""The free requests as a linear model; everything else on the board is a constant in it.

Where people walk between zones the counting needs the meetings beside the free ones as well: there `part`
cuts out a small instance and the model of `choosing.proof` stands for it.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from qiao.engines.timetabling.board import NOTHING, Board
from qiao.engines.timetabling.choosing.proof import Model
from qiao.engines.timetabling.repair.part import bounded_slots, cut_out

Expression = Any  # of CP-SAT, whose sums have no one type


@dataclass(frozen=True)
class Local:
    """`x`: request and slot to a literal, of the free requests alone, by their index in the whole instance;
    `breaks`: of each participant whom they concern, by the rule of the instance."""

    model: cp_model.CpModel
    x: Mapping[int, Mapping[int, Expression]]
    breaks: Mapping[int, Expression]

    def held(self, request: int) -> Expression:
        return sum(self.x.get(request, {}).values())

    def hint(self, slots: Mapping[int, int]) -> None:
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # no types there
        for request, mine in self.x.items():
            for slot, literal in mine.items():
                self.model.add_hint(literal, slots.get(request) == slot)


def model_of(board: Board, free: Collection[int]) -> Local:
    """Linear in the free requests times slots and the people they concern, plus what is held of a full slot's
    order; with walks also in what these people hold."""
    return _with_walks(board, free) if board.is_walked else _Builder(board, free).local()


def _with_walks(board: Board, free: Collection[int]) -> Local:
    part = cut_out(board, free)
    whole = Model(part.problem, dict.fromkeys(range(len(part.back)), None))
    x = {part.back[r]: whole.x.get(r, {}) for r in range(part.free)}
    for number, request in enumerate(part.back[part.free :], start=part.free):
        whole.model.add(whole.x[number][board.slot_of[request]] == 1)
    return Local(whole.model, x, dict(zip(part.people, whole.breaks.of, strict=False)))


class _Builder:
    def __init__(self, board: Board, free: Collection[int]) -> None:
        self.board, self.problem, self.free = board, board.problem, sorted(free)
        self.model = cp_model.CpModel()
        self.fixed = self._fixed()
        self.used = list(board.used)
        for request in self.free:
            if (slot := board.slot_of[request]) != NOTHING:
                self.used[slot] -= 1
        self.x = {r: self._request(r) for r in self.free}
        self.busy: dict[int, dict[int, list[Expression]]] = {p: {} for p in self.fixed}
        for request, mine in self.x.items():
            for participant in self.problem.pairs[request]:
                for slot, literal in mine.items():
                    self.busy[participant].setdefault(slot, []).append(literal)

    def local(self) -> Local:
        for slots in self.busy.values():
            for literals in slots.values():
                if len(literals) > 1:
                    self.model.add_at_most_one(literals)
        self._add_tables()
        for participant in self.busy:
            self._add_caps(participant)
        self._add_order()
        return Local(self.model, self.x, {p: self._breaks(p) for p in self.busy})

    def _fixed(self) -> dict[int, int]:
        """The slots in which each participant holds what is not free."""
        fixed: dict[int, int] = {}
        for request in self.free:
            for p in self.problem.pairs[request]:
                fixed.setdefault(p, self.board.busy[p])
        for request in self.free:
            if (slot := self.board.slot_of[request]) != NOTHING:
                for p in self.problem.pairs[request]:
                    fixed[p] &= ~(1 << slot)
        return dict(sorted(fixed.items()))

    def _request(self, request: int) -> dict[int, Expression]:
        a, b = self.problem.pairs[request]
        taken = self.fixed[a] | self.fixed[b]
        free = set(self.free)
        slots = [
            t for t in bounded_slots(self.board, request, free) if not taken >> t & 1 and self._has_table(t)
        ]
        mine = {t: self.model.new_bool_var("") for t in slots}
        if self.problem.is_due(self.problem.requests[request]):
            self.model.add_exactly_one(mine.values())
        elif len(mine) > 1:
            self.model.add_at_most_one(mine.values())
        return mine

    def _has_table(self, slot: int) -> bool:
        room = self.board.room[slot]
        return room is None or self.used[slot] < room

    def _add_tables(self) -> None:
        wanted: dict[int, list[Expression]] = {}
        for mine in self.x.values():
            for slot, literal in mine.items():
                wanted.setdefault(slot, []).append(literal)
        for slot, literals in wanted.items():
            room = self.board.room[slot]
            if room is not None and len(literals) > room - self.used[slot]:
                self.model.add(sum(literals) <= room - self.used[slot])

    def _add_caps(self, p: int) -> None:
        person, fixed, busy = self.problem.participants[p], self.fixed[p], self.busy[p]
        if person.max_meetings is not None:
            self._limit(busy, fixed, (1 << self.problem.slots) - 1, person.max_meetings)
        if person.max_per_day is not None:
            for day in self.board.day_masks:
                self._limit(busy, fixed, day, person.max_per_day)
        if person.max_run is not None:
            for first, last in self.problem.day_list:
                for begin in range(first, last - person.max_run + 1):
                    self._limit(busy, fixed, (2 << person.max_run) - 1 << begin, person.max_run)

    def _limit(self, busy: Mapping[int, list[Expression]], fixed: int, slots: int, most: int) -> None:
        here = [literal for t, literals in busy.items() if slots >> t & 1 for literal in literals]
        left = most - (fixed & slots).bit_count()
        if here and len(here) > left:
            self.model.add(sum(here) <= left)

    def _add_order(self) -> None:
        for request, mine in self.x.items():
            for other in self.board.earlier.get(request, ()):
                early = self.x.get(other, {})
                for slot, literal in mine.items():
                    self.model.add_at_most_one([literal, *(each for t, each in early.items() if t >= slot)])

    def _breaks(self, p: int) -> Expression:
        return sum(term for first, last in self.problem.day_list for term in self._terms(p, first, last))

    def _terms(self, p: int, first: int, last: int) -> Iterator[Expression]:
        """Runs of a day less one, over the slots that count: by rule ``wait`` those in which p can meet."""
        available = self.problem.available[p] if self.problem.break_rule == "wait" else -1
        here = [self._here(p, t) for t in range(first, last + 1) if available >> t & 1]
        for before, now in pairwise([0, *here]):
            yield self._start(before, now)
        if any(type(each) is int and each for each in here):
            yield -1
        elif literals := [each for each in here if type(each) is not int]:
            anything = self.model.new_bool_var("")
            self.model.add_max_equality(anything, literals)
            yield -anything

    def _here(self, p: int, slot: int) -> Expression:
        """Whether p is busy: 0, 1 or a literal."""
        literals = self.busy[p].get(slot, [])
        if self.fixed[p] >> slot & 1 or not literals:
            return self.fixed[p] >> slot & 1
        if len(literals) == 1:
            return literals[0]
        here = self.model.new_bool_var("")
        self.model.add(here == sum(literals))
        return here

    def _start(self, before: Expression, now: Expression) -> Expression:
        """Whether a run starts: now and not before."""
        is_constant = type(before) is int, type(now) is int
        if (is_constant[0] and before) or (is_constant[1] and not now):
            return 0
        if is_constant[0]:
            return now
        if is_constant[1]:
            return 1 - before
        start = self.model.new_bool_var("")
        self.model.add_bool_and([now, before.negated()]).only_enforce_if(start)
        self.model.add_bool_or([before, now.negated(), start])
        return start

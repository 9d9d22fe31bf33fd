"""Whether the requests that a conflict names can be held together, by a model of their own."""

import time
from collections.abc import Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from qiao.engines.timetabling.check.timetable import Frame
from qiao.engines.timetabling.problem import Request
from qiao.engines.timetabling.result import Conflict

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, IntVar

Finding = Literal["smallest", "unsatisfiable", "larger", "wrong", "open"]
_MOST = 200


def judge_conflict(frame: Frame, conflict: Conflict, time_limit: float) -> Finding:
    """``smallest``: the named requests cannot all be held, and without any one of them the others can;
    ``unsatisfiable``: they cannot, the rest was not shown; ``larger``: they cannot, nor can some of them;
    ``wrong``: they can, or one of them need not be held; ``open``: time ran out.

    Fairness and the limit of moved meetings are kept out: what cannot be held without them cannot with them.
    """
    due = {each.id for each in frame.due}
    named = [frame.requests[each] for each in dict.fromkeys(conflict.requests) if each in due]
    if not named or len(named) != len(set(conflict.requests)):
        return "open" if not conflict.requests else "wrong"
    ends = time.monotonic() + time_limit
    can_be_held = _can_be_held(frame, named, time_limit)
    if can_be_held is None:
        return "open"
    if can_be_held:
        return "open" if _has_more_rules(frame) else "wrong"
    if len(named) > _MOST:
        return "unsatisfiable"
    for left in combinations(named, len(named) - 1):
        can_be_held = _can_be_held(frame, left, ends - time.monotonic())
        if can_be_held is None:
            return "unsatisfiable"
        if not can_be_held:
            return "larger"
    return "smallest"


def _has_more_rules(frame: Frame) -> bool:
    return frame.problem.fairness is not None or frame.problem.max_moved is not None


def _can_be_held(frame: Frame, requests: Sequence[Request], seconds: float) -> bool | None:
    if not requests:
        return True
    if seconds <= 0:
        return None
    if not all(frame.possible[each.id] for each in requests):
        return False
    from ortools.sat.python import cp_model  # noqa: PLC0415 (slow import)

    model = cp_model.CpModel()
    _Model(frame, requests, model).add_rules()
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return True
    return False if status == cp_model.INFEASIBLE else None


class _Model:
    """One variable for each request and slot in which it could lie."""

    def __init__(self, frame: Frame, requests: Sequence[Request], model: "CpModel") -> None:
        self._frame, self._requests, self._model = frame, requests, model
        self._lies: dict[tuple[str, int], IntVar] = {
            (each.id, slot): model.new_bool_var("")
            for each in requests
            for slot in sorted(frame.possible[each.id])
        }

    def add_rules(self) -> None:
        for each in self._requests:
            self._model.add_exactly_one(self._lies[each.id, slot] for slot in frame_slots(self._frame, each))
        for slot in self._frame.day_of:
            tables = self._frame.tables_in(slot)
            if tables is not None:
                self._model.add(sum(self._in(self._requests, slot)) <= tables)
        self._add_orders()
        for who in self._frame.people:
            mine = [each for each in self._requests if who in (each.a, each.b)]
            if mine:
                self._add_day_of(who, mine)

    def _in(self, requests: Sequence[Request], slot: int) -> "list[IntVar]":
        return [self._lies[each.id, slot] for each in requests if (each.id, slot) in self._lies]

    def _add_orders(self) -> None:
        named = {each.id: each for each in self._requests}
        for each in self._requests:
            for earlier in each.after:
                if earlier in named:
                    self._model.add(self._slot_of(each) >= self._slot_of(named[earlier]) + 1)

    def _slot_of(self, request: Request) -> "IntVar":
        slots = frame_slots(self._frame, request)
        slot_of = self._model.new_int_var(slots[0], slots[-1], "")
        self._model.add(slot_of == sum(slot * self._lies[request.id, slot] for slot in slots))
        return slot_of

    def _add_day_of(self, who: str, mine: list[Request]) -> None:
        person, frame, model = self._frame.people[who], self._frame, self._model
        for slot in frame.day_of:
            model.add_at_most_one(self._in(mine, slot))
        if person.max_meetings is not None:
            model.add(len(mine) <= person.max_meetings)
        for day in frame.days:
            if person.max_per_day is not None:
                model.add(sum(lies for slot in day for lies in self._in(mine, slot)) <= person.max_per_day)
            if person.max_run is not None:
                for first in day[: -person.max_run]:
                    window = range(first, first + person.max_run + 1)
                    model.add(sum(lies for slot in window for lies in self._in(mine, slot)) <= person.max_run)
        for one in mine:
            for other in mine:
                if one.id != other.id:
                    self._add_way(mine, one, other)

    def _add_way(self, mine: list[Request], one: Request, other: Request) -> None:
        """After `one` there is time for the way to `other`, or another meeting between them."""
        frame = self._frame
        steps = frame.steps(frame.zone_of(one), frame.zone_of(other))
        for early in frame_slots(frame, one):
            for late in range(early + 1, early + steps + 1):
                if (other.id, late) in self._lies and frame.day_of[early] == frame.day_of[late]:
                    between = [lies for slot in range(early + 1, late) for lies in self._in(mine, slot)]
                    both = [self._lies[one.id, early].Not(), self._lies[other.id, late].Not()]
                    self._model.add_bool_or([*both, *between])


def frame_slots(frame: Frame, request: Request) -> list[int]:
    return sorted(frame.possible[request.id])

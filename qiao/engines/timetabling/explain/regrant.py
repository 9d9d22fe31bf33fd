"""The fewest edits that grant a request when meetings may move: one CP-SAT model for all edits at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    CpSolverStatus,
    IntVar,
)

from qiao.engines.timetabling.explain.asker import Asker
from qiao.engines.timetabling.explain.counting import single_edits
from qiao.engines.timetabling.explain.edit import Edit
from qiao.engines.timetabling.explain.rules import Rules
from qiao.engines.timetabling.explain.verify import is_verified
from qiao.engines.timetabling.problem import slots_of

TRIES = 40  # timetables looked at that only a rule of the whole timetable forbids
_FIRM = 1000  # one edit more weighs as much as this many grades of ease

Plain = tuple[tuple[Edit, ...], dict[int, int]]


@dataclass(frozen=True)
class Grant:
    """Edits and new slots that grant a request: verified. `moves` is None where nothing was found.

    Attributes
    ----------
    is_none : whether it is proved that no edits of those that were allowed grant it.
    """

    edits: tuple[Edit, ...] = ()
    moves: dict[int, int] | None = None
    is_none: bool = False


class Regrant:
    """The timetable with a request granted, meetings being moved and edits being made as need be.

    Only the `free` meetings move, so that what is proved holds only when every held meeting is free. A model
    is solved on one thread up to some deterministic seconds: the answer does not depend on the clock.
    """

    def __init__(self, asker: Asker, request: int, free: Iterable[int]) -> None:
        self._asker = asker
        self._model = _Model(asker, request, set(free))
        self._is_whole = self._model.free >= set(asker.plan.slot_of)

    def find_single(self, among: Sequence[tuple[Edit, ...]], effort: float) -> Grant:
        """The easiest of these single edits, or none at all where that is among them."""
        useless = {*self._model.literal} - {edit for edits in among for edit in edits}
        return self._find(effort, useless, 1)

    def find_least(self, effort: float) -> Grant:
        """The fewest edits, then the easiest, as far as they are found in the effort."""
        return self._find(effort, set(), len(self._model.literal))

    def _find(self, effort: float, useless: set[Edit], most: int) -> Grant:
        for _ in range(TRIES):
            status, found = self._model.solve(effort, useless, most)
            if found is None:
                return Grant(is_none=self._is_whole and status == INFEASIBLE)
            edits, moves = found
            if is_verified(self._asker.plan, edits, moves):
                return Grant(edits, moves)
            if self._asker.plan.problem.fairness is None:
                break
            self._model.forbid()
        return Grant()


class _Model:
    def __init__(self, asker: Asker, request: int, free: set[int]) -> None:
        self.plan, self.request, self.free = asker.plan, request, free
        self.pair = self.plan.problem.pairs[request]
        self.edits = self._edits(asker)
        self.rules = Rules(self.plan.problem, self._domains())
        self.literal = {edit: self.rules.cp.new_bool_var("") for edit in self.edits}
        self._bind_slots()
        self._bind_tables()
        self._bind_people()
        self._bind_order()
        self._bind_moved()
        cost = sum((_FIRM + edit.ease) * literal for edit, literal in self.literal.items())
        self.rules.cp.minimize(cost)
        for (each, slot), variable in self.rules.x.items():
            self.rules.cp.add_hint(variable, self.plan.slot_of.get(each) == slot)
        self._solver = CpSolver()

    def _edits(self, asker: Asker) -> list[Edit]:
        index = self.plan.problem.request_index
        return [
            edit
            for edit in single_edits(asker, self.request)
            if edit.kind != "give-up" or index[edit.request or ""] in self.free
        ]

    def _domains(self) -> dict[int, int]:
        """Where each meeting could lie with every edit made; fixed ones of the people concerned stay."""
        plan = self.plan
        people = {each for r in (*self.free, self.request) for each in plan.problem.pairs[r]}
        domains = {r: 1 << plan.slot_of[r] for each in people for r in plan.at[each].values()}
        for free in self.free:
            domains |= {
                r: 1 << plan.slot_of[r] for pair in plan.orders(free) for r in pair if r in plan.slot_of
            }
        domains |= {r: 1 << plan.slot_of[r] for r in self._ordered_with(self.request)}
        for request in (*self.free, self.request):
            mask = plan.usable if request == self.request else plan.window(request) & plan.usable
            for participant in plan.problem.pairs[request]:
                mask &= plan.usable if participant in self.pair else plan.available[participant]
            domains[request] = mask
        return dict(sorted(domains.items()))

    def _ordered_with(self, request: int) -> Iterator[int]:
        return (r for pair in self.plan.orders(request) for r in pair if r in self.plan.slot_of)

    def _find(self, kind: str, participant: int | None = None, slot: int | None = None) -> IntVar | None:
        return self._by_place.get((kind, participant, slot))

    def _find_limit(self, participant: int, kind: str) -> IntVar | None:
        return self._by_place.get((kind, participant, None))

    @cached_property
    def _by_place(self) -> dict[tuple[str, int | None, int | None], IntVar]:
        index = self.plan.problem.participant_index
        return {
            (edit.kind, None if edit.participant is None else index[edit.participant], edit.slot): literal
            for edit, literal in self.literal.items()
            if edit.kind not in ("order", "give-up")
        }

    @cached_property
    def _given_up(self) -> dict[int, IntVar]:
        index = self.plan.problem.request_index
        return {
            index[edit.request or ""]: literal
            for edit, literal in self.literal.items()
            if edit.kind == "give-up"
        }

    def _bind_slots(self) -> None:
        """Everything stays held but what is given up, and lies in a slot that is open or is opened."""
        rules, plan = self.rules, self.plan
        for request in rules.domains:
            given_up = self._given_up.get(request)
            rules.cp.add(rules.held(request) == (1 if given_up is None else 1 - given_up))
            for participant in plan.problem.pairs[request]:
                for slot in slots_of(rules.domains[request] & ~plan.available[participant]):
                    self._imply(request, slot, self._find("free", participant, slot))
        for slot in slots_of(rules.domains[self.request] & ~plan.window(self.request)):
            self._imply(self.request, slot, self._find("window", None, slot))

    def _imply(self, request: int, slot: int, literal: IntVar | None) -> None:
        if literal is not None:
            self.rules.cp.add_implication(self.rules.x[request, slot], literal)

    def _bind_tables(self) -> None:
        rules, plan = self.rules, self.plan
        if plan.problem.capacity is None:
            return
        left = list(plan.capacity)
        for request, slot in plan.slot_of.items():
            left[slot] -= request not in rules.domains
        for slot in slots_of(plan.usable):
            literals = [rules.x[r, slot] for r, mask in rules.domains.items() if mask >> slot & 1]
            more = self._find("table", None, slot)
            rules.limit(literals, left[slot] if more is None else left[slot] + more)

    def _bind_people(self) -> None:
        """Limits of those whose meetings may move; the others keep what they have."""
        for who in {each for r in (*self.free, self.request) for each in self.plan.problem.pairs[r]}:
            self.rules.keep_limits(who, partial(self._find_limit, who))

    def _bind_order(self) -> None:
        index, names = self.plan.problem.request_index, self.plan.problem.requests
        waived = {
            (index[edit.earlier or ""], index[edit.request or ""]): literal
            for edit, literal in self.literal.items()
            if edit.kind == "order"
        }
        for later in self.rules.domains:
            for name in names[later].after:
                earlier = index[name]
                if earlier in self.rules.domains:
                    self.rules.order(earlier, later, waived.get((earlier, later)))

    def _bind_moved(self) -> None:
        problem, rules = self.plan.problem, self.rules
        if problem.max_moved is None:
            return
        moved: list[IntVar] = []
        left = problem.max_moved
        for name, before in (problem.previous or {}).items():
            request = problem.request_index.get(name, -1)
            if request in rules.domains:
                slots = slots_of(rules.domains[request])
                moved += [rules.x[request, slot] for slot in slots if slot != before]
            else:
                left -= self.plan.slot_of.get(request, before) != before
        rules.limit(moved, left)

    @cached_property
    def _moved(self) -> list[IntVar]:
        return [
            self.rules.x[request, slot]
            for request in self.free
            for slot in slots_of(self.rules.domains[request])
            if slot != self.plan.slot_of[request]
        ]

    def solve(self, effort: float, useless: set[Edit], most: int) -> tuple[CpSolverStatus, Plain | None]:
        """The least edits first, with its status; then, with these, the fewest moves that are found."""
        parameters = self._solver.parameters
        parameters.num_workers = 1
        parameters.max_deterministic_time = effort
        narrow = self.rules.cp.clone()
        narrow.add(sum(self._in(narrow, literal) for literal in self.literal.values()) <= most)
        for edit in useless:
            narrow.add(self._in(narrow, self.literal[edit]) == 0)
        status = self._solver.solve(narrow)
        if status not in (OPTIMAL, FEASIBLE):
            return status, None
        answer = self._read()
        calm = self.rules.cp.clone()
        for edit, literal in self.literal.items():
            calm.add(self._in(calm, literal) == (edit in answer[0]))
        calm.minimize(sum(self._in(calm, literal) for literal in self._moved))
        if self._solver.solve(calm) in (OPTIMAL, FEASIBLE):
            answer = self._read()
        return status, answer

    @staticmethod
    def _in(model: CpModel, literal: IntVar) -> IntVar:
        """The variable of the same number in a clone."""
        found: IntVar = model.get_bool_var_from_proto_index(literal.index)
        return found

    def _read(self) -> tuple[tuple[Edit, ...], dict[int, int]]:
        edits = tuple(edit for edit, literal in self.literal.items() if self._solver.value(literal))
        slots = {r: slot for (r, slot), literal in self.rules.x.items() if self._solver.value(literal)}
        return edits, {r: slot for r, slot in slots.items() if self.plan.slot_of.get(r) != slot}

    def forbid(self) -> None:
        """This one timetable is out, whichever rule of the whole it breaks."""
        every: Sequence[IntVar] = [*self.rules.x.values(), *self.literal.values()]
        self.rules.cp.add_bool_or([~literal if self._solver.value(literal) else literal for literal in every])

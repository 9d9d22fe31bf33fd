"""The peers of the benchmark of all-held timetables: the definition written down plainly, twice.

Neither narrows domains, counts participants alone, or starts from a bound: both are what a careful reader of
Bofill et al. (JAIR 74, 2022, section 2) would write first.
"""

import threading
import time
from itertools import combinations

from ortools.sat.python import cp_model
from pysat.card import CardEnc, EncType
from pysat.formula import CNF, IDPool
from pysat.solvers import Cadical153

from qiao.engines.timetabling.problem import Problem, slots_of

Answer = tuple[str, int | None]
"""``optimal``, ``infeasible``, ``feasible`` or ``unknown``, and the breaks of the best found."""


class PlainFormula:
    """One variable for each meeting and slot, one for each participant and slot, one for each break."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.pool, self.cnf = problem, IDPool(), CNF()
        self.breaks: list[int] = []
        for request, mask in enumerate(problem.domains):
            lies = [self.lies(request, slot) for slot in slots_of(mask)]
            self.cnf.append(lies)
            self.cnf.extend([-one, -other] for one, other in combinations(lies, 2))
        self._fill()
        for participant in range(len(problem.participants)):
            self._describe(participant)
        for later, wish in enumerate(problem.requests):
            for earlier in wish.after:
                self._order(problem.request_index[earlier], later)
        self._share()

    def lies(self, request: int, slot: int) -> int:
        return int(self.pool.id(("lies", request, slot)))

    def _fill(self) -> None:
        if self.problem.capacity is None:
            return
        for slot, tables in enumerate(self.problem.capacity):
            there = [self.lies(r, slot) for r, mask in enumerate(self.problem.domains) if mask >> slot & 1]
            self._at_most(there, tables)

    def _at_most(self, literals: list[int], most: int) -> None:
        if most < len(literals):
            encoded = CardEnc.atmost(literals, most, vpool=self.pool, encoding=EncType.seqcounter)
            self.cnf.extend(encoded.clauses)

    def _describe(self, participant: int) -> None:
        mine = [number for number, pair in enumerate(self.problem.pairs) if participant in pair]
        before: list[tuple[int, int]] = []
        for slot in range(self.problem.slots):
            there = [self.lies(each, slot) for each in mine if self.problem.domains[each] >> slot & 1]
            busy, since = (
                self.pool.id(("busy", participant, slot)),
                self.pool.id(("since", participant, slot)),
            )
            self.cnf.extend([-one, -other] for one, other in combinations(there, 2))
            self.cnf.append([-busy, *there])
            self.cnf.extend([-each, busy] for each in there)
            earlier = [before[-1][1]] if before else []
            self.cnf.extend([[-busy, since], *([-each, since] for each in earlier), [-since, busy, *earlier]])
            if len(before) > 1:
                ends = self.pool.id(("break", participant, slot))
                met, last = before[-2][1], before[-1][0]
                self.cnf.extend([[-busy, last, -met, ends], [-ends, busy], [-ends, -last], [-ends, met]])
                self.breaks.append(ends)
            before.append((busy, since))

    def _order(self, earlier: int, later: int) -> None:
        for early in slots_of(self.problem.domains[earlier]):
            for late in slots_of(self.problem.domains[later]):
                if late <= early:
                    self.cnf.append([-self.lies(earlier, early), -self.lies(later, late)])

    def _share(self) -> None:
        """Breaks of two participants differ by at most so many: their sorted counts are compared."""
        fairness, slots = self.problem.fairness, self.problem.slots
        if fairness is None:
            return
        counts = []
        for participant in range(len(self.problem.participants)):
            literals = [self.pool.id(("break", participant, slot)) for slot in range(2, slots)]
            counts.append(self._sorted(literals))
        for one in counts:
            for other in counts:
                for level in range(len(one) - fairness):
                    self.cnf.append([-one[level + fairness], other[level]])

    def _sorted(self, literals: list[int]) -> list[int]:
        """Output j is true exactly where more than j of the literals are, by a full sequential counter."""
        row: list[int] = []
        for literal in literals:
            now = [int(self.pool.id()) for _ in range(len(row) + 1)]
            for place, out in enumerate(now):
                same = [row[place]] if place < len(row) else []
                less = [row[place - 1]] if place else []
                self.cnf.extend([[-each, out] for each in same])
                self.cnf.append([*(-each for each in less), -literal, out])
                self.cnf.append([-out, *same, literal])
                self.cnf.extend([[-out, *same, each] for each in less])
            row = now
        return row


def solve_plain_formula(problem: Problem, seconds: float) -> Answer:
    """Descending search: any timetable, then one break fewer until none is left. `seconds` are of CPU."""
    began, best = time.process_time(), None
    formula = PlainFormula(problem)
    clauses = list(formula.cnf.clauses)
    while True:
        bounded = list(clauses)
        if best is not None:
            bounded += CardEnc.atmost(
                formula.breaks, best - 1, top_id=formula.pool.top, encoding=EncType.seqcounter
            ).clauses
        with Cadical153(bootstrap_with=bounded) as solver:
            answer = None
            while answer is None and time.process_time() - began < seconds:
                solver.conf_budget(2_000)
                answer = solver.solve_limited()
            if answer is None:
                return ("unknown" if best is None else "feasible"), best
            if not answer:
                return ("infeasible" if best is None else "optimal"), best
            true = {literal for literal in solver.get_model() if literal > 0}
            best = sum(each in true for each in formula.breaks)
        if best == 0:
            return "optimal", 0


def solve_plain_model(problem: Problem, seconds: float) -> Answer:
    """The same definition as a CP-SAT model on two workers; `seconds` are of CPU of both together."""
    model = cp_model.CpModel()
    lies = {
        (request, slot): model.new_bool_var("")
        for request, mask in enumerate(problem.domains)
        for slot in slots_of(mask)
    }
    for request, mask in enumerate(problem.domains):
        model.add_exactly_one(lies[request, slot] for slot in slots_of(mask))
    if problem.capacity is not None:
        for slot, tables in enumerate(problem.capacity):
            model.add(sum(each for (_r, there), each in lies.items() if there == slot) <= tables)
    breaks = _add_breaks(model, problem, lies)
    for later, wish in enumerate(problem.requests):
        for earlier in wish.after:
            early = sum(
                slot * each for (r, slot), each in lies.items() if r == problem.request_index[earlier]
            )
            model.add(early + 1 <= sum(slot * each for (r, slot), each in lies.items() if r == later))
    if problem.fairness is not None:
        most, least = model.new_int_var(0, problem.slots, ""), model.new_int_var(0, problem.slots, "")
        for mine in breaks:
            model.add(sum(mine) <= most)
            model.add(sum(mine) >= least)
        model.add(most - least <= problem.fairness)
    model.minimize(sum(each for mine in breaks for each in mine))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    status = solve_within(solver, model, seconds)
    if status == cp_model.INFEASIBLE:
        return "infeasible", None
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return ("optimal" if status == cp_model.OPTIMAL else "feasible"), round(solver.objective_value)
    return "unknown", None


def solve_within(solver: cp_model.CpSolver, model: cp_model.CpModel, seconds: float) -> int:
    """Stops at so many seconds of CPU, however few of them a busy machine gives in a second of the clock."""
    began, has_ended = time.process_time(), threading.Event()

    def watch() -> None:
        while not has_ended.wait(0.05):
            if time.process_time() - began >= seconds:
                solver.stop_search()

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return int(solver.solve(model))
    finally:
        has_ended.set()
        watcher.join()


def _add_breaks(
    model: cp_model.CpModel, problem: Problem, lies: dict[tuple[int, int], cp_model.IntVar]
) -> list[list[cp_model.IntVar]]:
    breaks = []
    for participant in range(len(problem.participants)):
        mine = [number for number, pair in enumerate(problem.pairs) if participant in pair]
        busy = [model.new_bool_var("") for _ in range(problem.slots)]
        since = [model.new_bool_var("") for _ in range(problem.slots)]
        ends = [model.new_bool_var("") for _ in range(2, problem.slots)]
        for slot in range(problem.slots):
            model.add(sum(lies[each, slot] for each in mine if (each, slot) in lies) == busy[slot])
            model.add_max_equality(since[slot], busy[: slot + 1])
        for slot, end in enumerate(ends, 2):
            # a break ends here: busy now, not just before, but earlier
            model.add_bool_or(~busy[slot], busy[slot - 1], ~since[slot - 2], end)
            for needed in (busy[slot], ~busy[slot - 1], since[slot - 2]):
                model.add_implication(end, needed)
        breaks.append(ends)
    return breaks

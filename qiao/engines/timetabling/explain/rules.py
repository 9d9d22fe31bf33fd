"""The rules of an instance as a CP-SAT model over some of its requests, for exact answers on few meetings."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from ortools.sat.python.cp_model import CpModel, IntVar, LinearExprT

from qiao.engines.timetabling.problem import Problem, slots_of

Cell = tuple[int, int]


def _nothing(_kind: str) -> None:
    return None


def _widened(limit: int, literal: IntVar | None) -> LinearExprT:
    return limit if literal is None else limit + literal


class Rules:
    """Literals ``x[r, s]``: request *r* lies in slot *s*, and the rules between them.

    Parameters
    ----------
    domains : the requests that take part, and the slots in which each may lie (as masks).
    """

    def __init__(self, problem: Problem, domains: Mapping[int, int]) -> None:
        self.problem = problem
        self.cp = CpModel()
        self.domains = domains
        self.x: dict[Cell, IntVar] = {
            (request, slot): self.cp.new_bool_var("")
            for request, mask in domains.items()
            for slot in slots_of(mask)
        }
        self.of_participant: dict[int, list[int]] = defaultdict(list)
        for request in domains:
            for participant in problem.pairs[request]:
                self.of_participant[participant].append(request)
        for slots in self.busy.values():
            for there in slots.values():
                self.cp.add_at_most_one(there)

    @cached_property
    def busy(self) -> dict[int, dict[int, list[IntVar]]]:
        """For each participant and slot the literals that say they are busy; at most one is true."""
        return {participant: self._by_slot(requests) for participant, requests in self.of_participant.items()}

    def _by_slot(self, requests: Iterable[int]) -> dict[int, list[IntVar]]:
        found: dict[int, list[IntVar]] = defaultdict(list)
        for request in requests:
            for slot in slots_of(self.domains[request]):
                found[slot].append(self.x[request, slot])
        return dict(sorted(found.items()))

    def held(self, request: int) -> LinearExprT:
        """1 where the request is held, else 0."""
        return sum(self.x[request, slot] for slot in slots_of(self.domains[request]))

    def during(self, participant: int, slots: Iterable[int]) -> list[IntVar]:
        """The participant's literals in these slots."""
        mine = self.busy.get(participant, {})
        return [literal for slot in slots for literal in mine.get(slot, ())]

    def limit(self, literals: Iterable[IntVar], most: LinearExprT) -> None:
        self.cp.add(sum(literals) <= most)

    def keep_limits(self, participant: int, more: Callable[[str], IntVar | None] = _nothing) -> None:
        """The participant's caps, runs and ways; `more` gives the literal that adds one to a limit, if any.

        Only for participants of whom every meeting takes part.
        """
        person = self.problem.participants[participant]
        if person.max_meetings is not None:
            everything = self.during(participant, range(self.problem.slots))
            self.limit(everything, _widened(person.max_meetings, more("meetings")))
        if person.max_per_day is not None:
            for first, last in self.problem.day_list:
                today = self.during(participant, range(first, last + 1))
                self.limit(today, _widened(person.max_per_day, more("day")))
        if person.max_run is not None:
            self._limit_runs(participant, person.max_run, more("run"))
        self._walk(participant)

    def _limit_runs(self, participant: int, run: int, more: IntVar | None) -> None:
        for first, last in self.problem.day_list:
            for start in range(first, last - run + 1):
                self.limit(self.during(participant, range(start, start + run + 1)), _widened(run, more))
                if more is not None and start + run + 1 <= last:
                    self.limit(self.during(participant, range(start, start + run + 2)), run + 1)

    def order(self, earlier: int, later: int, waived: IntVar | None = None) -> None:
        """The second in a strictly later slot wherever both are held."""
        for slot in slots_of(self.domains[earlier]):
            literals = [self.x[later, each] for each in slots_of(self.domains[later]) if each <= slot]
            if literals:
                self.limit([self.x[earlier, slot], *literals], _widened(1, waived))

    def _walk(self, participant: int) -> None:
        """Two meetings with fewer free slots between than the way needs have another one between them."""
        if not self.problem.travel:
            return
        zones = self._by_zone(participant)
        for (zone, early), (other, late), between in self._pairs(zones):
            if len(between) < self.problem.walk(zone, other):
                literals = [*zones[zone, early], *zones[other, late]]
                inner: LinearExprT = sum(self.during(participant, between))
                self.limit(literals, 1 + inner)

    def _by_zone(self, participant: int) -> dict[tuple[str | None, int], list[IntVar]]:
        found: dict[tuple[str | None, int], list[IntVar]] = defaultdict(list)
        for request in self.of_participant[participant]:
            for slot in slots_of(self.domains[request]):
                found[self.problem.zones[request], slot].append(self.x[request, slot])
        return found

    def _pairs(
        self, cells: Iterable[tuple[str | None, int]]
    ) -> Iterator[tuple[tuple[str | None, int], tuple[str | None, int], range]]:
        """Pairs of zone and slot on one day, the earlier first, with the slots between."""
        for first, last in self.problem.day_list:
            today = [each for each in cells if first <= each[1] <= last]
            for early in today:
                for late in today:
                    if early[1] < late[1]:
                        yield early, late, range(early[1] + 1, late[1])

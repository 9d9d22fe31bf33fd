"""Where each request lies, as a formula: all rules but breaks and fairness.

``lies[r, t]``: request r lies in slot t. ``busy[p, t]``: participant p meets in slot t.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import product

from qiao.engines.timetabling.exact.domains import arcs_of, groups_of
from qiao.engines.timetabling.exact.formula import Formula
from qiao.engines.timetabling.problem import Problem, slots_of

Rule = tuple[str, tuple[int, ...]]


class Placing:
    """The formula of a timetable of given requests within their domains.

    Parameters
    ----------
    domains : request index to the mask of its slots.
    optional : requests among them that may lie nowhere.
    is_judged : every rule and every request gets a literal on which it depends (`rules`, `held`), so that a
        solver can be asked for those that cannot hold together. What is not held then lies nowhere.
    """

    def __init__(
        self,
        problem: Problem,
        domains: Mapping[int, int],
        *,
        optional: Collection[int] = (),
        is_judged: bool = False,
    ) -> None:
        self.problem, self.domains, self.optional = problem, domains, optional
        self.formula = Formula()
        self.lies: dict[tuple[int, int], int] = {}
        self.busy: dict[tuple[int, int], int] = {}
        self.rules: dict[Rule, int] = {}
        self.held: dict[int, int] = {}
        self.groups = groups_of(problem, domains)
        self._is_judged = is_judged
        for request in domains:
            self._place(request)
        for participant, group in sorted(self.groups.items()):
            self._join(participant, group)
            self._limit(participant)
            self._walk(participant, group)
        for earlier, later in arcs_of(problem, domains):
            with self._rule("order", earlier, later):
                self._order(earlier, later)
        if problem.capacity is not None:
            for slot, tables in enumerate(problem.capacity):
                with self._rule("tables", slot):
                    self._fill(slot, tables)

    def slots_in(self, model: Sequence[int]) -> dict[int, int]:
        """Request to slot in a model, given as its literals; a variable in no clause may be missing there."""
        true = {literal for literal in model if literal > 0}
        return {request: slot for (request, slot), literal in self.lies.items() if literal in true}

    @contextmanager
    def _rule(self, kind: str, *what: int) -> Iterator[None]:
        if not self._is_judged:
            yield
            return
        literal = self.rules.setdefault((kind, what), 0) or self.formula.fresh()
        self.rules[kind, what] = literal
        with self.formula.guarded_by(literal):
            yield

    def _place(self, request: int) -> None:
        literals = []
        for slot in slots_of(self.domains[request]):
            self.lies[request, slot] = self.formula.fresh()
            literals.append(self.lies[request, slot])
        self.formula.at_most_one(literals)
        if request in self.optional:
            return
        if not self._is_judged:
            self.formula.add(*literals)
            return
        held = self.held[request] = self.formula.fresh()
        self.formula.add(-held, *literals)
        for each in literals:
            self.formula.add(-each, held)

    def _join(self, participant: int, group: Sequence[int]) -> None:
        """The participant is busy where one of its requests lies, and there is one at most."""
        for slot in slots_of(self._union(group)):
            literals = [self.lies[each, slot] for each in group if (each, slot) in self.lies]
            self.busy[participant, slot] = self._any_of(literals)
        with self._rule("place", participant):
            for slot in slots_of(self._union(group)):
                self.formula.at_most_one(
                    [self.lies[each, slot] for each in group if (each, slot) in self.lies]
                )

    def _union(self, group: Sequence[int]) -> int:
        union = 0
        for each in group:
            union |= self.domains[each]
        return union

    def _any_of(self, literals: Sequence[int]) -> int:
        """A literal that is true exactly where one of these is."""
        if len(literals) == 1:
            return literals[0]
        some = self.formula.fresh()
        self.formula.add(-some, *literals)
        for each in literals:
            self.formula.add(-each, some)
        return some

    def busy_in(self, participant: int, slots: range) -> list[int]:
        return [self.busy[participant, slot] for slot in slots if (participant, slot) in self.busy]

    def _limit(self, participant: int) -> None:
        person = self.problem.participants[participant]
        if person.max_meetings is not None:
            with self._rule("most", participant):
                self.formula.at_most(self._meetings(participant), person.max_meetings)
        for first, last in self.problem.day_list:
            if person.max_per_day is not None:
                with self._rule("day", participant):
                    self.formula.at_most(
                        self.busy_in(participant, range(first, last + 1)), person.max_per_day
                    )
            if person.max_run is not None:
                with self._rule("run", participant):
                    for start in range(first, last + 1 - person.max_run):
                        window = self.busy_in(participant, range(start, start + person.max_run + 1))
                        self.formula.at_most(window, person.max_run)

    def _meetings(self, participant: int) -> list[int]:
        """Literals of which as many are true as the participant has meetings; judged, it may have several at
        once."""
        if not self._is_judged:
            return self.busy_in(participant, range(self.problem.slots))
        pairs = self.problem.pairs
        return [lies for (each, _slot), lies in self.lies.items() if participant in pairs[each]]

    def _walk(self, participant: int, group: Sequence[int]) -> None:
        """Two meetings of a day with too few slots for the walk have another between them."""
        zones: dict[str | None, list[int]] = {}
        for each in group:
            zones.setdefault(self.problem.zones[each], []).append(each)
        for one, other in product(zones, zones):
            walk = self.problem.walk(one, other)
            if walk:
                with self._rule("walk", participant):
                    self._keep_way(participant, zones[one], zones[other], walk)

    def _keep_way(self, participant: int, ones: Sequence[int], others: Sequence[int], walk: int) -> None:
        for first, last in self.problem.day_list:
            for early in range(first, last + 1):
                for late in range(early + 1, min(early + walk, last) + 1):
                    between = self.busy_in(participant, range(early + 1, late))
                    for one, other in product(ones, others):
                        if one != other and (one, early) in self.lies and (other, late) in self.lies:
                            self.formula.add(-self.lies[one, early], -self.lies[other, late], *between)

    def _order(self, earlier: int, later: int) -> None:
        """``since``: the later one lies in this slot or before, so that the earlier one may not from here."""
        before = 0
        for slot in slots_of(self.domains[earlier] | self.domains[later]):
            since = self.formula.fresh()
            if before:
                self.formula.add(-before, since)
            if (later, slot) in self.lies:
                self.formula.add(-self.lies[later, slot], since)
            if (earlier, slot) in self.lies:
                self.formula.add(-self.lies[earlier, slot], -since)
            before = since

    def _fill(self, slot: int, tables: int) -> None:
        """At most so many meetings, or twice as many busy participants where fewer are free than busy: the
        counter of the few free ones is the smaller and the stronger where halls are full."""
        lies = [literal for (_request, there), literal in self.lies.items() if there == slot]
        busy = [literal for (_person, there), literal in self.busy.items() if there == slot]
        if min(len(lies), len(busy) // 2) <= tables and not self._is_judged:
            return
        if 4 * tables > len(busy) and not self._is_judged:
            self.formula.at_most(busy, 2 * tables)
        else:
            self.formula.at_most(lies, tables)

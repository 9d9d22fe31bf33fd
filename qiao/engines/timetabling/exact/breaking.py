"""The breaks of a timetable as literals of its formula."""

from collections.abc import Sequence
from itertools import product

from qiao.engines.timetabling.exact.formula import Truth
from qiao.engines.timetabling.exact.person import Person, is_break
from qiao.engines.timetabling.exact.placing import Placing


class Breaking(Placing):
    """`Placing`, with a literal for each break that a participant could have."""

    def breaks_of(self, person: Person, met: Sequence[Truth] = ()) -> list[int]:
        """Literals, each true exactly where one break of the participant is. `met`: what is known already of
        its first places, whether it has met on that day by then."""
        literals: list[int] = []
        begun = self._begun(person, met)
        for place in range(1, len(person.slots)):
            if person.excused:
                literals += self._walked_breaks(person, place)
            else:
                literals += self._break_before(person, place, begun)
        return literals

    def _begun(self, person: Person, met: Sequence[Truth]) -> list[Truth]:
        begun = list(met)
        for place in range(len(begun), len(person.slots)):
            is_new = not place or person.days[place] != person.days[place - 1]
            begun.append(
                self._either(False if is_new else begun[-1], self.busy[person.number, person.slots[place]])
            )
        return begun

    def _either(self, one: Truth, other: int) -> int:
        if one is False:
            return other
        both = self.formula.fresh()
        self.formula.imply([one], [both])
        self.formula.imply([other], [both])
        self.formula.imply([both], [one, other])
        return both

    def _break_before(self, person: Person, place: int, begun: Sequence[Truth]) -> list[int]:
        """A break before a meeting: met earlier on the day, and not in the slots from where none would be."""
        far = [each for each in self._earlier(person, place) if self._is_break(person, each, place, 0)]
        if not far:
            return []
        near = [self.busy[person.number, person.slots[each]] for each in range(far[-1] + 1, place)]
        busy = self.busy[person.number, person.slots[place]]
        return [self._all_of([busy, begun[far[-1]], *(-each for each in near)])]

    def _walked_breaks(self, person: Person, place: int) -> list[int]:
        """A literal for each earlier meeting and pair of zones from which the way leaves slots to spare."""
        literals = []
        zones = sorted({self.problem.zones[each] or "" for each in person.requests})
        for early, one, other in product(self._earlier(person, place), zones, zones):
            if self._is_break(person, early, place, self.problem.walk(one, other)):
                ends = [self._in_zone(person, one, early), self._in_zone(person, other, place)]
                between = [-self.busy[person.number, person.slots[each]] for each in range(early + 1, place)]
                if all(ends):
                    literals.append(self._all_of([*ends, *between]))
        return literals

    def _in_zone(self, person: Person, zone: str, place: int) -> int:
        """Whether the participant meets there then; 0 where it cannot."""
        slot = person.slots[place]
        literals = [
            self.lies[each, slot]
            for each in person.requests
            if (self.problem.zones[each] or "") == zone and (each, slot) in self.lies
        ]
        return self._any_of(literals) if literals else 0

    def _earlier(self, person: Person, place: int) -> list[int]:
        return [each for each in range(place) if person.days[each] == person.days[place]]

    def _is_break(self, person: Person, early: int, late: int, walk: int) -> bool:
        return is_break(self.problem, person, person.slots[early], person.slots[late], walk)

    def _all_of(self, literals: Sequence[Truth]) -> int:
        """A literal that is true exactly where all these are."""
        both = self.formula.fresh()
        known = [each for each in literals if each is not True]
        for each in known:
            self.formula.imply([both], [each])
        self.formula.imply(known, [both])
        return both

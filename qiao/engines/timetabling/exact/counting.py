"""A timetable with at most so many breaks, as a formula.

What makes it fast: a participant who can do without a break, where none may be spared, meets in one block,
which one variable for each slot describes ("has begun"); all others have a counter over their slots, pinned
by the meetings that cannot lie elsewhere. Only breaks beyond the fewest of each are counted.
"""

from collections.abc import Mapping
from itertools import product

from qiao.engines.timetabling.exact.formula import Truth
from qiao.engines.timetabling.exact.person import Person, blocks_of, fewest_breaks, is_break, person_of
from qiao.engines.timetabling.exact.placing import Placing
from qiao.engines.timetabling.problem import Problem


class Counting(Placing):
    """The formula of a timetable of given requests with at most `most` breaks, None for as many as may be.

    ``fewest`` holds the fewest breaks of each participant who has requests, so that no timetable has less
    than their sum. `Problem.fairness` is kept.
    """

    def __init__(self, problem: Problem, domains: Mapping[int, int], most: int | None) -> None:
        super().__init__(problem, domains)
        self.people = [
            person_of(problem, number, group, domains) for number, group in sorted(self.groups.items())
        ]
        self.fewest = [fewest_breaks(problem, each) or 0 for each in self.people]
        self._most, self._slack = most, None if most is None else most - sum(self.fewest)
        self._is_fair = problem.fairness is not None and bool(problem.participants)
        if self._slack is not None and self._slack < 0:
            self.formula.add()
        elif self._slack is not None or self._is_fair:
            self._count_all()

    def _count_all(self) -> None:
        breaks: list[list[int]] = []
        for person, low in zip(self.people, self.fewest, strict=True):
            if self._slack == 0 and low == 0 and not person.excused and len(set(person.days)) == 1:
                self._block(person)
                breaks.append([])
            else:
                breaks.append(self._breaks_of(person))
        tops = self._limit_breaks(breaks)
        extras: list[int] = []
        for literals, low, top in zip(breaks, self.fewest, tops, strict=True):
            counted = self.formula.count(literals, top + 1)
            if len(counted) > top:
                self.formula.add(-counted[top])
            extras += counted[low:top]
        if self._slack is not None and self._slack < len(extras):
            self.formula.add(-self.formula.count(extras, self._slack + 1)[self._slack])

    def _limit_breaks(self, breaks: list[list[int]]) -> list[int]:
        """The most breaks that each participant may have, by what may be spared and by fairness."""
        tops = [
            len(literals) if self._slack is None else min(len(literals), low + self._slack)
            for literals, low in zip(breaks, self.fewest, strict=True)
        ]
        fairness = self.problem.fairness
        if fairness is None:
            return tops
        least = self._level(breaks)
        if least:
            self._share(breaks, fairness, least)
        return [min(top, fairness + least) for top in tops]

    def _level(self, breaks: list[list[int]]) -> int:
        """So many breaks everyone may have at the same time, at most."""
        everyone = len(self.problem.participants)
        if len(breaks) < everyone:
            return 0
        level = min(map(len, breaks), default=0)
        return level if self._most is None else min(level, self._most // everyone)

    def _share(self, breaks: list[list[int]], fairness: int, level: int) -> None:
        """Where one participant has `fairness` more breaks than j, everyone has at least j."""
        for least in range(1, level + 1):
            everyone = self.formula.fresh()
            for literals in breaks:
                counted = self.formula.count(literals, fairness + least)
                if len(counted) >= fairness + least:
                    self.formula.add(-counted[fairness + least - 1], everyone)
                with self.formula.guarded_by(everyone):
                    self.formula.at_least(literals, least)

    def _block(self, person: Person) -> None:
        degree, starts = len(person.requests), set(blocks_of(self.problem, person))
        if not starts:
            self.formula.add()
        begun: list[Truth] = []
        for place in range(len(person.slots)):
            before = begun[-1] if begun else False
            if place >= max(starts, default=0):
                begun.append(True)
            elif place in starts:
                begun.append(self.formula.fresh())
                self.formula.imply([before], [begun[-1]])
            else:
                begun.append(before)
        for place, slot in enumerate(person.slots):
            busy = self.busy[person.number, slot]
            ended = begun[place - degree] if place >= degree else False
            self.formula.imply([busy], [begun[place]])
            self.formula.imply([busy, ended], [])
            self.formula.imply([begun[place]], [ended, busy])

    def _count(self, person: Person) -> list[list[Truth]]:
        """Row i, place j: more than j of the meetings lie in the first i + 1 slots."""
        degree, formula = len(person.requests), self.formula
        before: list[Truth] = [False] * degree
        rows = []
        for place, slot in enumerate(person.slots):
            busy = self.busy[person.number, slot]
            now: list[Truth] = [
                True if count < person.least[place] else count < person.most[place] and formula.fresh()
                for count in range(degree)
            ]
            for count, (same, register) in enumerate(zip(before, now, strict=True)):
                less = before[count - 1] if count else True
                formula.imply([same], [register])
                formula.imply([less, busy], [register])
                formula.imply([register], [same, busy])
                formula.imply([register], [same, less])
            rows.append(now)
            before = now
        return rows

    def _breaks_of(self, person: Person) -> list[int]:
        """Literals, each true exactly where one break of the participant is."""
        if len(person.requests) < 2:
            return []
        first_day = person.days[0]
        met = [row[0] for row in self._count(person)]
        literals: list[int] = []
        since: Truth = False
        begun: list[Truth] = []
        for place, slot in enumerate(person.slots):
            if person.days[place] == first_day:
                begun.append(met[place])
                continue
            is_new = person.days[place] != person.days[place - 1]
            since = self._either(False if is_new else since, self.busy[person.number, slot])
            begun.append(since)
        for place in range(1, len(person.slots)):
            if person.excused:
                literals += self._walked_breaks(person, place)
            else:
                literals += self._break_before(person, place, begun)
        return literals

    def _either(self, one: Truth, other: int) -> int:
        if one is False:
            return other
        both = self.formula.fresh()
        self.formula.imply([one], [both])
        self.formula.imply([other], [both])
        self.formula.imply([both], [one, other])
        return both

    def _break_before(self, person: Person, place: int, begun: list[Truth]) -> list[int]:
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

    def _all_of(self, literals: list[Truth]) -> int:
        """A literal that is true exactly where all these are."""
        both = self.formula.fresh()
        known = [each for each in literals if each is not True]
        for each in known:
            self.formula.imply([both], [each])
        self.formula.imply(known, [both])
        return both

"""A timetable with at most so many breaks, as a formula.

What makes it fast: a participant who can do without a break, where none may be spared, meets in one block,
which one variable for each slot describes ("has begun"); all others have a counter over their slots, pinned
by the meetings that cannot lie elsewhere. Only breaks beyond the fewest of each are counted.
"""

from collections.abc import Mapping

from qiao.engines.timetabling.exact.breaking import Breaking
from qiao.engines.timetabling.exact.formula import Truth
from qiao.engines.timetabling.exact.person import Person, blocks_of, fewest_breaks, person_of
from qiao.engines.timetabling.problem import Problem


class Counting(Breaking):
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
        if len(person.requests) < 2:
            return []
        today = person.days.count(person.days[0])
        return self.breaks_of(person, [row[0] for row in self._count(person)[:today]])

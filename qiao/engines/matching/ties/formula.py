"""Weak stability as clauses, and the size as literals that should hold.

The prefix variables of Delorme et al. (2019): an applicant *has* something as good as a tier, a programme is
*full* with those it ranks as high; of each pair, one of the two holds. What a programme holds is counted by a
sequential counter (Sinz 2005) along its ranking, whose last digit is "full".

The size is not counted. Given a cover (`cover.Cover`) of s, every matching places s less its *losses*: each
applicant of the cover without a place, each empty place of a programme of the cover, and each pair of two in
the cover that is used, loses one. So the largest matching is the one with fewest losses, and one of size s is
a question without any counting.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qiao.engines.matching.columns import Columns
from qiao.engines.matching.ties.cover import Cover
from qiao.engines.matching.ties.kiraly import tiers_of


class Formula:
    """The stable matchings of some columns. Variable ``e + 1`` says that entry ``e`` is used.

    O(sum over programmes of entries times places) clauses.

    Attributes
    ----------
    soft : literals of which each that does not hold is one loss.
    about : for each of them, an applicant who has to do with it.
    """

    def __init__(self, columns: Columns, cover: Cover) -> None:
        self.columns = columns
        self.variables = len(columns.programme)
        self.clauses: list[list[int]] = []
        self.soft: list[int] = []
        self.about: list[int] = []
        self._wanted: set[int] = set()
        self._start = columns.start.tolist()
        self._is_forced = self._forced()
        self.clauses += [[e + 1] for e in np.flatnonzero(self._is_forced).tolist()]
        self._tier = tiers_of(columns).tolist()
        self._rank = columns.rank.tolist()
        self._has = [0] * len(columns.programme)
        self._placed = [self._add_applicant(a) for a in range(columns.applicants)]
        begin, order = (each.tolist() for each in columns.by_programme)
        capacity = columns.capacity.tolist()
        self._entries = [order[begin[p] : begin[p + 1]] for p in range(columns.programmes)]
        self._filled = [self._add_programme(self._entries[p], capacity[p]) for p in range(len(capacity))]
        self._add_losses(cover)

    def _forced(self) -> NDArray[np.bool_]:
        """(m,) pairs that every stable matching uses: of applicants with nothing else, whom the programme
        has room for whoever else of as high a rank comes."""
        columns = self.columns
        begin, order = columns.by_programme
        at = np.arange(len(order))
        rank, programme = columns.rank[order], columns.programme[order]
        is_last = np.append((rank[1:] != rank[:-1]) | (programme[1:] != programme[:-1]), True)[: len(order)]
        ahead = np.minimum.accumulate(np.where(is_last, at, len(order))[::-1])[::-1] + 1 - begin[programme]
        found = np.zeros(len(order), bool)
        found[order] = ahead <= columns.capacity[programme]
        forced: NDArray[np.bool_] = found & (np.diff(columns.start)[columns.applicant] == 1)
        return forced

    def fresh(self) -> int:
        self.variables += 1
        return self.variables

    def _add_applicant(self, a: int) -> int:
        """At most one place; the literal that says that there is one, 0 for an empty list."""
        has, e, end = 0, self._start[a], self._start[a + 1]
        while e < end:
            last = e
            while last < end and self._tier[last] == self._tier[e]:
                last += 1
            tie = list(range(e + 1, last + 1))
            before, has = has, tie[0] if not has and len(tie) == 1 else self.fresh()
            self._has[e:last] = [has] * len(tie)
            if has != tie[0]:
                self.clauses.append([-has, *tie, *([before] if before else [])])
                self.clauses += [[-each, has] for each in tie]
            if before:
                self.clauses.append([-before, has])
                self.clauses += [[-each, -before] for each in tie]
            self._at_most_one(tie)
            e = last
        return has

    def _at_most_one(self, literals: Sequence[int]) -> None:
        if len(literals) <= 6:
            self.clauses += [[-one, -other] for at, one in enumerate(literals) for other in literals[:at]]
            return
        last = self.fresh()
        self._at_most_one([*literals[:4], last])
        self._at_most_one([-last, *literals[4:]])

    def _add_programme(self, entries: Sequence[int], most: int) -> list[int]:
        """Counts what is held beyond those in any case; literals "at least 1", "at least 2" …"""
        held: list[int] = []
        at = 0
        while at < len(entries):
            last = at
            while last < len(entries) and self._rank[entries[last]] == self._rank[entries[at]]:
                if self._is_forced[entries[last]]:
                    most -= 1
                    self.clauses += [[-each] for each in held[most:]]
                    held = held[:most]
                else:
                    held = self._count(held, entries[last] + 1, most)
                last += 1
            full = [] if len(held) < most else [held[-1]] if most else None
            if full is not None:
                self.clauses += [[self._has[e], *full] for e in entries[at:last] if not self._is_forced[e]]
            at = last
        return held

    def _count(self, held: Sequence[int], literal: int, most: int) -> list[int]:
        """One digit more: a sum is reached as before, or by this one from one less."""
        if len(held) >= most:
            self.clauses.append([-literal, *(-each for each in held[-1:])])
        if not held:
            return [literal] if most else []
        found = []
        for digit in range(min(len(held) + 1, most)):
            now = self.fresh()
            as_before = [held[digit]] if digit < len(held) else []
            one_less = [held[digit - 1]] if digit else []
            self.clauses.append([-now, *as_before, literal])
            self.clauses.append([-literal, now, *(-each for each in one_less)])
            self.clauses += [[-each, now] for each in as_before]
            self.clauses += [[-now, each] for each in one_less]
            found.append(now)
        return found

    def _add_losses(self, cover: Cover) -> None:
        columns = self.columns
        applicant, programme = columns.applicant.tolist(), columns.programme.tolist()
        for a in cover.applicants:
            if not self._is_forced[columns.start[a]]:
                self._should(self._placed[a], a)
        for p in cover.programmes:
            for literal in self._filled[p]:
                self._should(literal, applicant[self._entries[p][0]])
        people, places = set(cover.applicants), set(cover.programmes)
        for e, a in enumerate(applicant):
            if a in people and programme[e] in places:
                self._should(-e - 1, a)

    def _should(self, literal: int, about: int) -> None:
        if literal in self._wanted:  # one that is lost twice is told apart
            same = self.fresh()
            self.clauses.append([-same, literal])
            literal = same
        self._wanted.add(literal)
        self.soft.append(literal)
        self.about.append(about)

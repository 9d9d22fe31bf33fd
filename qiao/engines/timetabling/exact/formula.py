"""A formula in conjunctive normal form that grows, with counters.

Variables are numbered from 1, a literal is a variable or its negative, as in DIMACS.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

Truth = int | bool


class Formula:
    """Clauses over variables that are made one by one.

    >>> formula = Formula()
    >>> one, other = formula.fresh(), formula.fresh()
    >>> formula.add(one, other)
    >>> formula.at_most([one, other], 1)
    >>> print(formula.dimacs())
    p cnf 2 2
    1 2 0
    -1 -2 0
    <BLANKLINE>
    """

    def __init__(self) -> None:
        self.variables = 0
        self.clauses: list[list[int]] = []
        self._guard: list[int] = []

    @contextmanager
    def guarded_by(self, literal: int) -> Iterator[None]:
        """What is added meanwhile binds only where the literal is true."""
        before, self._guard = self._guard, [*self._guard, -literal]
        try:
            yield
        finally:
            self._guard = before

    def fresh(self) -> int:
        self.variables += 1
        return self.variables

    def add(self, *literals: int) -> None:
        self.clauses.append([*self._guard, *literals])

    def imply(self, premises: Iterable[Truth], conclusions: Iterable[Truth]) -> None:
        """All premises together imply one of the conclusions; a literal may be known to be true or false."""
        out: list[int] = []
        for literal in premises:
            if literal is False:
                return
            if literal is not True:
                out.append(-literal)
        for literal in conclusions:
            if literal is True:
                return
            if literal is not False:
                out.append(literal)
        self.add(*out)

    def at_most(self, literals: Sequence[int], most: int) -> None:
        """At most so many of the literals hold: a sequential counter (Sinz 2005) over the literals or, where
        fewer have to be false than may be true, over their negatives. O(n * min(most, n - most)) clauses."""
        if most >= len(literals):
            return
        if most < 0:
            self.add()
        elif most == 0:
            for literal in literals:
                self.add(-literal)
        elif most == 1:
            self.at_most_one(literals)
        elif 2 * most <= len(literals):
            self._count_up(literals, most)
        else:
            self.at_least([-each for each in literals], len(literals) - most)

    def at_least(self, literals: Sequence[int], least: int) -> None:
        """At least so many of the literals hold. O(n * least) clauses."""
        if least == 1:
            self.add(*literals)
        elif 2 * least > len(literals):
            self.at_most([-each for each in literals], len(literals) - least)
        elif least > 0:
            self._count_down(literals, least)

    def at_most_one(self, literals: Sequence[int]) -> None:
        """Pairwise where the literals are few, else in groups with a helper each."""
        rest = list(literals)
        while len(rest) > 6:
            helper, group, rest = self.fresh(), rest[:4], rest[4:]
            self._exclude_pairs(group)
            rest.append(helper)
            for each in group:
                self.add(-each, helper)
        self._exclude_pairs(rest)

    def _exclude_pairs(self, literals: Sequence[int]) -> None:
        for number, one in enumerate(literals):
            for other in literals[:number]:
                self.add(-other, -one)

    def _count_up(self, literals: Sequence[int], most: int) -> None:
        """Register j after literal i is true where more than j of the first are; one more is excluded."""
        before: list[int] = []
        last = len(literals) - 1
        for number, literal in enumerate(literals):
            if len(before) == most:
                self.add(-before[most - 1], -literal)
            if number == last:
                break
            now = [self.fresh() for _ in range(min(number + 1, most))]
            for place, register in enumerate(now):
                if place < len(before):
                    self.add(-before[place], register)
                if place == 0:
                    self.add(-literal, register)
                elif place - 1 < len(before):
                    self.add(-before[place - 1], -literal, register)
            before = now

    def _count_down(self, literals: Sequence[int], least: int) -> None:
        """Register j after literal i may be true only where more than j of the first are."""
        before: list[int] = []
        last = len(literals) - 1
        for number, literal in enumerate(literals):
            if number == last:
                self.add(before[least - 1], literal)
                self.add(before[least - 1], before[least - 2])
                break
            now = [self.fresh() for _ in range(min(number + 1, least))]
            for place, register in enumerate(now):
                kept = [before[place]] if place < len(before) else []
                self.add(-register, *kept, literal)
                if place > 0:
                    self.add(-register, *kept, before[place - 1])
            before = now

    def count(self, literals: Sequence[int], most: int) -> list[int]:
        """Outputs of a totalizer (Bailleux, Boufkhad 2003) cut at `most`: output j is true where more than j
        of the literals are, and may be true otherwise."""
        parts: list[list[int]] = [[each] for each in literals]
        while len(parts) > 1:
            parts = [
                self._merge(parts[place], parts[place + 1], most) if place + 1 < len(parts) else parts[place]
                for place in range(0, len(parts), 2)
            ]
        return parts[0][:most] if parts else []

    def _merge(self, left: list[int], right: list[int], most: int) -> list[int]:
        out = [self.fresh() for _ in range(min(len(left) + len(right), most))]
        for one in range(len(left) + 1):
            for other in range(len(right) + 1):
                if 0 < one + other <= len(out):
                    premises = [-left[one - 1]] * (one > 0) + [-right[other - 1]] * (other > 0)
                    self.add(*premises, out[one + other - 1])
        return out

    def lines(self) -> Iterator[str]:
        """The lines of the DIMACS text, without their ends."""
        yield f"p cnf {self.variables} {len(self.clauses)}"
        for clause in self.clauses:
            yield " ".join(map(str, (*clause, 0)))

    def dimacs(self) -> str:
        return "".join(f"{line}\n" for line in self.lines())

    def digest(self) -> str:
        """The SHA-256 of the DIMACS text, in hexadecimal digits."""
        digest = hashlib.sha256()
        for line in self.lines():
            digest.update(f"{line}\n".encode())
        return digest.hexdigest()

"""A round as a formula of CP-SAT: one truth value for each pair, and a clause that it does not block.

The clauses are those of Delorme et al. 2019 for ties, with conditions for supervisors, regions and lower
quotas written out in the same way from the rules of the format.
"""

from collections.abc import Callable, Sequence
from typing import Any

from ortools.sat.python import cp_model

from qiao.engines.matching.columns import Columns
from qiao.engines.matching.problem import Round

Var = cp_model.IntVar


class Formula:
    """All matchings of a round that are stable by its rules; programmes that reserve or cap places by type
    are left out of the clauses (`exclusions` of `decide` cut them off one by one)."""

    def __init__(self, instance: Round, columns: Columns) -> None:
        self.model = cp_model.CpModel()
        self._instance = instance
        self._columns = columns
        self._tier: Sequence[int] = columns.tiers.tolist()
        self._rank: Sequence[int] = columns.rank.tolist()
        self.programme: Sequence[int] = columns.programme.tolist()
        self.applicant: Sequence[int] = columns.applicant.tolist()
        self._start: Sequence[int] = columns.start.tolist()
        self.taken: list[Var] = [self.model.new_bool_var(f"x{e}") for e in range(len(self.programme))]
        self._of_place: list[list[int]] = [[] for _ in instance.programmes]
        for entry, place in enumerate(self.programme):
            self._of_place[place].append(entry)
        self._of_supervisor = {
            each.id: [
                entry
                for number, programme in enumerate(instance.programmes)
                if programme.supervisor == each.id
                for entry in self._of_place[number]
            ]
            for each in instance.supervisors
        }
        self._of_region = {
            each.id: [
                entry
                for number, programme in enumerate(instance.programmes)
                if programme.region == each.id
                for entry in self._of_place[number]
            ]
            for each in instance.regions
        }
        self._is_matching()
        self._quotas()
        self._flags: dict[tuple[str, int, int], Var] = {}
        self._content = [self._is_content(entry) for entry in range(len(self.taken))]
        for entry in range(len(self.taken)):
            self._does_not_block(entry)

    def _sum(self, entries: Sequence[int]) -> Any:
        return sum(self.taken[entry] for entry in entries)

    def _is_matching(self) -> None:
        for first, last in zip(self._start, self._start[1:], strict=False):
            self.model.add_at_most_one(self.taken[first:last])
        for number, each in enumerate(self._instance.programmes):
            self.model.add(self._sum(self._of_place[number]) <= each.capacity)
            for kind, cap in each.caps.items():
                typed = [e for e in self._of_place[number] if kind in self._types(e)]
                self.model.add(self._sum(typed) <= cap)
        for supervisor in self._instance.supervisors:
            self.model.add(self._sum(self._of_supervisor[supervisor.id]) <= supervisor.capacity)
        for region in self._instance.regions:
            self.model.add(self._sum(self._of_region[region.id]) <= region.cap)

    def _types(self, entry: int) -> tuple[str, ...]:
        return self._instance.applicants[self.applicant[entry]].types

    def _quotas(self) -> None:
        """``must``: every minimum is held. ``close``: a flag says whether a programme is open."""
        rule = self._instance.lower_quota_rule
        self._open: dict[int, Var] = {}
        for number, each in enumerate(self._instance.programmes):
            if not each.min or rule == "report":
                continue
            held = self._sum(self._of_place[number])
            if rule == "must":
                self.model.add(held >= each.min)
                continue
            is_open = self._open[number] = self.model.new_bool_var(f"open{number}")
            self.model.add(held >= each.min * is_open)
            self.model.add(held <= each.capacity * is_open)
        for supervisor in self._instance.supervisors:
            if supervisor.min and rule == "must":
                self.model.add(self._sum(self._of_supervisor[supervisor.id]) >= supervisor.min)

    def _is_content(self, entry: int) -> Any:
        """1 where the applicant has this place or one that is as good."""
        first, tier = self._start[self.applicant[entry]], self._tier[entry]
        last = self._start[self.applicant[entry] + 1]
        return self._sum([each for each in range(first, last) if self._tier[each] <= tier])

    def content(self, entry: int) -> Any:
        """1 where the applicant of the entry has it or something as good."""
        return self._content[entry]

    def _does_not_block(self, entry: int) -> None:
        place = self.programme[entry]
        programme = self._instance.programmes[place]
        if programme.reserves or programme.caps:
            return
        if programme.supervisor is not None:
            self._supervised(entry, place)
        elif programme.region is not None:
            self._regional(entry, place)
        else:
            self._alone(entry, place)

    def _alone(self, entry: int, place: int) -> None:
        capacity, rank = self._instance.programmes[place].capacity, self._rank[entry]
        as_good = self._sum([e for e in self._of_place[place] if self._rank[e] <= rank])
        needed = capacity * self._open[place] if place in self._open else capacity
        self.model.add(capacity * self._content[entry] + as_good >= needed)
        if place in self._open and entry == self._of_place[place][0]:
            least = self._instance.programmes[place].min
            others = self._of_place[place]
            unwilling = sum(self._content[e] for e in others)
            # Closed: fewer than `min` of those whom it ranks would rather be there.
            self.model.add(unwilling >= len(others) - least + 1).only_enforce_if(~self._open[place])

    def _supervised(self, entry: int, place: int) -> None:
        programme = self._instance.programmes[place]
        name = programme.supervisor or ""
        number = self._instance.supervisor_index[name]
        limit = self._instance.supervisors[number].capacity
        rank = self._rank[entry]
        full = self._flag(
            "project", place, rank, lambda: self._full(self._of_place[place], rank, programme.capacity)
        )
        busy = self._flag(
            "supervisor", number, rank, lambda: self._full(self._of_supervisor[name], rank, limit)
        )
        first, last = self._start[self.applicant[entry]], self._start[self.applicant[entry] + 1]
        there = [
            e for e in range(first, last) if self._instance.programmes[self.programme[e]].supervisor == name
        ]
        elsewhere = self.model.new_bool_var(f"busy{entry}")
        self.model.add_implication(elsewhere, busy)
        self.model.add(self._sum(there) + elsewhere <= 1)
        self.model.add(self._content[entry] + full + elsewhere >= 1)

    def _regional(self, entry: int, place: int) -> None:
        programme = self._instance.programmes[place]
        region = next(each for each in self._instance.regions if each.id == programme.region)
        rank, mine = self._rank[entry], self._of_place[place]
        worse = self._sum([e for e in mine if self._rank[e] > rank])
        size = len(mine)
        full = self._flag("full", place, 0, lambda: self._full(mine, None, programme.capacity))
        crowded = self._flag(
            "region",
            self._instance.regions.index(region),
            0,
            lambda: self._full(self._of_region[region.id], None, region.cap),
        )
        self.model.add(worse <= size * self._content[entry])
        self.model.add(self._content[entry] + full + crowded >= 1)

    def _flag(self, kind: str, number: int, rank: int, make: Callable[[], Var]) -> Var:
        if (kind, number, rank) not in self._flags:
            self._flags[kind, number, rank] = make()
        return self._flags[kind, number, rank]

    def _full(self, entries: Sequence[int], rank: int | None, capacity: int) -> Var:
        """May be true only where all places are taken by applicants of the rank or better."""
        flag = self.model.new_bool_var("")
        good = [entry for entry in entries if rank is None or self._rank[entry] <= rank]
        self.model.add(self._sum(good) >= capacity * flag)
        return flag

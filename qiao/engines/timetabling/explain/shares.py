"""What each participant got, against the best that could be had for that participant alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ortools.sat.python.cp_model import OPTIMAL, CpSolver

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.check import check
from qiao.engines.timetabling.check.counts import exact, plain
from qiao.engines.timetabling.explain.counting import day_limits
from qiao.engines.timetabling.explain.explanation import Share
from qiao.engines.timetabling.explain.matching import match
from qiao.engines.timetabling.explain.plan import UNLIMITED, Plan
from qiao.engines.timetabling.explain.rules import Rules
from qiao.engines.timetabling.result import Meeting, Solution

EFFORT = 0.5  # deterministic seconds for one participant
_UNIT = 10**6


def find_shares(plan: Plan, participants: Iterable[int], *, has_time: bool = True) -> list[Share]:
    """The share of each of these participants.

    Where a participant's day has no rules but slots and caps, the best is a greedy matching, O(requests²
    slots); where runs, ways, order or several requests with one partner count, that matching is an upper
    bound, which is exact when some matching of that weight keeps the rules, and else a CP-SAT model of the
    participant's requests decides. Without time for that the bound is given, as such.
    """
    wished: list[list[int]] = [[] for _ in plan.problem.participants]
    for request, pair in enumerate(plan.problem.pairs):
        for participant in pair:
            wished[participant].append(request)
    return [_share(plan, who, wished[who], has_time=has_time) for who in participants]


def _share(plan: Plan, who: int, mine: Sequence[int], *, has_time: bool) -> Share:
    held = [each for each in mine if each in plan.slot_of]
    best, is_exact = best_alone(plan, who, mine, has_time=has_time)
    weight = plain(_weight(plan, held))
    told = {"held": len(held), "wanted": len(mine), "weight": weight, "best": plain(best)}
    sentence = Sentence("explain.share" if is_exact else "explain.share.most", told)
    floor = plan.problem.floors[who]
    if floor:
        code = "explain.floor.met" if len(held) >= floor else "explain.floor.below"
        against = Sentence(code, {"floor": floor, "missing": floor - len(held)})
        sentence = Sentence("explain.share.floor", {"share": sentence, "floor": against})
    name = plan.problem.participants[who].id
    return Share(name, len(held), len(mine), weight, plain(best), is_exact, sentence, floor)


def _weight(plan: Plan, requests: Iterable[int]) -> Fraction:
    return sum((exact(plan.problem.requests[each].weight) for each in requests), Fraction(0))


def best_alone(plan: Plan, who: int, mine: Sequence[int], *, has_time: bool = True) -> tuple[Fraction, bool]:
    """The most weight of these requests of one participant if there were no others, and whether it is exact.

    All rules hold but fairness and the limit of moves; what has to be held is held.
    """
    lone = _Lone(plan, who, mine)
    bound = lone.match()
    if lone.keeps_rules(bound):
        return _weight(plan, bound), True
    for slots in lone.slots_with_pauses():
        found = lone.match(slots)
        if _weight(plan, found) == _weight(plan, bound) and lone.keeps_rules(found):
            return _weight(plan, bound), True
    if has_time:
        solved = lone.solve()
        if solved is not None:
            return solved
    return _weight(plan, bound), False


@dataclass
class _Lone:
    """One participant's requests, as if there were no others."""

    plan: Plan
    who: int
    mine: Sequence[int]

    def __post_init__(self) -> None:
        plan = self.plan
        self.bare = sum(1 << slot for slot, tables in enumerate(plan.capacity) if tables <= 0)
        self.domains = {each: self._domain(each) for each in self.mine}
        self.order = sorted(
            self.mine,
            key=lambda r: (
                not plan.problem.is_due(plan.problem.requests[r]),
                -plan.problem.requests[r].weight,
            ),
        )
        partners = Counter(self._partner(each) for each in self.mine)
        self.is_simple = (
            not plan.problem.travel
            and plan.run[self.who] == UNLIMITED
            and not any(plan.problem.requests[each].after for each in self.mine)
            and not any(
                count > plan.most[each] or (count > 1 and plan.is_bound(each))
                for each, count in partners.items()
            )
        )

    def _partner(self, request: int) -> int:
        a, b = self.plan.problem.pairs[request]
        return b if a == self.who else a

    def _domain(self, request: int) -> int:
        partner = self._partner(request)
        can_meet = self.plan.most[partner] > 0 and self.plan.per_day[partner] > 0
        return self.plan.domain(request) & ~self.bare if can_meet else 0

    def match(self, slots: int = -1) -> dict[int, int]:
        domains = {each: mask & slots for each, mask in self.domains.items()}
        days = day_limits(self.plan, self.who)
        return match(domains, self.order, days=days, most=self.plan.most[self.who])

    def keeps_rules(self, slot_of: dict[int, int]) -> bool:
        """Whether `check` finds these meetings, alone, legal, and all are there that have to be held; without
        further rules a matching is legal."""
        if self.is_simple:
            return True
        if not all(
            each in slot_of
            for each in self.mine
            if self.plan.problem.is_due(self.plan.problem.requests[each])
        ):
            return False
        whole = self.plan.problem
        requests = [whole.requests[each] for each in slot_of]
        names = {each.id for each in requests}
        people = {who for each in slot_of for who in whole.pairs[each]}
        alone = replace(
            whole,
            mode="choose",
            participants=tuple(whole.participants[each] for each in sorted(people)),
            requests=tuple(replace(each, after=tuple(names & {*each.after})) for each in requests),
            fairness=None,
            previous=None,
            max_moved=None,
        )
        held = {whole.requests[each].id: Meeting(slot) for each, slot in slot_of.items()}
        return check(alone, Solution("", "unknown", held)).is_valid

    def slots_with_pauses(self) -> list[int]:
        """Masks that leave out every (run + 1)th slot, so that no run is too long."""
        run = self.plan.run[self.who]
        if run == UNLIMITED:
            return []
        slots = range(self.plan.problem.slots)
        return [sum(1 << slot for slot in slots if slot % (run + 1) != offset) for offset in range(run + 1)]

    def solve(self) -> tuple[Fraction, bool] | None:
        """By the model of all rules; None where it finds nothing in its effort."""
        plan = self.plan
        rules = Rules(plan.problem, {each: mask for each, mask in sorted(self.domains.items()) if mask})
        for request in rules.domains:
            due = plan.problem.is_due(plan.problem.requests[request])
            rules.cp.add(rules.held(request) == 1 if due else rules.held(request) <= 1)
        for participant in rules.of_participant:
            rules.keep_limits(participant)
        index = plan.problem.request_index
        for request in rules.domains:
            for earlier in {index[name] for name in plan.problem.requests[request].after} & {*rules.domains}:
                rules.order(earlier, request)
        worth = {each: int(exact(plan.problem.requests[each].weight) * _UNIT) for each in rules.domains}
        rules.cp.maximize(sum(weight * rules.held(each) for each, weight in worth.items()))
        solver = CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = EFFORT
        if solver.solve(rules.cp) != OPTIMAL:
            return None
        return Fraction(round(solver.objective_value), _UNIT), True

"""The instance as a constraint program: classes of alike guests, and one expression for each tier.

Guests of one class have the same family, choices, weights and demands, and at most one visit each, so only
their number in each group matters; others are classes of one. Some guests may be held in place: they only
take room (the neighbourhoods of `improve`).
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod

from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExpr

from qiao.engines.timetabling.groups.compiled import Compiled, Plan
from qiao.engines.timetabling.groups.problem import GAINS, Tier

Expression = LinearExpr | int
_EXACT = 2**50


@dataclass(frozen=True, slots=True)
class Scope:
    """What a model leaves open.

    Attributes
    ----------
    choices : groups that each guest may take. held : guests that stay as they are in `plan`.
    has_classes : whether alike guests are counted only, instead of told apart.
    """

    choices: Sequence[Sequence[int]]
    plan: Plan | None = None
    held: frozenset[int] = frozenset()
    has_classes: bool = True


@dataclass
class Kind:
    """A class of alike guests and its variables: people in each group."""

    members: list[int]
    choices: Sequence[int]
    people: dict[int, IntVar] = field(default_factory=dict)

    @property
    def first(self) -> int:
        return self.members[0]


class Model:
    """O(choices + families x groups) variables."""

    def __init__(self, compiled: Compiled, scope: Scope) -> None:
        self.compiled = compiled
        self.scope = scope
        self.cp = CpModel()
        self.base = [0 for _ in compiled.groups]
        self.terms: list[list[IntVar]] = [[] for _ in compiled.groups]
        self.heads: dict[str, dict[tuple[int, int], list[tuple[IntVar, int]]]] = {
            "delegation": defaultdict(list),
            "country": defaultdict(list),
        }
        self._hold()
        self.kinds = self._sort_into_kinds()
        for kind in self.kinds:
            self._add_kind(kind)
        self.size: dict[int, Expression] = {}
        self.runs: dict[int, Expression] = {}
        for group in compiled.groups:
            self._add_group(group)
        self._touched: dict[str, dict[tuple[int, int], Expression]] = {}

    def _hold(self) -> None:
        """Counts those who stay in place."""
        compiled, plan = self.compiled, self.scope.plan
        families = {"delegation": compiled.delegation, "country": compiled.country}
        self.kept: dict[str, Counter[tuple[int, int]]] = {name: Counter() for name in families}
        self.held_placed = self.held_wishes = 0
        for guest in self.scope.held:
            mine = plan[guest] if plan is not None else ()
            self.held_placed += min(len(mine), compiled.least[guest])
            for group in mine:
                self.base[group] += 1
                self.held_wishes += compiled.weight[guest][group]
                for name, numbers in families.items():
                    family = numbers[guest]
                    if family is not None:
                        self.kept[name][family, group] += 1

    def _sort_into_kinds(self) -> list[Kind]:
        compiled, choices = self.compiled, self.scope.choices
        kinds: dict[object, Kind] = {}
        for guest in compiled.guests:
            if guest in self.scope.held:
                continue
            mine = choices[guest]
            alone = not self.scope.has_classes or (compiled.most[guest] > 1 and not compiled.is_single)
            key: object = guest
            if not alone and not compiled.pins[guest]:
                weights = tuple((group, compiled.weight[guest][group]) for group in mine)
                key = (
                    compiled.delegation[guest],
                    compiled.country[guest],
                    weights,
                    compiled.least[guest],
                    compiled.most[guest],
                    compiled.must[guest],
                )
            kinds.setdefault(key, Kind([], mine)).members.append(guest)
        return list(kinds.values())

    def _add_kind(self, kind: Kind) -> None:
        compiled, number = self.compiled, len(kind.members)
        families = {"delegation": compiled.delegation[kind.first], "country": compiled.country[kind.first]}
        for group in kind.choices:
            most = min(number, compiled.capacity[group])
            variable = self.cp.new_int_var(0, most, "")
            kind.people[group] = variable
            self.terms[group].append(variable)
            for name, family in families.items():
                if family is not None:
                    self.heads[name][family, group].append((variable, most))
        self._limit(kind)

    def _limit(self, kind: Kind) -> None:
        compiled, guest, number = self.compiled, kind.first, len(kind.members)
        taken = LinearExpr.sum(list(kind.people.values()))
        most = compiled.most[guest]
        self.cp.add_linear_constraint(taken, compiled.must[guest] * number, most * number)
        for pin in compiled.pins[guest]:
            self.cp.add(kind.people[pin] == 1) if pin in kind.people else self.cp.add_bool_or([])
        if most > 1 and not compiled.is_single:
            self._exclude(kind)

    def _exclude(self, kind: Kind) -> None:
        """At most one group of a round, at a destination, and in a slot."""
        groups = self.compiled.problem.groups
        shared: dict[object, list[IntVar]] = defaultdict(list)
        for number, variable in kind.people.items():
            group = groups[number]
            shared["round", group.round].append(variable)
            shared["at", group.destination].append(variable)
            for slot in group.slots:
                shared["slot", slot].append(variable)
        for several in shared.values():
            if len(several) > 1:
                self.cp.add_at_most_one(several)

    def _add_group(self, group: int) -> None:
        compiled, people = self.compiled, self.terms[group]
        if not people:
            self.size[group], self.runs[group] = self.base[group], int(self.base[group] > 0)
            return
        room = compiled.capacity[group]
        size = self.cp.new_int_var(self.base[group], max(room, self.base[group]), "")
        self.cp.add(size == LinearExpr.sum(people) + self.base[group])
        self.size[group] = size
        runs = self.cp.new_bool_var("")
        self.runs[group] = runs
        self.cp.add(size <= room * runs)
        self.cp.add(size >= compiled.floor[group] * runs)
        if compiled.floor[group] > 1:
            for person in people:
                self.cp.add(person <= room * runs)

    def expression(self, tier: Tier) -> Expression:
        """The value of a tier; to be called once for a tier."""
        if tier == "placed":
            return self._placed()
        if tier == "wishes":
            return self._wishes()
        if tier == "unity":
            return self._splits()
        if tier == "balance":
            return self._spread()
        return self._together("delegation" if tier == "apart" else "country")

    def _placed(self) -> Expression:
        counted: list[Expression] = [self.held_placed]
        for kind in self.kinds:
            number = len(kind.members)
            least, most = self.compiled.least[kind.first], self.compiled.most[kind.first]
            taken = LinearExpr.sum(list(kind.people.values()))
            if least == most:
                counted.append(taken)
                continue
            some = self.cp.new_int_var(0, least * number, "")
            self.cp.add(some <= taken)
            counted.append(some)
        return LinearExpr.sum(counted)

    def _wishes(self) -> Expression:
        terms: list[Expression] = [self.held_wishes]
        for kind in self.kinds:
            weight = self.compiled.weight[kind.first]
            terms += [weight[group] * variable for group, variable in kind.people.items() if weight[group]]
        return LinearExpr.sum(terms)

    def _touch(self, name: str) -> dict[tuple[int, int], Expression]:
        """For each family and group whether anyone of the one is in the other."""
        if name not in self._touched:
            cells = dict.fromkeys([*self.heads[name], *self.kept[name]])
            self._touched[name] = {cell: self._touch_cell(cell, name) for cell in cells}
        return self._touched[name]

    def _touch_cell(self, cell: tuple[int, int], name: str) -> Expression:
        if self.kept[name][cell]:
            return 1
        people = self.heads[name][cell]
        touched = self.cp.new_bool_var("")
        for some, most in people:
            self.cp.add(some <= most * touched)
        self.cp.add(LinearExpr.sum([some for some, _ in people]) >= touched)
        return touched

    def _splits(self) -> Expression:
        by_round: dict[tuple[int, int], list[Expression]] = defaultdict(list)
        for (family, group), touched in self._touch("delegation").items():
            by_round[family, self.compiled.round[group]].append(touched)
        terms: list[Expression] = []
        for cells in by_round.values():
            present: Expression = 1
            if 1 not in [cell for cell in cells if isinstance(cell, int)]:
                present = self.cp.new_bool_var("")
                self.cp.add_max_equality(present, cells)
            terms.append(LinearExpr.sum(cells) - present)
        return LinearExpr.sum(terms)

    def _together(self, name: str) -> Expression:
        people: list[Expression] = [variable for some in self.heads[name].values() for variable, _ in some]
        touched = list(self._touch(name).values())
        return LinearExpr.sum([*people, self.kept[name].total()]) - LinearExpr.sum(touched)

    def _spread(self) -> Expression:
        most = max(self.compiled.capacity, default=0)
        largest, smallest = self.cp.new_int_var(0, most, ""), self.cp.new_int_var(0, most, "")
        for group in self.compiled.groups:
            self.cp.add(largest >= self.size[group])
            self.cp.add(smallest <= self.size[group] + most * (1 - self.runs[group]))
        self.cp.add(smallest <= largest)
        return largest - smallest

    def require(self, tier: Tier, expression: Expression, value: int) -> None:
        """No worse than `value`."""
        self.cp.add(expression >= value if tier in GAINS else expression <= value)

    def seek(self, aims: Sequence[tuple[Tier, Expression]]) -> None:
        """The best value of the first aim, and among equals of the next."""
        if len(aims) > 1 and prod(self._most(tier) + 1 for tier, _ in aims) > _EXACT:
            aims = aims[:1]
        gain: Expression = 0
        for tier, expression in aims:
            gain = gain * (self._most(tier) + 1) + (expression if tier in GAINS else -1 * expression)
        self.cp.maximize(gain) if len(aims) > 1 or aims[0][0] in GAINS else self.cp.minimize(aims[0][1])

    def _most(self, tier: Tier) -> int:
        """No plan has a larger value."""
        if tier == "wishes":
            return self.compiled.most_wishes
        return sum(self.compiled.most) + max(self.compiled.capacity, default=0)

    def hint(self, plan: Plan) -> None:
        for kind in self.kinds:
            taken = Counter(group for guest in kind.members for group in plan[guest])
            for group, variable in kind.people.items():
                self.cp.add_hint(variable, taken[group])
        sizes = self.compiled.sizes(plan)
        for group, runs in self.runs.items():
            if isinstance(runs, IntVar):
                self.cp.add_hint(runs, int(sizes[group] > 0))

    def read(self, solver: CpSolver) -> Plan:
        """The plan of a solution; members of a class in their order."""
        plan: list[tuple[int, ...]] = [()] * len(self.compiled.guests)
        for guest in self.scope.held:
            plan[guest] = self.scope.plan[guest] if self.scope.plan is not None else ()
        for kind in self.kinds:
            counts = {group: solver.value(variable) for group, variable in kind.people.items()}
            if len(kind.members) == 1:
                plan[kind.first] = tuple(sorted(group for group, number in counts.items() if number))
                continue
            seats = [group for group, number in sorted(counts.items()) for _ in range(number)]
            for guest, group in zip(kind.members, seats, strict=False):
                plan[guest] = (group,)
        return plan

"""An independent verdict on a plan of visit groups: every rule it breaks, and its values counted anew.

Shares no code with the solver: it reads the instance and the plan by their ids, one rule after the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Visitor
from qiao.engines.timetabling.groups.result import GroupSolution
from qiao.engines.timetabling.words import Sentence, say

say(
    {
        "groups.check.visitor": ("There is no visitor {visitor}.", "没有名为{visitor}的参观者。"),
        "groups.check.group": (
            "{visitor} is in group {group}, which does not exist.",
            "{visitor}所在的{group}组不存在。",
        ),
        "groups.check.twice": ("{visitor} is in {group} twice.", "{visitor}在{group}中重复出现。"),
        "groups.check.overlap": (
            "{visitor} is in {one} and {other}, which have a slot in common.",
            "{visitor}同时在{one}和{other}，两组时段重叠。",
        ),
        "groups.check.round": (
            "{visitor} is in {one} and {other}, both of round {round}.",
            "{visitor}在第{round}轮中同时属于{one}和{other}。",
        ),
        "groups.check.destination": (
            "{visitor} visits {destination} twice, in {one} and {other}.",
            "{visitor}在{one}和{other}中两次参观{destination}。",
        ),
        "groups.check.unavailable": (
            "{visitor} is not available for {group} in slot {slot}.",
            "{visitor}在时段{slot}不可用，无法参加{group}。",
        ),
        "groups.check.meeting": (
            "{visitor} has a meeting in slot {slot}, during {group}.",
            "{visitor}在时段{slot}有会谈，与{group}冲突。",
        ),
        "groups.check.language": (
            "{visitor} understands no language of {group}, and nobody interprets.",
            "{visitor}不懂{group}使用的任何语言，且现场没有口译。",
        ),
        "groups.check.need": (
            "{group} does not provide {need}, which {visitor} needs.",
            "{group}无法满足{visitor}的需求：{need}。",
        ),
        "groups.check.access": ("{destination} is closed to {visitor}.", "{visitor}不得进入{destination}。"),
        "groups.check.forbidden": ("{visitor} must not be in {group}.", "{visitor}不得参加{group}。"),
        "groups.check.pin": (
            "{visitor} must be in {group} and is not.",
            "{visitor}必须参加{group}，但未列入。",
        ),
        "groups.check.many": (
            "{visitor} has {number} visits, more than {most}.",
            "{visitor}有{number}次参观，超过上限{most}次。",
        ),
        "groups.check.few": (
            "{visitor} has {number} visits and must have {least}.",
            "{visitor}仅有{number}次参观，至少应有{least}次。",
        ),
        "groups.check.full": (
            "{group} has {number} people and room for {room}.",
            "{group}有{number}人，而名额为{room}个。",
        ),
        "groups.check.small": (
            "{group} has {number} people and takes place with {least} or more.",
            "{group}只有{number}人，至少{least}人方可成行。",
        ),
        "groups.check.value": (
            "The plan says {told} for {tier}; it is {value}.",
            "方案所报“{tier}”为{told}，实际为{value}。",
        ),
        "groups.check.bound": (
            "The bound {bound} told for {tier} is worse than the value {value}.",
            "方案所报“{tier}”的界限{bound}劣于其值{value}。",
        ),
        "groups.check.tiers": (
            "The tiers told are not those of the instance.",
            "方案所列目标层级与实例不符。",
        ),
        "groups.check.instance": ("The plan is of {told}, not of {name}.", "该方案属于{told}，而非{name}。"),
        "groups.check.status": (
            "The plan is told to be optimal, and {tier} does not reach its bound.",
            "方案自称最优，但“{tier}”未达到界限。",
        ),
    }
)

GAINS = {"placed", "wishes"}


@dataclass(frozen=True)
class GroupVerdict:
    """All rules broken, and the value of each tier as counted here, in the order of the instance."""

    broken: tuple[Sentence, ...]
    values: tuple[int | float, ...]

    @property
    def is_valid(self) -> bool:
        return not self.broken


def check_groups(problem: GroupProblem, solution: GroupSolution) -> GroupVerdict:
    """Whether the plan keeps every rule and is worth what it says. Linear in the visits.

    A solution without tiers, such as one read from a plain table, is judged by the rules alone.

    >>> group = Group("g", "Optics", (0,), 1, languages=frozenset({"en"}))
    >>> problem = GroupProblem("", 1, (Visitor("Ana", languages=frozenset({"cs"})),), (group,))
    >>> verdict = check_groups(problem, GroupSolution("", "feasible", {"Ana": ("g",)}))
    >>> print(*verdict.broken)
    Ana understands no language of g, and nobody interprets.
    """
    groups = {group.id: group for group in problem.groups}
    visitors = {visitor.id: visitor for visitor in problem.visitors}
    broken = list(_find_unknown(visitors, groups, solution.assignment))
    plan = {
        name: [groups[each] for each in mine if each in groups]
        for name, mine in solution.assignment.items()
        if name in visitors
    }
    rounds = len({group.round for group in problem.groups})
    for visitor in problem.visitors:
        broken += _judge_visitor(problem, visitor, plan.get(visitor.id, []), rounds)
    broken += _judge_sizes(problem, plan)
    values = tuple(_COUNTS[tier](problem, plan, rounds) for tier in problem.tiers)
    broken += _judge_claims(problem, solution, values)
    return GroupVerdict(tuple(broken), values)


def _find_unknown(
    visitors: Mapping[str, Visitor], groups: Mapping[str, Group], assignment: Mapping[str, Sequence[str]]
) -> Iterator[Sentence]:
    for name, mine in assignment.items():
        if name not in visitors:
            yield Sentence("groups.check.visitor", {"visitor": name})
        for group, times in Counter(mine).items():
            if group not in groups:
                yield Sentence("groups.check.group", {"visitor": name, "group": group})
            elif times > 1:
                yield Sentence("groups.check.twice", {"visitor": name, "group": group})


def _judge_visitor(
    problem: GroupProblem, visitor: Visitor, mine: Sequence[Group], rounds: int
) -> Iterator[Sentence]:
    for group in mine:
        yield from _judge_fit(visitor, group)
    for place, one in enumerate(mine):
        for other in mine[place + 1 :]:
            yield from _judge_pair(visitor, one, other)
    for pin in visitor.pinned:
        if pin not in {group.id for group in mine}:
            yield Sentence("groups.check.pin", {"visitor": visitor.id, "group": pin})
    most = rounds if visitor.max_visits is None else visitor.max_visits
    least = min(rounds if visitor.min_visits is None else visitor.min_visits, most, rounds)
    if len(mine) > most:
        yield Sentence("groups.check.many", {"visitor": visitor.id, "number": len(mine), "most": most})
    if problem.mode == "all" and len(mine) < least:
        yield Sentence("groups.check.few", {"visitor": visitor.id, "number": len(mine), "least": least})


def _judge_fit(visitor: Visitor, group: Group) -> Iterator[Sentence]:
    names = {"visitor": visitor.id, "group": group.id}
    for slot in group.slots:
        if slot in visitor.unavailable:
            yield Sentence("groups.check.unavailable", {**names, "slot": slot})
        if slot in visitor.meetings:
            yield Sentence("groups.check.meeting", {**names, "slot": slot})
    speaks = [tongue for tongue in visitor.languages if tongue in group.languages]
    if visitor.languages and group.languages and not group.interpreter and not speaks:
        yield Sentence("groups.check.language", names)
    for need in sorted(visitor.needs):
        if need not in group.provides:
            yield Sentence("groups.check.need", {**names, "need": need})
    if group.destination in visitor.barred:
        yield Sentence("groups.check.access", {"visitor": visitor.id, "destination": group.destination})
    if group.id in visitor.forbidden:
        yield Sentence("groups.check.forbidden", names)


def _judge_pair(visitor: Visitor, one: Group, other: Group) -> Iterator[Sentence]:
    names = {"visitor": visitor.id, "one": one.id, "other": other.id}
    if one.id == other.id:
        return
    if any(slot in other.slots for slot in one.slots):
        yield Sentence("groups.check.overlap", names)
    if one.round == other.round:
        yield Sentence("groups.check.round", {**names, "round": one.round})
    if one.destination == other.destination:
        yield Sentence("groups.check.destination", {**names, "destination": one.destination})


def _judge_sizes(problem: GroupProblem, plan: Mapping[str, Sequence[Group]]) -> Iterator[Sentence]:
    heads = Counter(group.id for mine in plan.values() for group in mine)
    for group in problem.groups:
        number = heads[group.id]
        if number > group.capacity:
            yield Sentence("groups.check.full", {"group": group.id, "number": number, "room": group.capacity})
        if 0 < number < group.min_size:
            yield Sentence(
                "groups.check.small", {"group": group.id, "number": number, "least": group.min_size}
            )


def _judge_claims(
    problem: GroupProblem, solution: GroupSolution, values: Sequence[int | float]
) -> Iterator[Sentence]:
    if solution.instance != problem.name:
        yield Sentence("groups.check.instance", {"told": solution.instance, "name": problem.name})
    if not solution.tiers:
        return
    if tuple(each.tier for each in solution.tiers) != tuple(problem.tiers):
        yield Sentence("groups.check.tiers")
        return
    for told, value in zip(solution.tiers, values, strict=True):
        if told.value != value:
            yield Sentence("groups.check.value", {"tier": told.tier, "told": told.value, "value": value})
        if told.bound is not None and (told.bound < value if told.tier in GAINS else told.bound > value):
            yield Sentence("groups.check.bound", {"tier": told.tier, "bound": told.bound, "value": value})
        if solution.status == "optimal" and told.bound != value:
            yield Sentence("groups.check.status", {"tier": told.tier})


Roster = Mapping[str, Sequence[Group]]


def _count_placed(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    placed = 0
    for visitor in problem.visitors:
        wanted = [number for number in (visitor.min_visits, visitor.max_visits, rounds) if number is not None]
        placed += min(len(plan.get(visitor.id, ())), *wanted, rounds)
    return placed


def _sum_wishes(problem: GroupProblem, plan: Roster, rounds: int) -> int | float:
    """Exact: as decimals are written, not as floating-point numbers add up."""
    total = Fraction(0)
    for visitor in problem.visitors:
        for group in plan.get(visitor.id, ()):
            total += Fraction(str(visitor.wishes.get(group.destination, 0)))
    return int(total) if total.denominator == 1 else float(total)


def _count_splits(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    spread: dict[tuple[str, int], set[str]] = defaultdict(set)
    for visitor in problem.visitors:
        for group in plan.get(visitor.id, ()):
            if visitor.delegation is not None:
                spread[visitor.delegation, group.round].add(group.id)
    return sum(len(names) for names in spread.values()) - len(spread)


def _count_apart(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    heads = Counter(
        (visitor.delegation, group.id)
        for visitor in problem.visitors
        for group in plan.get(visitor.id, ())
        if visitor.delegation is not None
    )
    return heads.total() - len(heads)


def _count_mix(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    heads = Counter(
        (visitor.country, group.id)
        for visitor in problem.visitors
        for group in plan.get(visitor.id, ())
        if visitor.country is not None
    )
    return heads.total() - len(heads)


def _range_sizes(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    heads = Counter(group.id for mine in plan.values() for group in mine)
    return max(heads.values()) - min(heads.values()) if heads else 0


_COUNTS = {
    "placed": _count_placed,
    "wishes": _sum_wishes,
    "unity": _count_splits,
    "apart": _count_apart,
    "balance": _range_sizes,
    "mix": _count_mix,
}

"""An independent verdict on a plan of visit groups: every rule it breaks, and its values counted anew.

Shares no code with the solver: it reads the instance and the plan by their ids, one rule after the other.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest
from qiao.engines.timetabling.groups.result import GroupSolution

say(
    {
        "groups.check.guest": ("There is no guest {guest}.", "没有名为{guest}的参访人员。"),
        "groups.check.group": (
            "{guest} is in group {group}, which does not exist.",
            "{guest}所在的{group}组不存在。",
        ),
        "groups.check.twice": ("{guest} is in {group} twice.", "{guest}在{group}中重复出现。"),
        "groups.check.overlap": (
            "{guest} is in {one} and {other}, which have a slot in common.",
            "{guest}同时在{one}和{other}，两组时段重叠。",
        ),
        "groups.check.round": (
            "{guest} is in {one} and {other}, both of round {round}.",
            "{guest}在第{round}轮中同时属于{one}和{other}。",
        ),
        "groups.check.destination": (
            "{guest} visits {destination} twice, in {one} and {other}.",
            "{guest}在{one}和{other}中两次参观{destination}。",
        ),
        "groups.check.unavailable": (
            "{guest} is not available for {group} in slot {slot}.",
            "{guest}在时段{slot}不可用，无法参加{group}。",
        ),
        "groups.check.meeting": (
            "{guest} has a meeting in slot {slot}, during {group}.",
            "{guest}在时段{slot}有会谈，与{group}冲突。",
        ),
        "groups.check.language": (
            "{guest} understands no language of {group}, and nobody interprets.",
            "{guest}不懂{group}使用的任何语言，且现场没有口译。",
        ),
        "groups.check.need": (
            "{group} does not provide {need}, which {guest} needs.",
            "{group}无法满足{guest}的需求：{need}。",
        ),
        "groups.check.access": ("{destination} is closed to {guest}.", "{guest}不得进入{destination}。"),
        "groups.check.forbidden": ("{guest} must not be in {group}.", "{guest}不得参加{group}。"),
        "groups.check.pin": (
            "{guest} must be in {group} and is not.",
            "{guest}必须参加{group}，但未列入。",
        ),
        "groups.check.many": (
            "{guest} has {number} visits, more than {most}.",
            "{guest}有{number}次参观，超过上限{most}次。",
        ),
        "groups.check.few": (
            "{guest} has {number} visits and must have {least}.",
            "{guest}仅有{number}次参观，至少应有{least}次。",
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
    >>> problem = GroupProblem("", 1, (Guest("Ana", languages=frozenset({"cs"})),), (group,))
    >>> verdict = check_groups(problem, GroupSolution("", "feasible", {"Ana": ("g",)}))
    >>> print(*verdict.broken)
    Ana understands no language of g, and nobody interprets.
    """
    groups = {group.id: group for group in problem.groups}
    guests = {guest.id: guest for guest in problem.guests}
    broken = list(_find_unknown(guests, groups, solution.assignment))
    plan = {
        name: [groups[each] for each in mine if each in groups]
        for name, mine in solution.assignment.items()
        if name in guests
    }
    rounds = len({group.round for group in problem.groups})
    for guest in problem.guests:
        broken += _judge_guest(problem, guest, plan.get(guest.id, []), rounds)
    broken += _judge_sizes(problem, plan)
    values = tuple(_COUNTS[tier](problem, plan, rounds) for tier in problem.tiers)
    broken += _judge_claims(problem, solution, values)
    return GroupVerdict(tuple(broken), values)


def _find_unknown(
    guests: Mapping[str, Guest], groups: Mapping[str, Group], assignment: Mapping[str, Sequence[str]]
) -> Iterator[Sentence]:
    for name, mine in assignment.items():
        if name not in guests:
            yield Sentence("groups.check.guest", {"guest": name})
        for group, times in Counter(mine).items():
            if group not in groups:
                yield Sentence("groups.check.group", {"guest": name, "group": group})
            elif times > 1:
                yield Sentence("groups.check.twice", {"guest": name, "group": group})


def _judge_guest(
    problem: GroupProblem, guest: Guest, mine: Sequence[Group], rounds: int
) -> Iterator[Sentence]:
    for group in mine:
        yield from _judge_fit(guest, group)
    for place, one in enumerate(mine):
        for other in mine[place + 1 :]:
            yield from _judge_pair(guest, one, other)
    for pin in guest.pinned:
        if pin not in {group.id for group in mine}:
            yield Sentence("groups.check.pin", {"guest": guest.id, "group": pin})
    most = rounds if guest.max_visits is None else guest.max_visits
    least = min(rounds if guest.min_visits is None else guest.min_visits, most, rounds)
    if len(mine) > most:
        yield Sentence("groups.check.many", {"guest": guest.id, "number": len(mine), "most": most})
    if problem.mode == "all" and len(mine) < least:
        yield Sentence("groups.check.few", {"guest": guest.id, "number": len(mine), "least": least})


def _judge_fit(guest: Guest, group: Group) -> Iterator[Sentence]:
    names = {"guest": guest.id, "group": group.id}
    for slot in group.slots:
        if slot in guest.unavailable:
            yield Sentence("groups.check.unavailable", {**names, "slot": slot})
        if slot in guest.meetings:
            yield Sentence("groups.check.meeting", {**names, "slot": slot})
    speaks = [tongue for tongue in guest.languages if tongue in group.languages]
    if guest.languages and group.languages and not group.interpreter and not speaks:
        yield Sentence("groups.check.language", names)
    for need in sorted(guest.needs):
        if need not in group.provides:
            yield Sentence("groups.check.need", {**names, "need": need})
    if group.destination in guest.barred:
        yield Sentence("groups.check.access", {"guest": guest.id, "destination": group.destination})
    if group.id in guest.forbidden:
        yield Sentence("groups.check.forbidden", names)


def _judge_pair(guest: Guest, one: Group, other: Group) -> Iterator[Sentence]:
    names = {"guest": guest.id, "one": one.id, "other": other.id}
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
    for guest in problem.guests:
        wanted = [number for number in (guest.min_visits, guest.max_visits, rounds) if number is not None]
        placed += min(len(plan.get(guest.id, ())), *wanted, rounds)
    return placed


def _sum_wishes(problem: GroupProblem, plan: Roster, rounds: int) -> int | float:
    """Exact: as decimals are written, not as floating-point numbers add up."""
    total = Fraction(0)
    for guest in problem.guests:
        for group in plan.get(guest.id, ()):
            total += Fraction(str(guest.wishes.get(group.destination, 0)))
    return int(total) if total.denominator == 1 else float(total)


def _count_splits(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    spread: dict[tuple[str, int], set[str]] = defaultdict(set)
    for guest in problem.guests:
        for group in plan.get(guest.id, ()):
            if guest.delegation is not None:
                spread[guest.delegation, group.round].add(group.id)
    return sum(len(names) for names in spread.values()) - len(spread)


def _count_apart(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    heads = Counter(
        (guest.delegation, group.id)
        for guest in problem.guests
        for group in plan.get(guest.id, ())
        if guest.delegation is not None
    )
    return heads.total() - len(heads)


def _count_mix(problem: GroupProblem, plan: Roster, rounds: int) -> int:
    heads = Counter(
        (guest.country, group.id)
        for guest in problem.guests
        for group in plan.get(guest.id, ())
        if guest.country is not None
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

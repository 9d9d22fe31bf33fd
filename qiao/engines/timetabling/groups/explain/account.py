"""What each guest got, against the best that could be had for that guest alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.groups.explain.denial import Denial, explain_denial
from qiao.engines.timetabling.groups.explain.desk import Desk
from qiao.engines.timetabling.groups.fit import bars_between, exclude_each_other
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest, Number
from qiao.engines.timetabling.groups.result import GroupSolution

say(
    {
        "groups.account": (
            "{guest} got wishes worth {got}; alone, {best} could be had.",
            "{guest}实现的意愿合计{got}；若仅考虑其一人，最高可达{best}。",
        ),
        "groups.account.lacking": (
            "{guest} has {visits} of {least} visits. Groups: {full} full, {off} off, {clash} clash.",
            "{guest}获得{visits}次参观，应为{least}次；适合的组中，{full}个已满，{off}个未成行，{clash}个冲突。",
        ),
    }
)


@dataclass(frozen=True)
class Account:
    """One guest's share.

    Attributes
    ----------
    got : weight of the wishes granted. best : the most that could be had for the guest alone.
    denials : better wishes that were not granted, the dearest first.
    sentences : the account in words.
    """

    guest: str
    got: Number
    best: Number
    denials: tuple[Denial, ...]
    sentences: tuple[Sentence, ...]


def explain_groups(
    problem: GroupProblem,
    solution: GroupSolution,
    guest: str | None = None,
    *,
    may_see: Callable[[str], bool] = lambda name: True,
) -> tuple[Account, ...]:
    """The account of one guest, or of all in the order of the instance.

    Parameters
    ----------
    may_see : whether the one who asks may read the name of a guest; others are only counted.

    A wish is better when it is worth more than a visit that the guest got, or when a visit is lacking. Each
    change told is verified: the changed instance and the plan with that one guest moved go through
    `check.check_groups`. O(guests) for each group looked at, so O(guests²) for all.

    Raises
    ------
    KeyError : there is no such guest.

    >>> ana, ben = Guest("Ana", wishes={"Optics": 3}), Guest("Ben", wishes={"Optics": 5})
    >>> groups = (Group("g1", "Optics", (0,), 1), Group("g2", "Robotics", (1,), 5))
    >>> plan = GroupSolution("", "feasible", {"Ana": ("g2",), "Ben": ("g1",)})
    >>> [account] = explain_groups(GroupProblem("", 2, (ana, ben), groups), plan, "Ana")
    >>> [denial] = account.denials
    >>> print(denial.reasons[0].sentence)
    g1 is full: its places are held by Ben, who wish for it as much or more.
    >>> print(denial.change.sentence)
    With one more place in g1, Ana gets Optics.
    """
    if guest is not None and guest not in problem.guest_index:
        raise KeyError(guest)
    desk = Desk(problem, solution, may_see)
    return tuple(_account(desk, each) for each in problem.guests if guest is None or each.id == guest)


def find_best_alone(problem: GroupProblem, guest: Guest) -> Number:
    """The most weight that one guest could get if nobody else came; exhaustive over the wished groups."""
    wished = [
        group
        for group in problem.groups
        if guest.wishes.get(group.destination, 0) > 0
        and group.capacity
        and (group.id in guest.pinned or not bars_between(guest, group))
    ]
    pinned = [group for group in problem.groups if group.id in guest.pinned]
    _, most = problem.visits_of(guest)
    return _best_from(guest, pinned, wished, most)


def _best_from(guest: Guest, taken: Sequence[Group], wished: Sequence[Group], most: int) -> Number:
    worth: Number = sum(guest.wishes.get(group.destination, 0) for group in taken)
    if len(taken) >= most:
        return worth
    best = worth
    for number, group in enumerate(wished):
        if group not in taken and not any(exclude_each_other(group, other) for other in taken):
            best = max(best, _best_from(guest, [*taken, group], wished[number + 1 :], most))
    return best


def _account(desk: Desk, guest: Guest) -> Account:
    mine = desk.groups_of(guest)
    got: Number = sum(guest.wishes.get(group.destination, 0) for group in mine)
    best = find_best_alone(desk.problem, guest)
    least, _ = desk.problem.visits_of(guest)
    visited = {group.destination for group in mine}
    poorest = min((guest.wishes.get(name, 0) for name in visited), default=0) if len(mine) >= least else 0
    better = [name for name, weight in guest.wishes.items() if name not in visited and weight > poorest]
    better.sort(key=lambda name: (-guest.wishes[name], name))
    sentences = [Sentence("groups.account", {"guest": guest.id, "got": got, "best": best})]
    if len(mine) < least:
        sentences.append(_tell_lack(desk, guest, mine, least))
    denials = tuple(explain_denial(desk, guest, name) for name in better)
    return Account(guest.id, got, best, denials, tuple(sentences))


def _tell_lack(desk: Desk, guest: Guest, mine: Sequence[Group], least: int) -> Sentence:
    full = off = clash = 0
    for group in desk.problem.groups:
        if group in mine or bars_between(guest, group):
            continue
        size = desk.sizes[group.id]
        if any(exclude_each_other(group, other) for other in mine):
            clash += 1
        elif size >= group.capacity:
            full += 1
        elif not size:
            off += 1
    values = {"guest": guest.id, "visits": len(mine), "least": least, "full": full, "off": off}
    return Sentence("groups.account.lacking", {**values, "clash": clash})

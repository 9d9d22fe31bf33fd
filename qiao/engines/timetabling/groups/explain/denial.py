"""One wish that was not granted: the binding reasons at each group, and a single change that grants it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.groups.explain.change import Change, find_changes
from qiao.engines.timetabling.groups.explain.desk import Desk
from qiao.engines.timetabling.groups.fit import bars_between, exclude_each_other
from qiao.engines.timetabling.groups.problem import Bar, Group, Guest, Number


@dataclass(frozen=True, slots=True)
class Reason:
    """What keeps the guest out of one group; `code` is the last part of the sentence's code."""

    group: str
    code: str
    sentence: Sentence


@dataclass(frozen=True)
class Denial:
    """A wish not granted. `change` is None where no single change was found that grants it."""

    destination: str
    weight: Number
    reasons: tuple[Reason, ...]
    change: Change | None


def explain_denial(desk: Desk, guest: Guest, destination: str) -> Denial:
    """The reasons at each group of the destination, and the change that costs the plan least."""
    groups = [group for group in desk.problem.groups if group.destination == destination]
    reasons = tuple(reason for group in groups for reason in find_reasons(desk, guest, group))
    if not groups:
        absent = Sentence("groups.why.absent", {"destination": destination})
        reasons = (Reason("", "absent", absent),)
    changes = [change for group in groups for change in find_changes(desk, guest, group)]
    best = max(changes, key=lambda each: (each.kind != "pin", desk.rank(each.values)), default=None)
    return Denial(destination, guest.wishes[destination], reasons, best)


def find_reasons(desk: Desk, guest: Guest, group: Group) -> list[Reason]:
    """What binds at one group; where nothing of its own does, what moving there would cost."""
    found = [_tell_bar(guest, group, bar) for bar in bars_between(guest, group)]
    if desk.sizes[group.id] >= group.capacity:
        found.append(_tell_full(desk, guest, group))
    if not desk.sizes[group.id] and group.min_size > 1:
        found.append(_reason(group, "cancelled", least=group.min_size))
    mine = desk.groups_of(guest)
    found += [
        _reason(group, "pinned", guest=guest.id, other=other.id)
        for other in mine
        if other.id in guest.pinned and exclude_each_other(group, other)
    ]
    return found or _tell_cost(desk, guest, group, mine)


def _reason(group: Group, code: str, **values: object) -> Reason:
    return Reason(group.id, code, Sentence(f"groups.why.{code}", {"group": group.id, **values}))


def _tell_bar(guest: Guest, group: Group, bar: Bar) -> Reason:
    slots = [str(slot) for slot in sorted(guest.meetings.intersection(group.slots))]
    return _reason(group, bar, guest=guest.id, destination=group.destination, slots=slots)


def _tell_full(desk: Desk, guest: Guest, group: Group) -> Reason:
    """Names those who rate it as high, as far as the one who asks may see."""
    weight = guest.wishes.get(group.destination, 0)
    rivals = [
        other.id for other in desk.others_in(group, guest) if other.wishes.get(group.destination, 0) >= weight
    ]
    named = [name for name in rivals if desk.may_see(name)]
    hidden = len(rivals) - len(named)
    suffix = "_for_others" if not rivals else "_some" if named and hidden else "" if named else "_hidden"
    values = {"group": group.id, "names": named, "number": hidden}
    return Reason(group.id, "full", Sentence(f"groups.why.full{suffix}", values))


def _tell_cost(desk: Desk, guest: Guest, group: Group, mine: Sequence[Group]) -> list[Reason]:
    moved = desk.move(guest, group)
    kept = moved.assignment[guest.id]
    left = [other for other in mine if other.id not in kept]
    small = [other for other in left if 1 < desk.sizes[other.id] <= other.min_size]
    if small:
        other = small[0]
        return [_reason(group, "needed", guest=guest.id, other=other.id, least=other.min_size)]
    if len(kept) < len(mine):
        return [_reason(group, "visits", guest=guest.id, others=[other.id for other in left])]
    values = desk.judge(desk.problem, moved)
    if values is None:
        return [_reason(group, "rules", guest=guest.id)]
    if desk.rank(values) > desk.rank(desk.values):
        return [_reason(group, "open", guest=guest.id)]
    for tier, now, then in zip(desk.problem.tiers, desk.values, values, strict=True):
        if now != then:
            return [_reason(group, "tier", guest=guest.id, tier=tier, now=now, then=then)]
    return [_reason(group, "equal", guest=guest.id)]

"""Why there is no plan: a smallest set of demands that cannot be met together.

A demand is a pin, or, in mode ``all``, that a guest gets the visits that count. QuickXplain (Junker,
AAAI 2004) finds a set of k among n demands with O(k log(n / k)) questions to CP-SAT.
"""

from collections.abc import Sequence
from copy import copy
from typing import NamedTuple

from qiao.engines.shape.words import Sentence, say
from qiao.engines.timetabling.groups.compiled import Compiled
from qiao.engines.timetabling.groups.model import Model, Scope
from qiao.engines.timetabling.groups.proof import prove
from qiao.engines.timetabling.groups.result import GroupConflict
from qiao.engines.timetabling.run import Run

say(
    {
        "groups.conflict.nowhere": (
            "{guests} fits no group: remove what keeps this guest out, or add a group.",
            "{guests}不适合任何一组：请取消限制条件，或增设参访小组。",
        ),
        "groups.conflict.room": (
            "{guests} can only be in {groups}, with room for {room}; they need {needed}.",
            "{guests}只能参加{groups}，名额共{room}个，而所需名额为{needed}个。",
        ),
        "groups.conflict.visits": (
            "{guests} can only be in {groups}, which do not give them all the visits they have to get.",
            "{guests}只能参加{groups}，而这些组无法满足其全部参观次数。",
        ),
        "groups.conflict.pins": (
            "These cannot be met together: {pins}.",
            "下列固定安排无法同时满足：{pins}。",
        ),
        "groups.conflict.pins_and_visits": (
            "These cannot be met together: {pins}, and a place for {guests}.",
            "下列安排无法同时满足：{pins}，以及为{guests}安排参观。",
        ),
        "groups.conflict.pin": ("{guest} in {group}", "{guest}固定在{group}"),
    }
)


class Demand(NamedTuple):
    """A pin of a guest, or with `group` None that the guest gets all visits that count."""

    guest: int
    group: int | None


def find_conflict(compiled: Compiled, run: Run) -> GroupConflict | None:
    """A smallest conflict of an infeasible instance; None where the time ends before it is found."""
    demands = [Demand(guest, group) for guest, pins in enumerate(compiled.pins) for group in sorted(pins)]
    demands += [Demand(guest, None) for guest in compiled.guests if compiled.must[guest]]
    demands.sort(key=lambda each: (len(compiled.allowed[each.guest]), each.guest))
    try:
        found = explain_quickly(compiled, run, [], demands, is_changed=False)
    except _OutOfTime:
        return None
    return _describe(
        compiled, sorted(found, key=lambda each: (each.guest, each.group is None, each.group or 0))
    )


def explain_quickly(
    compiled: Compiled, run: Run, kept: list[Demand], demands: list[Demand], *, is_changed: bool
) -> list[Demand]:
    """The demands of a smallest conflict with `kept`; `is_changed` where `kept` alone may be in conflict."""
    if is_changed and not can_be_met(compiled, kept, run):
        return []
    if len(demands) == 1:
        return demands
    middle = len(demands) // 2
    first, second = demands[:middle], demands[middle:]
    late = explain_quickly(compiled, run, kept + first, second, is_changed=bool(first))
    early = explain_quickly(compiled, run, kept + late, first, is_changed=bool(late))
    return early + late


def can_be_met(compiled: Compiled, demands: Sequence[Demand], run: Run) -> bool:
    """Whether a plan meets these demands and all rules, whatever becomes of the other demands."""
    asked = copy(compiled)
    asked.pins = [frozenset() for _ in compiled.guests]
    asked.must = [0 for _ in compiled.guests]
    for guest, group in demands:
        if group is None:
            asked.must[guest] = compiled.least[guest]
        else:
            asked.pins[guest] |= {group}
    if asked.is_valid([() for _ in asked.guests]):
        return True
    outcome = prove(Model(asked, Scope(asked.allowed)), asked, None, 0, run, limit=None)
    if outcome.plan is None and not outcome.is_infeasible:
        raise _OutOfTime
    return outcome.plan is not None


class _OutOfTime(Exception):
    pass


def _describe(compiled: Compiled, demands: Sequence[Demand]) -> GroupConflict:
    guests, groups = compiled.problem.guests, compiled.problem.groups
    pins = [(guest, group) for guest, group in demands if group is not None]
    placed = [guest for guest, group in demands if group is None]
    open_groups = sorted(
        {group for guest in placed for group in compiled.allowed[guest]} | {g for _, g in pins}
    )
    names = [guests[guest].id for guest in placed]
    said = [
        Sentence("groups.conflict.pin", {"guest": guests[guest].id, "group": groups[group].id})
        for guest, group in pins
    ]
    if pins:
        code = "groups.conflict.pins_and_visits" if placed else "groups.conflict.pins"
        sentence = Sentence(code, {"pins": said, "guests": names})
    else:
        sentence = _describe_lack(compiled, placed, open_groups, names)
    involved = sorted({guest for guest, _ in demands})
    return GroupConflict(
        tuple(guests[guest].id for guest in involved),
        tuple(groups[group].id for group in open_groups),
        sentence,
    )


def _describe_lack(
    compiled: Compiled, placed: Sequence[int], open_groups: Sequence[int], names: list[str]
) -> Sentence:
    room = sum(compiled.capacity[group] for group in open_groups)
    needed = sum(compiled.least[guest] for guest in placed)
    named = [compiled.problem.groups[group].id for group in open_groups]
    if not open_groups:
        return Sentence("groups.conflict.nowhere", {"guests": names})
    code = "groups.conflict.room" if room < needed else "groups.conflict.visits"
    return Sentence(code, {"guests": names, "groups": named, "room": room, "needed": needed})

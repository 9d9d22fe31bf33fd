"""Single changes of an instance with which a visitor gets a wish, each verified."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qiao.engines.timetabling.groups.explain import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.timetabling.groups.explain.desk import Desk
from qiao.engines.timetabling.groups.fit import bars_between
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Number, Visitor
from qiao.engines.timetabling.groups.result import GroupSolution
from qiao.engines.timetabling.words import Sentence

Kind = Literal["place", "interpreter", "meeting", "unavailable", "need", "access", "forbidden", "pin"]


@dataclass(frozen=True, slots=True)
class Change:
    """A single change with which the visitor gets the wish, verified; `values` of the tiers after it."""

    kind: Kind
    group: str
    values: tuple[Number, ...]
    sentence: Sentence


def find_changes(desk: Desk, visitor: Visitor, group: Group) -> Iterator[Change]:
    """Single changes of the instance after which the plan with the visitor moved keeps all rules.

    A change other than a pin also has to make that plan better than the present one.
    """
    moved = desk.move(visitor, group)
    for kind, problem, values in _single_changes(desk.problem, visitor, group, is_full=_is_full(desk, group)):
        result = desk.judge(problem, moved)
        if result is not None and desk.rank(result) > desk.rank(desk.values):
            names = {"visitor": visitor.id, "group": group.id, "destination": group.destination, **values}
            yield Change(kind, group.id, result, Sentence(f"groups.change.{kind}", names))
    yield from _pin(desk, visitor, group, moved)


def _is_full(desk: Desk, group: Group) -> bool:
    return desk.sizes[group.id] >= group.capacity


def _pin(desk: Desk, visitor: Visitor, group: Group, moved: GroupSolution) -> Iterator[Change]:
    pinned = replace(visitor, pinned=(*visitor.pinned, group.id))
    result = desk.judge(_with_visitor(desk.problem, pinned), moved)
    if result is None:
        return
    costs = [
        Sentence("groups.change.cost", {"tier": tier, "now": now, "then": then})
        for tier, now, then in zip(desk.problem.tiers, desk.values, result, strict=True)
        if now != then
    ]
    names = {"visitor": visitor.id, "group": group.id, "destination": group.destination, "costs": costs}
    yield Change("pin", group.id, result, Sentence("groups.change.pin", names))


def _single_changes(
    problem: GroupProblem, visitor: Visitor, group: Group, *, is_full: bool
) -> Iterator[tuple[Kind, GroupProblem, dict[str, object]]]:
    times = frozenset(group.slots)
    if is_full:
        yield "place", _with_group(problem, replace(group, capacity=group.capacity + 1)), {}
    for bar in bars_between(visitor, group):
        if bar == "language":
            yield "interpreter", _with_group(problem, replace(group, interpreter=True)), {}
        elif bar == "need":
            needs = sorted(visitor.needs - group.provides)
            yield (
                "need",
                _with_group(problem, replace(group, provides=group.provides | visitor.needs)),
                {"needs": needs},
            )
        elif bar == "meeting":
            free = replace(visitor, meetings=visitor.meetings - times)
            yield "meeting", _with_visitor(problem, free), {"slots": _told(visitor.meetings & times)}
        elif bar == "unavailable":
            free = replace(visitor, unavailable=visitor.unavailable - times)
            yield "unavailable", _with_visitor(problem, free), {"slots": _told(visitor.unavailable & times)}
        elif bar == "access":
            free = replace(visitor, barred=visitor.barred - {group.destination})
            yield "access", _with_visitor(problem, free), {}
        else:
            free = replace(visitor, forbidden=visitor.forbidden - {group.id})
            yield "forbidden", _with_visitor(problem, free), {}


def _told(slots: frozenset[int]) -> list[str]:
    return [str(slot) for slot in sorted(slots)]


def _with_group(problem: GroupProblem, changed: Group) -> GroupProblem:
    groups = tuple(changed if each.id == changed.id else each for each in problem.groups)
    return replace(problem, groups=groups)


def _with_visitor(problem: GroupProblem, changed: Visitor) -> GroupProblem:
    visitors = tuple(changed if each.id == changed.id else each for each in problem.visitors)
    return replace(problem, visitors=visitors)

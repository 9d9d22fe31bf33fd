"""Single changes of an instance with which a guest gets a wish, each verified."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from qiao.engines.shape.words import Sentence
from qiao.engines.timetabling.groups.explain import words as _words  # noqa: F401 (registers the sentences)
from qiao.engines.timetabling.groups.explain.desk import Desk
from qiao.engines.timetabling.groups.fit import bars_between
from qiao.engines.timetabling.groups.problem import Group, GroupProblem, Guest, Number
from qiao.engines.timetabling.groups.result import GroupSolution

Kind = Literal["place", "interpreter", "meeting", "unavailable", "need", "access", "forbidden", "pin"]


@dataclass(frozen=True, slots=True)
class Change:
    """A single change with which the guest gets the wish, verified; `values` of the tiers after it."""

    kind: Kind
    group: str
    values: tuple[Number, ...]
    sentence: Sentence


def find_changes(desk: Desk, guest: Guest, group: Group) -> Iterator[Change]:
    """Single changes of the instance after which the plan with the guest moved keeps all rules.

    A change other than a pin also has to make that plan better than the present one.
    """
    moved = desk.move(guest, group)
    for kind, problem, values in _single_changes(desk.problem, guest, group, is_full=_is_full(desk, group)):
        result = desk.judge(problem, moved)
        if result is not None and desk.rank(result) > desk.rank(desk.values):
            names = {"guest": guest.id, "group": group.id, "destination": group.destination, **values}
            yield Change(kind, group.id, result, Sentence(f"groups.change.{kind}", names))
    yield from _pin(desk, guest, group, moved)


def _is_full(desk: Desk, group: Group) -> bool:
    return desk.sizes[group.id] >= group.capacity


def _pin(desk: Desk, guest: Guest, group: Group, moved: GroupSolution) -> Iterator[Change]:
    pinned = replace(guest, pinned=(*guest.pinned, group.id))
    result = desk.judge(_with_guest(desk.problem, pinned), moved)
    if result is None:
        return
    costs = [
        Sentence("groups.change.cost", {"tier": tier, "now": now, "then": then})
        for tier, now, then in zip(desk.problem.tiers, desk.values, result, strict=True)
        if now != then
    ]
    names = {"guest": guest.id, "group": group.id, "destination": group.destination, "costs": costs}
    yield Change("pin", group.id, result, Sentence("groups.change.pin", names))


def _single_changes(
    problem: GroupProblem, guest: Guest, group: Group, *, is_full: bool
) -> Iterator[tuple[Kind, GroupProblem, dict[str, object]]]:
    times = frozenset(group.slots)
    if is_full:
        yield "place", _with_group(problem, replace(group, capacity=group.capacity + 1)), {}
    for bar in bars_between(guest, group):
        if bar == "language":
            yield "interpreter", _with_group(problem, replace(group, interpreter=True)), {}
        elif bar == "need":
            needs = sorted(guest.needs - group.provides)
            yield (
                "need",
                _with_group(problem, replace(group, provides=group.provides | guest.needs)),
                {"needs": needs},
            )
        elif bar == "meeting":
            free = replace(guest, meetings=guest.meetings - times)
            yield "meeting", _with_guest(problem, free), {"slots": _told(guest.meetings & times)}
        elif bar == "unavailable":
            free = replace(guest, unavailable=guest.unavailable - times)
            yield "unavailable", _with_guest(problem, free), {"slots": _told(guest.unavailable & times)}
        elif bar == "access":
            free = replace(guest, barred=guest.barred - {group.destination})
            yield "access", _with_guest(problem, free), {}
        else:
            free = replace(guest, forbidden=guest.forbidden - {group.id})
            yield "forbidden", _with_guest(problem, free), {}


def _told(slots: frozenset[int]) -> list[str]:
    return [str(slot) for slot in sorted(slots)]


def _with_group(problem: GroupProblem, changed: Group) -> GroupProblem:
    groups = tuple(changed if each.id == changed.id else each for each in problem.groups)
    return replace(problem, groups=groups)


def _with_guest(problem: GroupProblem, changed: Guest) -> GroupProblem:
    guests = tuple(changed if each.id == changed.id else each for each in problem.guests)
    return replace(problem, guests=guests)

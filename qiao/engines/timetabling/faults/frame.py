"""Faults of what holds for the whole instance: slots, days, sessions, capacity, travel, earlier timetable."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.kinds import (
    check_cap,
    check_choice,
    check_flag,
    check_text,
    check_whole,
)
from qiao.engines.shape.naming import add_unknown, shown
from qiao.engines.timetabling.faults.slots import check_slots
from qiao.engines.timetabling.problem import Problem

MOST_SLOTS = 10_000


@dataclass(frozen=True)
class Frame:
    """What the faults of participants and requests are judged by: slots that exist, and those of some day."""

    slots: int
    in_a_day: frozenset[int]
    sessions: Mapping[str, frozenset[int]]


def check_frame(problem: Problem, found: Collector) -> Frame:
    check_choice(problem.mode, ("all", "choose"), "mode", found)
    check_choice(problem.break_rule, ("gap", "wait"), "break_rule", found)
    check_text(problem.name, "name", found, may_be_empty=True)
    is_counted = check_whole(problem.slots, "slots", found, most=MOST_SLOTS)
    slots = problem.slots if is_counted else MOST_SLOTS
    for name in ("fairness", "max_moved", "floor"):
        check_cap(getattr(problem, name), name, found)
    check_flag(problem.bipartite, "bipartite", found)
    in_a_day = _check_days(problem, slots, found)
    for name, inside in problem.sessions.items():
        check_text(name, "sessions", found)
        check_slots(inside, slots, f"sessions.{name}", found)
    if problem.capacity is not None:
        _check_capacity(problem.capacity, slots if is_counted else len(problem.capacity), found)
    _check_travel(problem.travel, found)
    _check_previous(problem, slots, found)
    return Frame(slots, in_a_day, problem.sessions)


def _check_days(problem: Problem, slots: int, found: Collector) -> frozenset[int]:
    """The slots of sound days; overlapping days are told once each."""
    inside: set[int] = set()
    latest = -1
    for number, (first, last) in enumerate(problem.days):
        place = f"days[{number}]"
        if not check_slots((first, last), slots, place, found):
            continue
        if last < first:
            found.add(place, "day-backwards", first=first, last=last)
        elif first <= latest:
            found.add(place, "day-overlap", first=first, last=latest)
        inside.update(range(first, last + 1))
        latest = max(latest, last)
    return frozenset(inside if problem.days else range(slots))


def _check_capacity(capacity: tuple[int, ...], slots: int, found: Collector) -> None:
    if len(capacity) != slots:
        found.add("capacity", "capacity-length", found=len(capacity), slots=slots)
    for slot, tables in enumerate(capacity):
        check_whole(tables, f"capacity[{slot}]", found)


def _check_travel(travel: Mapping[tuple[str, str], int], found: Collector) -> None:
    for (a, b), slots in travel.items():
        place = f"travel.{a}|{b}"
        if not all(check_text(zone, place, found) for zone in (a, b)) or "|" in a + b:
            found.add(place, "travel-key", value=shown(f"{a}|{b}"))
            continue
        check_whole(slots, place, found)
        other = travel.get((b, a), slots)
        if other != slots and a < b:
            found.add(place, "travel-differs", a=a, b=b, one=slots, other=other)


def _check_previous(problem: Problem, slots: int, found: Collector) -> None:
    if problem.max_moved is not None and problem.previous is None:
        found.add("max_moved", "no-previous")
    for request, slot in (problem.previous or {}).items():
        place = f"previous.{request}"
        if request not in problem.request_index:
            add_unknown(place, "no-request", request, problem.request_index, found)
        check_slots((slot,), slots, place, found)

"""Faults of participants."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.engines.shape.fault import Collector
from qiao.engines.shape.kinds import check_cap, check_text
from qiao.engines.shape.naming import shown
from qiao.engines.timetabling.faults.frame import Frame
from qiao.engines.timetabling.faults.slots import check_slots
from qiao.engines.timetabling.problem import Participant, Problem


@dataclass(frozen=True)
class People:
    """Participants by id, each with the place where it is described."""

    known: Mapping[str, Participant]
    places: Mapping[str, str]

    def named(self, name: object) -> Participant | None:
        return self.known.get(name) if isinstance(name, str) else None


def check_people(problem: Problem, frame: Frame, found: Collector) -> People:
    known: dict[str, Participant] = {}
    places: dict[str, str] = {}
    for number, each in enumerate(problem.participants):
        place = f"participants[{number}]"
        if check_text(each.id, f"{place}.id", found):
            if each.id in known:
                found.add(f"{place}.id", "twice", id=shown(each.id), where=places[each.id])
            known.setdefault(each.id, each)
            places.setdefault(each.id, place)
        _check_fields(each, place, frame, found)
    _check_general_floor(problem, found)
    return People(known, places)


def _check_fields(each: Participant, place: str, frame: Frame, found: Collector) -> None:
    if each.unavailable:
        check_slots(each.unavailable, frame.slots, f"{place}.unavailable", found)
    for name in ("side", "zone"):
        if (value := getattr(each, name)) is not None:
            check_text(value, f"{place}.{name}", found)
    check_cap(each.max_meetings, f"{place}.max_meetings", found)
    check_cap(each.max_per_day, f"{place}.max_per_day", found)
    check_cap(each.max_run, f"{place}.max_run", found, least=1)
    check_cap(each.min_meetings, f"{place}.min_meetings", found)
    if _is_above(each.min_meetings, each.max_meetings):
        told = {"floor": each.min_meetings, "cap": each.max_meetings}
        found.add(f"{place}.min_meetings", "floor-own", **told)


def _check_general_floor(problem: Problem, found: Collector) -> None:
    """Nobody without a floor of its own has a cap below that of everybody: told once."""
    low = [
        each
        for each in problem.participants
        if each.min_meetings is None and _is_above(problem.floor, each.max_meetings)
    ]
    if low:
        least = min(low, key=lambda each: each.max_meetings or 0)
        told = {"id": shown(least.id), "cap": least.max_meetings, "count": len(low)}
        found.add("floor", "floor-general", floor=problem.floor, **told)


def _is_above(floor: object, cap: object) -> bool:
    return type(floor) is int and type(cap) is int and floor > cap >= 0

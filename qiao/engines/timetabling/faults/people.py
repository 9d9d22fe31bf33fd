"""Faults of participants."""

from collections.abc import Mapping
from dataclasses import dataclass

from qiao.engines.timetabling.faults.fault import Collector
from qiao.engines.timetabling.faults.frame import Frame
from qiao.engines.timetabling.faults.kinds import check_cap, check_slots, check_text
from qiao.engines.timetabling.faults.naming import shown
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

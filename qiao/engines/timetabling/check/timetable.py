"""An instance and a timetable side by side, as the check reads them: by itself, from the plain fields."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from qiao.engines.timetabling.problem import Participant, Problem, Request
from qiao.engines.timetabling.result import Meeting, Solution


@dataclass(frozen=True)
class Frame:
    """What the fields of an instance mean, slot by slot."""

    problem: Problem

    @cached_property
    def days(self) -> list[range]:
        if self.problem.days:
            return [range(first, last + 1) for first, last in self.problem.days]
        return [range(self.problem.slots)] if self.problem.slots else []

    @cached_property
    def day_of(self) -> dict[int, int]:
        """The number of the day of each slot that lies in one."""
        return {slot: number for number, day in enumerate(self.days) for slot in day}

    @cached_property
    def people(self) -> dict[str, Participant]:
        return {each.id: each for each in self.problem.participants}

    @cached_property
    def requests(self) -> dict[str, Request]:
        return {each.id: each for each in self.problem.requests}

    @cached_property
    def due(self) -> list[Request]:
        return [each for each in self.problem.requests if self.problem.mode == "all" or each.mandatory]

    @cached_property
    def floors(self) -> dict[str, int]:
        """Of each participant who should get some meetings at least; of nobody where all must be held."""
        own = {
            each.id: self.problem.floor if each.min_meetings is None else each.min_meetings
            for each in self.problem.participants
        }
        return {who: floor for who, floor in own.items() if floor and self.problem.mode == "choose"}

    def tables_in(self, slot: int) -> int | None:
        return None if self.problem.capacity is None else self.problem.capacity[slot]

    @cached_property
    def possible(self) -> dict[str, frozenset[int]]:
        """The slots in which each request could lie if it were the only one."""
        return {each.id: frozenset(self._slots_of(each)) for each in self.problem.requests}

    def _slots_of(self, request: Request) -> Iterator[int]:
        a, b = self.people[request.a], self.people[request.b]
        session = None if request.session is None else self.problem.sessions[request.session]
        for slot in self.day_of if request.slot is None else (request.slot,):
            if (
                slot in self.day_of
                and slot not in a.unavailable
                and slot not in b.unavailable
                and (session is None or slot in session)
                and (request.allowed is None or slot in request.allowed)
                and self.tables_in(slot) != 0
            ):
                yield slot

    def zone_of(self, request: Request) -> str | None:
        return request.zone or self.people[request.a].zone or self.people[request.b].zone

    def steps(self, one: str | None, other: str | None) -> int:
        """Free slots that the way between two zones takes."""
        if one is None or other is None:
            return 0
        travel = self.problem.travel
        return max(travel.get((one, other), 0), travel.get((other, one), 0))


@dataclass(frozen=True)
class Timetable:
    """The meetings of known requests in slots that exist."""

    frame: Frame
    meetings: dict[str, Meeting]

    @cached_property
    def of_participant(self) -> dict[str, list[tuple[int, Request]]]:
        """Each participant's meetings in the order of their slots."""
        found: dict[str, list[tuple[int, Request]]] = {each: [] for each in self.frame.people}
        for name, meeting in self.meetings.items():
            request = self.frame.requests[name]
            for who in {request.a, request.b}:
                found[who].append((meeting.slot, request))
        for mine in found.values():
            mine.sort(key=lambda each: each[0])
        return found

    @cached_property
    def in_slot(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for name, meeting in self.meetings.items():
            found.setdefault(meeting.slot, []).append(name)
        return found


def timetable_of(frame: Frame, solution: Solution) -> Timetable:
    """The part of a schedule that can be judged at all."""
    slots = range(frame.problem.slots)
    sound = {
        name: meeting
        for name, meeting in solution.schedule.items()
        if name in frame.requests and type(meeting.slot) is int and meeting.slot in slots
    }
    return Timetable(frame, sound)

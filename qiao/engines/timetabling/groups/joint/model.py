"""Visits and meetings as one constraint program, for small sizes."""

from collections import defaultdict
from fractions import Fraction
from math import lcm

from ortools.sat.python.cp_model import IntVar, LinearExpr

from qiao.engines.timetabling.groups.compiled import Compiled
from qiao.engines.timetabling.groups.model import Expression, Model, Scope
from qiao.engines.timetabling.problem import Problem, slots_of


def has_only_known_rules(meetings: Problem) -> bool:
    """Whether the program knows every hard rule of the meetings: all but limits of breaks and moves."""
    return meetings.fairness is None and meetings.max_moved is None


class JointModel:
    """The model of the visits, a variable for each request and slot, and what keeps the two apart.

    O(requests x slots) variables more than `groups.model.Model`.
    """

    def __init__(self, compiled: Compiled, meetings: Problem) -> None:
        self.visits = Model(compiled, Scope(compiled.allowed, has_classes=False))
        self.cp = self.visits.cp
        self.meetings = meetings
        weights = [Fraction(str(each.weight)) for each in meetings.requests]
        self.scale = lcm(*(weight.denominator for weight in weights)) if weights else 1
        self.held: list[dict[int, IntVar]] = [
            {slot: self.cp.new_bool_var("") for slot in slots_of(domain)} for domain in meetings.domains
        ]
        self.busy: dict[int, dict[int, list[IntVar]]] = defaultdict(lambda: defaultdict(list))
        for request, (one, other) in enumerate(meetings.pairs):
            for slot, variable in self.held[request].items():
                self.busy[one][slot].append(variable)
                self.busy[other][slot].append(variable)
        self._limit_requests()
        self._limit_slots()
        for participant in range(len(meetings.participants)):
            self._limit_participant(participant)
        self._keep_apart(compiled)
        self._keep_walks()

    def weight(self) -> Expression:
        """The weight of the meetings held, times `scale`."""
        terms: list[Expression] = [0]
        for request, slots in zip(self.meetings.requests, self.held, strict=True):
            scaled = int(Fraction(str(request.weight)) * self.scale)
            terms += [scaled * variable for variable in slots.values()]
        return LinearExpr.sum(terms)

    def _limit_requests(self) -> None:
        index = self.meetings.request_index
        sides = {each.id: each.side for each in self.meetings.participants}
        for number, request in enumerate(self.meetings.requests):
            slots = list(self.held[number].values())
            self.cp.add_exactly_one(slots) if self.meetings.is_due(request) else self.cp.add_at_most_one(
                slots
            )
            if self.meetings.bipartite and sides[request.a] == sides[request.b]:
                self.cp.add(LinearExpr.sum(slots) == 0)
            for earlier in request.after:
                self._keep_order(index[earlier], number)

    def _keep_order(self, first: int, second: int) -> None:
        """Strictly earlier whenever both are held."""
        for slot, late in self.held[second].items():
            for other, early in self.held[first].items():
                if other >= slot:
                    self.cp.add_bool_or([~late, ~early])

    def _limit_slots(self) -> None:
        if self.meetings.capacity is None:
            return
        for slot, room in enumerate(self.meetings.capacity):
            here = [slots[slot] for slots in self.held if slot in slots]
            self.cp.add(LinearExpr.sum(here) <= room)

    def _limit_participant(self, number: int) -> None:
        about, busy = self.meetings.participants[number], self.busy[number]
        for several in busy.values():
            self.cp.add_at_most_one(several)
        everything = [variable for several in busy.values() for variable in several]
        if about.max_meetings is not None:
            self.cp.add(LinearExpr.sum(everything) <= about.max_meetings)
        for first, last in self.meetings.day_list:
            days = [busy[slot] for slot in range(first, last + 1) if slot in busy]
            if about.max_per_day is not None:
                self.cp.add(LinearExpr.sum([each for some in days for each in some]) <= about.max_per_day)
            if about.max_run is not None:
                self._limit_runs(busy, about.max_run, first, last)

    def _limit_runs(self, busy: dict[int, list[IntVar]], most: int, first: int, last: int) -> None:
        for start in range(first, last - most + 1):
            window = range(start, start + most + 1)
            within = [variable for slot in window for variable in busy.get(slot, ())]
            self.cp.add(LinearExpr.sum(within) <= most)

    def _keep_apart(self, compiled: Compiled) -> None:
        """Nobody meets while one of its guests is away."""
        index = self.meetings.participant_index
        for kind in self.visits.kinds:
            name = compiled.problem.guests[kind.first].participant
            if name not in index:
                continue
            for group, visit in kind.people.items():
                for slot in compiled.problem.groups[group].slots:
                    for meeting in self.busy[index[name]].get(slot, ()):
                        self.cp.add(visit + meeting <= 1)

    def _keep_walks(self) -> None:
        """Free slots between consecutive meetings in zones apart, on one day."""
        if not self.meetings.travel:
            return
        mine: dict[int, list[int]] = defaultdict(list)
        for request, pair in enumerate(self.meetings.pairs):
            for participant in pair:
                mine[participant].append(request)
        for participant, requests in mine.items():
            for place, one in enumerate(requests):
                for other in requests[place + 1 :]:
                    self._keep_walk(participant, one, other)

    def _keep_walk(self, participant: int, one: int, other: int) -> None:
        zones = self.meetings.zones
        walk = self.meetings.walk(zones[one], zones[other])
        if not walk:
            return
        for slot, first in self.held[one].items():
            for later, second in self.held[other].items():
                if abs(slot - later) <= walk and self._is_one_day(slot, later):
                    between = range(min(slot, later) + 1, max(slot, later))
                    inside = [each for t in between for each in self.busy[participant].get(t, ())]
                    self.cp.add_bool_or([~first, ~second, *inside])

    def _is_one_day(self, one: int, other: int) -> bool:
        return any(
            first <= min(one, other) and max(one, other) <= last for first, last in self.meetings.day_list
        )

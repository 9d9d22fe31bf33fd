"""When somebody could be on a visit: runs as slots and rounds, and what else is in a person's way."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from qiao.rooms.exchanges.models import DelegationMember, Exchange
from qiao.rooms.programme.agenda import AgendaEntry, Both, agenda
from qiao.rooms.programme.models import Place, TransferTime
from qiao.rooms.visits.models import VisitRun

OWN_KEYS = "visits."
Ways = dict[frozenset[UUID], int]


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An entry of the agenda because of which somebody cannot be on a run; `is_way` where only the way
    between the two takes too long."""

    title: Both
    is_way: bool


def ways_of(exchange: Exchange) -> Ways:
    """Minutes between any two places of the exchange; a room is where the place is that it lies in."""
    outer = {place.pk: place.within_id for place in Place.objects.filter(exchange=exchange)}
    minutes = {
        frozenset((each.one_id, each.other_id)): each.minutes
        for each in TransferTime.objects.filter(exchange=exchange)
    }
    lines = {place: _line(place, outer) for place in outer}
    found = {}
    for one, other in _pairs(list(outer)):
        steps = (minutes.get(frozenset((a, b))) for a in lines[one] for b in lines[other])
        if (known := next((each for each in steps if each is not None), None)) is not None:
            found[frozenset((one, other))] = known
    return found


def _line(place: UUID, outer: dict[UUID, UUID | None]) -> list[UUID]:
    line, here = [], outer.get(place)
    line.append(place)
    while here is not None and here not in line:
        line.append(here)
        here = outer.get(here)
    return line


def _pairs(places: list[UUID]) -> Iterator[tuple[UUID, UUID]]:
    for number, one in enumerate(places):
        for other in places[number + 1 :]:
            yield one, other


def between(ways: Ways, one: UUID | None, other: UUID | None) -> dt.timedelta:
    if one is None or other is None or one == other:
        return dt.timedelta()
    return dt.timedelta(minutes=ways.get(frozenset((one, other)), 0))


def where(run: VisitRun) -> UUID | None:
    return run.place_id or run.visit.place_id


def rounds_of(runs: Sequence[VisitRun]) -> dict[UUID, int]:
    """Runs of one session are one round; those of no session are one with whatever they overlap."""
    rounds: dict[UUID, int] = {}
    numbers: dict[UUID, int] = {}
    count, loose, until = 0, -1, None
    for run in sorted(runs, key=lambda each: (each.starts_at, each.ends_at, each.pk)):
        if run.frame_id is not None:
            if run.frame_id not in numbers:
                numbers[run.frame_id], count = count, count + 1
            rounds[run.pk] = numbers[run.frame_id]
            continue
        if until is None or run.starts_at >= until:
            loose, count, until = count, count + 1, run.ends_at
        rounds[run.pk], until = loose, max(until, run.ends_at)
    return rounds


def slots_of(runs: Sequence[VisitRun], ways: Ways) -> tuple[int, dict[UUID, list[int]]]:
    """How many slots there are, and those of each run.

    A slot lies between two moments at which some run begins or ends. Where the way to a later run takes
    longer than the time between the two, the earlier one also takes the slot in which the later one begins:
    nobody is put into both.
    """
    moments = sorted({moment for run in runs for moment in (run.starts_at, run.ends_at)})
    index = {moment: number for number, moment in enumerate(moments)}
    slots = {}
    for run in runs:
        last = max([index[run.ends_at], *(index[late.starts_at] + 1 for late in _too_far(run, runs, ways))])
        slots[run.pk] = list(range(index[run.starts_at], last))
    return max(len(moments) - 1, 0), slots


def _too_far(run: VisitRun, runs: Sequence[VisitRun], ways: Ways) -> Iterator[VisitRun]:
    for late in runs:
        gap = late.starts_at - run.ends_at
        if dt.timedelta() <= gap < between(ways, where(run), where(late)):
            yield late


class Agenda:
    """What of an exchange's agenda is in the way of visits, by whom it is for."""

    def __init__(self, exchange: Exchange, ways: Ways) -> None:
        self.ways = ways
        self.for_everyone: list[AgendaEntry] = []
        self.of_delegation: dict[UUID, list[AgendaEntry]] = defaultdict(list)
        self.of_member: dict[UUID, list[AgendaEntry]] = defaultdict(list)
        for entry in agenda(exchange):
            if not entry.is_frame and not entry.key.startswith(OWN_KEYS):
                self._sort(entry)

    def _sort(self, entry: AgendaEntry) -> None:
        if entry.for_everyone:
            self.for_everyone.append(entry)
        for delegation in entry.delegations:
            self.of_delegation[delegation].append(entry)
        for member in entry.members:
            self.of_member[member].append(entry)

    def hindrances(
        self, members: Iterable[DelegationMember], runs: Sequence[VisitRun]
    ) -> dict[UUID, dict[UUID, Hindrance]]:
        """Member to run to what is in the way."""
        everybody = self._against(self.for_everyone, runs)
        by_delegation: dict[UUID, dict[UUID, Hindrance]] = {}
        found = {}
        for member in members:
            delegation = member.delegation_id
            if delegation not in by_delegation:
                by_delegation[delegation] = self._against(self.of_delegation[delegation], runs)
            found[member.pk] = (
                everybody | by_delegation[delegation] | self._against(self.of_member[member.pk], runs)
            )
        return found

    def _against(self, entries: Sequence[AgendaEntry], runs: Sequence[VisitRun]) -> dict[UUID, Hindrance]:
        found = {}
        for run in runs:
            for entry in entries:
                if entry.starts_at < run.ends_at and run.starts_at < entry.ends_at:
                    found[run.pk] = Hindrance(entry.title, is_way=False)
                    break
                way = between(self.ways, entry.place_id, where(run))
                if entry.starts_at < run.ends_at + way and run.starts_at < entry.ends_at + way:
                    found[run.pk] = Hindrance(entry.title, is_way=True)
        return found

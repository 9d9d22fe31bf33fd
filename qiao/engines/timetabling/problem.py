"""The instance: who may meet whom, when and where. Format ``qiao-timetable/1``.

Slots are numbered from 0 to ``slots - 1``; a set of slots is also available as an integer whose bit *s* says
whether slot *s* is in it (``mask``). Everything here is a plain frozen value: `solve`, `check` and `explain`
read it, nothing changes it. What is wrong with an instance is said by `faults.faults_of`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

Mode = Literal["all", "choose"]
BreakRule = Literal["gap", "wait"]

FORMAT = "qiao-timetable/1"
NO_TRAVEL: Mapping[tuple[str, str], int] = {}


def mask_of(slots: Iterable[int]) -> int:
    """The set of slots as an integer: bit *s* is slot *s*.

    >>> mask_of([0, 3])
    9
    """
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


def slots_of(mask: int) -> list[int]:
    """The slots of a mask, in order.

    >>> slots_of(9)
    [0, 3]
    """
    return [slot for slot in range(mask.bit_length()) if mask >> slot & 1]


@dataclass(frozen=True, slots=True)
class Participant:
    """A person or delegation that is in one place at a time.

    Attributes
    ----------
    side : only used where `Problem.bipartite` holds: the two of a meeting are on different sides.
    unavailable : slots in which the participant can hold no meeting.
    max_meetings, max_per_day : caps of meetings held; None is no cap.
    max_run : most meetings in adjacent slots of one day without a pause.
    zone : where the participant's meetings are held, unless the request says otherwise.
    min_meetings : the participant's own floor, in the place of `Problem.floor`.
    """

    id: str
    side: str | None = None
    unavailable: frozenset[int] = frozenset()
    max_meetings: int | None = None
    max_per_day: int | None = None
    max_run: int | None = None
    zone: str | None = None
    min_meetings: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A meeting of two participants that is wished for (`choose`) or has to be held (`all`, `mandatory`).

    Attributes
    ----------
    weight : what holding it is worth; at least 0, with at most six decimals.
    session : the name of a part of the day in `Problem.sessions` in which it must lie.
    allowed, slot : the slots, or the one slot, in which it must lie.
    after : ids of requests that must lie in strictly earlier slots whenever both are held.
    zone : where it is held.
    """

    id: str
    a: str
    b: str
    weight: int | float = 1
    mandatory: bool = False
    session: str | None = None
    allowed: frozenset[int] | None = None
    slot: int | None = None
    after: tuple[str, ...] = ()
    zone: str | None = None


@dataclass(frozen=True)
class Problem:
    """One instance.

    Attributes
    ----------
    mode : ``"all"``: every request is held; ``"choose"``: requests may be refused, and the weight held counts
        first.
    slots : number of slots. `days` : first and last slot of each day, inclusive, in order, without overlap.
    capacity : meetings that fit into each slot (tables), one number a slot; None is unlimited.
    break_rule : ``"gap"``: two consecutive meetings of a participant on one day that are not in adjacent
        slots are a break; ``"wait"``: only when the participant is available in one of the slots between.
    fairness : the most by which the breaks of any two participants may differ; None is no limit.
    travel : free slots needed between meetings in two zones on one day, for both orders of the pair; as many
        slots of the gap are no waiting.
    previous : slots of the meetings of a released timetable. `max_moved` : the most of them that may move.
    floor : meetings that everybody should get at least, in mode ``choose``: what is missing counts before the
        weight. None or 0 is no floor.
    """

    name: str
    mode: Mode
    slots: int
    participants: tuple[Participant, ...]
    requests: tuple[Request, ...]
    days: tuple[tuple[int, int], ...] = ()
    sessions: Mapping[str, frozenset[int]] = field(default_factory=dict)
    capacity: tuple[int, ...] | None = None
    break_rule: BreakRule = "gap"
    fairness: int | None = None
    bipartite: bool = False
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    previous: Mapping[str, int] | None = None
    max_moved: int | None = None
    floor: int | None = None

    @cached_property
    def day_list(self) -> tuple[tuple[int, int], ...]:
        """The days, one of all slots by default."""
        return self.days or (((0, self.slots - 1),) if self.slots else ())

    @cached_property
    def day_masks(self) -> tuple[int, ...]:
        return tuple(mask_of(range(first, last + 1)) for first, last in self.day_list)

    @cached_property
    def participant_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.participants)}

    @cached_property
    def request_index(self) -> dict[str, int]:
        return {each.id: number for number, each in enumerate(self.requests)}

    @cached_property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The two participants of each request, as indices."""
        index = self.participant_index
        return tuple((index[each.a], index[each.b]) for each in self.requests)

    @cached_property
    def available(self) -> tuple[int, ...]:
        """Mask of the slots in which each participant can meet; slots outside every day are in nobody's."""
        usable = 0
        for mask in self.day_masks:
            usable |= mask
        return tuple(usable & ~mask_of(each.unavailable) for each in self.participants)

    @cached_property
    def domains(self) -> tuple[int, ...]:
        """Mask of the slots in which each request could lie, looked at alone: both available, session,
        allowed slots, fixed slot, and a table in the slot at all."""
        return tuple(
            self._domain(request, pair) for request, pair in zip(self.requests, self.pairs, strict=True)
        )

    def _domain(self, request: Request, pair: tuple[int, int]) -> int:
        mask = self.available[pair[0]] & self.available[pair[1]] & self._open
        if request.session is not None:
            mask &= mask_of(self.sessions[request.session])
        if request.allowed is not None:
            mask &= mask_of(request.allowed)
        return mask if request.slot is None else mask & 1 << request.slot

    @cached_property
    def _open(self) -> int:
        capacity = self.capacity or (1,) * self.slots
        return mask_of(slot for slot, tables in enumerate(capacity) if tables > 0)

    @cached_property
    def floors(self) -> tuple[int, ...]:
        """Meetings that each participant should get at least; in mode ``all``, where nothing is chosen, 0.

        >>> Problem("", "choose", 1, (Participant("A"), Participant("B", min_meetings=0)), (), floor=2).floors
        (2, 0)
        """
        if not self.is_choosing:
            return (0,) * len(self.participants)
        general = self.floor or 0
        return tuple(
            general if each.min_meetings is None else each.min_meetings for each in self.participants
        )

    @cached_property
    def has_floor(self) -> bool:
        return any(self.floors)

    @cached_property
    def zones(self) -> tuple[str | None, ...]:
        """Where each request is held: its own zone, else that of its first participant who has one."""
        index = self.participant_index
        found = []
        for each in self.requests:
            a, b = self.participants[index[each.a]], self.participants[index[each.b]]
            found.append(each.zone or a.zone or b.zone)
        return tuple(found)

    def walk(self, one: str | None, other: str | None) -> int:
        """Free slots needed between meetings in two zones on one day; 0 where nothing is said.

        >>> Problem("", "all", 4, (), (), travel={("A", "B"): 2}).walk("B", "A")
        2
        """
        if one is None or other is None:
            return 0
        return max(self.travel.get((one, other), 0), self.travel.get((other, one), 0))

    @property
    def is_choosing(self) -> bool:
        return self.mode == "choose"

    def is_due(self, request: Request) -> bool:
        """Whether the request has to be held."""
        return self.mode == "all" or request.mandatory

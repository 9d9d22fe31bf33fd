"""What happened to a round, as the engine is asked: everything as it would be, the meetings that stand, and
what has begun."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from qiao.rooms.meetings.domain.busy import busy_periods
from qiao.rooms.meetings.domain.reading import Pair, Reading, read_round
from qiao.rooms.meetings.enums import HappeningKind, MeetingState, Side
from qiao.rooms.meetings.errors import (
    DoNotMeet,
    HasBegun,
    HasDeclined,
    IsFixed,
    IsInTheRound,
    KeptApart,
    MeetAlready,
    NoMeetingThen,
    NothingLeft,
    PartyGone,
    SameSide,
    SlotNotBegun,
)
from qiao.rooms.meetings.models import (
    Absence,
    Happening,
    Meeting,
    MeetingParty,
    MeetingWish,
    TableClosure,
    TimeSlot,
    Timetable,
)
from qiao.rooms.meetings.planning.mending import Change


@dataclass
class Situation:
    """`due` and `out` are pairs that have to meet, or do not; `refill` as in a `Change`."""

    happening: Happening
    standing: Timetable
    reading: Reading
    now: dt.datetime
    due: dict[Pair, UUID | None] = field(default_factory=dict)
    out: set[Pair] = field(default_factory=set)
    refill: tuple[UUID, UUID] | None = None

    @cached_property
    def rows(self) -> list[Meeting]:
        return list(self.standing.meetings.on().select_related("slot"))

    @cached_property
    def meeting(self) -> dict[Pair, Meeting]:
        return {(each.guest_id, each.host_id): each for each in self.rows}

    def has_begun(self, slot: TimeSlot) -> bool:
        return slot.starts_at <= self.now

    @cached_property
    def to_come(self) -> list[TimeSlot]:
        return [each for each in self.reading.slots if not self.has_begun(each)]

    @cached_property
    def settled(self) -> list[Meeting]:
        """What is not asked again: what was missed, and what has begun with somebody who has left since."""
        return [
            each
            for each in self.rows
            if each.state == MeetingState.MISSED or (self.has_begun(each.slot) and not self._is_there(each))
        ]

    def _is_there(self, meeting: Meeting) -> bool:
        return meeting.guest_id in self.reading.party and meeting.host_id in self.reading.party

    def change(self, most_moved: int | None) -> Change:
        settled = {each.pk for each in self.settled}
        held = [each for each in self.rows if each.pk not in settled and self._may_stay(each)]
        return Change(
            event=self.reading.event,
            held={
                (str(each.guest_id), str(each.host_id)): (str(each.slot_id), str(each.table_id))
                for each in held
            },
            begun=frozenset(str(each.pk) for each in self.reading.slots if self.has_begun(each)),
            due={_texts(pair): str(slot) if slot else None for pair, slot in self.due.items()},
            out=frozenset(map(_texts, self.out | self._missed)),
            refill=_texts(self.refill) if self.refill else None,
            most_moved=most_moved,
        )

    @property
    def _missed(self) -> set[Pair]:
        """Nobody asks those again who did not appear, unless somebody says so."""
        missed = {(each.guest_id, each.host_id) for each in self.settled if self._is_there(each)}
        return missed - set(self.due)

    def _may_stay(self, meeting: Meeting) -> bool:
        if not self._is_there(meeting):
            return False
        pair = (meeting.guest_id, meeting.host_id)
        is_wanted = pair not in self.reading.forbidden and pair not in self.reading.declined
        return is_wanted or self.has_begun(meeting.slot)


def situation_of(happening: Happening, standing: Timetable, wishes: Iterable[MeetingWish] = ()) -> Situation:
    """`wishes` are those of a walk-in.

    Raises
    ------
    QiaoError : what is reported cannot be so; it says why and what to report instead.
    """
    reading = read_round(happening.round)
    found = Situation(happening, standing, reading, timezone.now())
    begun = {each.pk for each in reading.slots if found.has_begun(each)}
    reading.fixed = [each for each in reading.fixed if each.slot_id not in begun]
    if happening.kind == HappeningKind.WALK_IN:
        _join(found, list(wishes))
    for party in (happening.party, happening.other):
        if party is not None and party.pk not in reading.party:
            raise PartyGone(who=str(party))
    _KINDS[HappeningKind(happening.kind)](found)
    return found


def meeting_in(timetable: Timetable, party: MeetingParty, slot: TimeSlot) -> Meeting:
    """
    Raises
    ------
    NoMeetingThen : the party meets nobody in the slot.
    """
    rows = timetable.meetings.due().filter(slot=slot).told()
    found = next((each for each in rows if party.pk in (each.guest_id, each.host_id)), None)
    if found is None:
        raise NoMeetingThen(who=str(party), slot=str(slot))
    return found


def absent_in(happening: Happening, slots: list[TimeSlot]) -> list[TimeSlot]:
    """Of the slots those in which the party is not there."""
    begins = happening.slot.starts_at if happening.slot else None
    tests: dict[str, Callable[[TimeSlot], bool]] = {
        HappeningKind.CANCELS: lambda _each: True,
        HappeningKind.LATE: lambda each: begins is not None and each.starts_at < begins,
        HappeningKind.LEAVES: lambda each: begins is not None and each.starts_at > begins,
        HappeningKind.AWAY: lambda each: each.starts_at == begins,
    }
    test = tests.get(happening.kind)
    return [each for each in slots if test(each)] if test else []


def closed_in(happening: Happening, slots: list[TimeSlot]) -> list[TimeSlot]:
    """Of the slots those in which the table is lost: one, or all that are left."""
    return [each for each in slots if happening.slot_id in (None, each.pk)]


def _is_away(found: Situation) -> None:
    party, slots = found.happening.party, absent_in(found.happening, found.to_come)
    if party is None or (not slots and found.happening.kind != HappeningKind.CANCELS):
        raise NothingLeft
    found.reading.absences += [Absence(party=party, slot=each) for each in slots]
    if found.happening.kind == HappeningKind.CANCELS:
        fixed = found.reading.fixed
        found.reading.fixed = [each for each in fixed if party.pk not in (each.guest_id, each.host_id)]


def _loses_table(found: Situation) -> None:
    table, slots = found.happening.table, closed_in(found.happening, found.to_come)
    if not slots:
        raise NothingLeft
    found.reading.closures += [TableClosure(table=table, slot=each) for each in slots]


def _swaps(found: Situation) -> None:
    what = found.happening
    one, other = (_meeting_then(found, who, when) for who, when in _ends(what))
    for meeting, slot in ((one, other.slot_id), (other, one.slot_id)):
        pair = (meeting.guest_id, meeting.host_id)
        if any((each.guest_id, each.host_id) == pair for each in found.reading.fixed):
            raise IsFixed(who=_named(found, pair))
        found.due[pair] = slot


def _ends(happening: Happening) -> Iterator[tuple[MeetingParty, TimeSlot]]:
    for who, when in ((happening.party, happening.slot), (happening.other, happening.other_slot)):
        if who is not None and when is not None:
            yield who, when


def _meeting_then(found: Situation, who: MeetingParty, when: TimeSlot) -> Meeting:
    if found.has_begun(when):
        raise HasBegun(slot=str(when))
    return meeting_in(found.standing, who, when)


def _meets(found: Situation) -> None:
    pair = _pair(found)
    there = found.meeting.get(pair)
    if there is not None and there.state != MeetingState.MISSED:
        raise MeetAlready(who=_named(found, pair), slot=str(there.slot))
    if pair in found.reading.forbidden:
        raise KeptApart(who=_named(found, pair))
    if pair in found.reading.declined:
        raise HasDeclined(who=_named(found, pair))
    slot = found.happening.slot
    if slot is not None and found.has_begun(slot):
        raise HasBegun(slot=str(slot))
    found.due[pair] = slot.pk if slot else None


def _drops(found: Situation) -> None:
    pair = _pair(found)
    there = found.meeting.get(pair)
    if there is None:
        raise DoNotMeet(who=_named(found, pair))
    if found.has_begun(there.slot):
        raise HasBegun(slot=str(there.slot))
    found.reading.forbidden.add(pair)
    fixed = found.reading.fixed
    found.reading.fixed = [each for each in fixed if (each.guest_id, each.host_id) != pair]


def _join(found: Situation, wishes: list[MeetingWish]) -> None:
    """Before the reading is looked at: a walk-in is nobody's party yet."""
    party, reading = found.happening.party, found.reading
    if party is None:
        return
    if party.is_standing:
        raise IsInTheRound(who=str(party))
    party.round = reading.round
    reading.parties.append(party)
    reading.wishes += wishes
    reading.busy += busy_periods(reading.round, [party])


def _walks_in(found: Situation) -> None:
    if found.happening.other is not None:
        _meets(found)


def _did_not_appear(found: Situation) -> None:
    """Somebody else may meet whoever waits, while the slot lasts."""
    party, slot = found.happening.party, found.happening.slot
    if party is None or slot is None or not found.has_begun(slot):
        raise SlotNotBegun(slot=str(slot))
    meeting = meeting_in(found.standing, party, slot)
    waiting = meeting.host_id if party.pk == meeting.guest_id else meeting.guest_id
    found.out.add((meeting.guest_id, meeting.host_id))
    found.happening.other_id = waiting
    if slot.ends_at > found.now:
        found.refill = (waiting, slot.pk)


_KINDS: dict[HappeningKind, Callable[[Situation], None]] = {
    HappeningKind.CANCELS: _is_away,
    HappeningKind.LATE: _is_away,
    HappeningKind.LEAVES: _is_away,
    HappeningKind.AWAY: _is_away,
    HappeningKind.NO_SHOW: _did_not_appear,
    HappeningKind.SWAP: _swaps,
    HappeningKind.NEW_WISH: _meets,
    HappeningKind.DROP: _drops,
    HappeningKind.WALK_IN: _walks_in,
    HappeningKind.TABLE_LOST: _loses_table,
}


def _pair(found: Situation) -> Pair:
    """The delegation first."""
    one, other = found.happening.party, found.happening.other
    if one is None or other is None or one.side == other.side:
        raise SameSide
    return (one.pk, other.pk) if one.side == Side.DELEGATION else (other.pk, one.pk)


def _named(found: Situation, pair: Pair) -> str:
    return " – ".join(str(found.reading.party[each]) for each in pair)


def _texts(pair: Pair) -> tuple[str, str]:
    return str(pair[0]), str(pair[1])

"""Two timetables of a round side by side: what each is worth, and who gains or loses."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from qiao.kit.access import require
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.locking import require_of
from qiao.rooms.meetings.models import Meeting, MeetingParty, MeetingWish, Timetable
from qiao.rooms.meetings.planning.pairs import worth

Pair = tuple[UUID, UUID]


@dataclass(frozen=True)
class Change:
    """A meeting in one of the two or in both; `before` or `after` is None where it is not held."""

    guest: MeetingParty
    host: MeetingParty
    before: Meeting | None
    after: Meeting | None

    @property
    def is_moved(self) -> bool:
        return bool(self.before and self.after and self.before.slot_id != self.after.slot_id)


@dataclass(frozen=True)
class Share:
    """What the wishes of a party are worth that each of the two timetables holds."""

    party: MeetingParty
    before: int
    after: int

    @property
    def gain(self) -> int:
        return self.after - self.before


@dataclass(frozen=True)
class Comparison:
    one: Timetable
    other: Timetable
    changes: list[Change]
    shares: list[Share]

    @property
    def gainers(self) -> list[Share]:
        return sorted((each for each in self.shares if each.gain > 0), key=lambda each: -each.gain)

    @property
    def losers(self) -> list[Share]:
        return sorted((each for each in self.shares if each.gain < 0), key=lambda each: each.gain)


def compare_timetables(one: Timetable, other: Timetable, *, actor: User) -> Comparison:
    """In a number of queries that does not grow."""
    require(actor, "meetings.view_plan", one.round)
    require_of(one.round, other)
    before, after = (_meetings(each) for each in (one, other))
    either = before | after
    changes = [
        Change(held.guest, held.host, before.get(pair), after.get(pair)) for pair, held in either.items()
    ]
    changed = [each for each in changes if _differs(each)]
    return Comparison(one, other, changed, list(_shares(one, before, after)))


def _meetings(timetable: Timetable) -> dict[Pair, Meeting]:
    return {(each.guest_id, each.host_id): each for each in timetable.meetings.on().told()}


def _differs(change: Change) -> bool:
    if change.before is None or change.after is None:
        return True
    return change.is_moved or change.before.table_id != change.after.table_id


def _shares(timetable: Timetable, before: Iterable[Pair], after: Iterable[Pair]) -> Iterable[Share]:
    held = [set(before), set(after)]
    worths: dict[UUID, list[int]] = defaultdict(lambda: [0, 0])
    for wish in MeetingWish.objects.filter(asker__round=timetable.round_id):
        for number, pairs in enumerate(held):
            if {(wish.asker_id, wish.wanted_id), (wish.wanted_id, wish.asker_id)} & pairs:
                worths[wish.asker_id][number] += worth(wish.rank)
    for party in timetable.round.parties.named():
        yield Share(party, *worths[party.pk])

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.fixing import fix_meeting
from qiao.rooms.meetings.domain.slot import add_slot, lay_out_slots, remove_slot
from qiao.rooms.meetings.errors import InUse, NoSlotFits, SlotOutside, SlotsOverlap
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from tests.rooms.meetings.domain.conftest import DAY


def at(meeting_round: MeetingRound, hour: int, minute: int, day: dt.date = DAY) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour, minute), meeting_round.zone)


def test_slots_laid_out_by_the_clock_of_the_exchange(meeting_round: MeetingRound) -> None:
    slots = list(meeting_round.slots.all())

    assert [each.starts_at for each in slots] == [
        dt.datetime(2099, 5, 10, 1, minute, tzinfo=dt.UTC) for minute in (0, 20, 40)
    ] + [dt.datetime(2099, 5, 10, 2, 0, tzinfo=dt.UTC)]


def test_slots_laid_out_with_pauses(meeting_round: MeetingRound, fay: User) -> None:
    slots = lay_out_slots(
        meeting_round, actor=fay, on=DAY, begins=dt.time(14), ends=dt.time(15), minutes=20, pause=10
    )

    assert [f"{each.starts_at.astimezone(meeting_round.zone):%H:%M}" for each in slots] == ["14:00", "14:30"]


def test_no_slot_where_none_fits(meeting_round: MeetingRound, fay: User) -> None:
    with pytest.raises(NoSlotFits):
        lay_out_slots(meeting_round, actor=fay, on=DAY, begins=dt.time(14), ends=dt.time(14, 5), minutes=20)


def test_slot_that_overlaps_is_refused_by_both_names(meeting_round: MeetingRound, fay: User) -> None:
    with pytest.raises(SlotsOverlap) as refused:
        add_slot(
            meeting_round, actor=fay, starts_at=at(meeting_round, 9, 10), ends_at=at(meeting_round, 9, 30)
        )

    assert str(refused.value) == (
        "The slot 2099-05-10 09:10–09:30 overlaps the slot 2099-05-10 09:00–09:20. "
        "Choose another time, or remove that one."
    )
    assert meeting_round.slots.count() == 4


def test_slot_beside_another_is_taken(meeting_round: MeetingRound, fay: User) -> None:
    add_slot(meeting_round, actor=fay, starts_at=at(meeting_round, 10, 20), ends_at=at(meeting_round, 10, 40))

    assert meeting_round.slots.count() == 5


def test_slot_outside_the_exchange_is_refused(meeting_round: MeetingRound, fay: User) -> None:
    day = dt.date(2099, 5, 12)

    with pytest.raises(SlotOutside):
        add_slot(
            meeting_round,
            actor=fay,
            starts_at=at(meeting_round, 9, 0, day),
            ends_at=at(meeting_round, 9, 20, day),
        )


def test_slot_that_ends_before_it_begins_is_refused(meeting_round: MeetingRound, fay: User) -> None:
    with pytest.raises(ValidationError):
        add_slot(
            meeting_round, actor=fay, starts_at=at(meeting_round, 12, 0), ends_at=at(meeting_round, 11, 0)
        )


def test_slot_of_a_fixed_meeting_stays(
    meeting_round: MeetingRound, parties: dict[str, MeetingParty], fay: User
) -> None:
    slot = meeting_round.slots.all()[0]
    fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot)

    with pytest.raises(InUse):
        remove_slot(slot, actor=fay)

    assert meeting_round.slots.filter(pk=slot.pk).exists()


@pytest.mark.parametrize("who", ["una", "hui", "nan", "sam", "opal"])
def test_slots_are_the_owners_matter(
    meeting_round: MeetingRound, parties: dict[str, MeetingParty], who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        remove_slot(meeting_round.slots.all()[0], actor=request.getfixturevalue(who))

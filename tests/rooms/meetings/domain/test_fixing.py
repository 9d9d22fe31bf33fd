import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.domain.fixing import allow_pair, fix_meeting, forbid_pair, free_meeting
from qiao.rooms.meetings.domain.party import change_party
from qiao.rooms.meetings.domain.table import set_closures
from qiao.rooms.meetings.errors import InUse, IsFixed, KeptApart, SameSide, TableTaken
from qiao.rooms.meetings.models import FixedMeeting, MeetingParty, MeetingRound
from qiao.rooms.meetings.planning.errors import PinsClash

Parties = dict[str, MeetingParty]


def test_meeting_fixed_a_second_time_moves(meeting_round: MeetingRound, parties: Parties, fay: User) -> None:
    first, second, *_rest = meeting_round.slots.all()
    fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=first)

    fix_meeting(parties["Battery"], parties["Duke"], actor=fay, slot=second)

    assert list(FixedMeeting.objects.values_list("guest", "host", "slot")) == [
        (parties["Duke"].pk, parties["Battery"].pk, second.pk)
    ]


def test_fixed_meetings_that_clash_are_named_and_not_stored(
    meeting_round: MeetingRound, parties: Parties, fay: User
) -> None:
    slot = meeting_round.slots.all()[0]
    fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot)

    with pytest.raises(PinsClash) as refused:
        fix_meeting(parties["Duke"], parties["Lidar"], actor=fay, slot=slot)

    (clash,) = refused.value.clashes
    assert set(clash.pins) == {
        "10 May 09:00–09:20 (Duke – Battery)",
        "10 May 09:00–09:20 (Duke – Lidar)",
    }
    assert clash.sentence == (
        "Duke can be in only one meeting at a time (10 May 09:00–09:20). Free or move all of them but one."
    )
    assert FixedMeeting.objects.count() == 1


def test_more_fixed_than_tables_clash(meeting_round: MeetingRound, parties: Parties, fay: User) -> None:
    slot = meeting_round.slots.all()[0]
    fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot)
    fix_meeting(parties["ANU"], parties["Lidar"], actor=fay, slot=slot)

    with pytest.raises(PinsClash) as refused:
        fix_meeting(parties["Columbia"], parties["Innovation"], actor=fay, slot=slot)

    assert len(refused.value.clashes[0].pins) == 3


def test_fixed_to_a_slot_in_which_one_is_away(
    meeting_round: MeetingRound, parties: Parties, fay: User
) -> None:
    slot = meeting_round.slots.all()[0]
    set_absences(parties["Battery"], actor=fay, slots=[slot])

    with pytest.raises(PinsClash) as refused:
        fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot)

    assert refused.value.clashes[0].sentence.startswith("Battery is not available then")


def test_fixed_to_a_table_that_cannot_be_had(
    meeting_round: MeetingRound, parties: Parties, fay: User
) -> None:
    slot, other, *_rest = meeting_round.slots.all()
    one, two = meeting_round.tables.all()
    set_closures(one, actor=fay, slots=[slot])
    change_party(parties["Lidar"], actor=fay, values={"table": two})

    for table in (one, two):
        with pytest.raises(TableTaken):
            fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot, table=table)
    fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=other, table=one)

    with pytest.raises(InUse):
        set_closures(one, actor=fay, slots=[other])


def test_two_of_one_side_do_not_meet(meeting_round: MeetingRound, parties: Parties, fay: User) -> None:
    with pytest.raises(SameSide):
        fix_meeting(parties["Duke"], parties["ANU"], actor=fay, slot=meeting_round.slots.all()[0])


def test_pair_is_fixed_or_kept_apart_not_both(
    meeting_round: MeetingRound, parties: Parties, fay: User
) -> None:
    slot = meeting_round.slots.all()[0]
    apart = forbid_pair(parties["Duke"], parties["Battery"], actor=fay, reason="Rivals")

    with pytest.raises(KeptApart):
        fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot)
    allow_pair(apart, actor=fay)
    fixed = fix_meeting(parties["Duke"], parties["Battery"], actor=fay, slot=slot)
    with pytest.raises(IsFixed):
        forbid_pair(parties["Duke"], parties["Battery"], actor=fay)
    free_meeting(fixed, actor=fay)

    assert not FixedMeeting.objects.exists()

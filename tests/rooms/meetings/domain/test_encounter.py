"""Whether two met: who may say so, and when."""

import pytest
from django.db import IntegrityError, transaction

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.encounter import add_walk_in, mark_meeting, write_encounters
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.enums import Mark, TimetableState
from qiao.rooms.meetings.errors import MetAlready, NotBegun, SameSide
from qiao.rooms.meetings.models import Encounter, Meeting, MeetingParty, MeetingRound, TimeSlot, Timetable
from tests.rooms.meetings.domain.conftest import DAY, seen
from tests.rooms.meetings.views.conftest import solved

__all__ = ["solved"]
Parties = dict[str, MeetingParty]


@pytest.mark.parametrize("who", ["una", "hui", "fay"])
def test_either_side_and_the_owners_say_whether_it_was_held(
    encounter: Encounter, request: pytest.FixtureRequest, who: str
) -> None:
    actor = request.getfixturevalue(who)

    found = mark_meeting(encounter, actor=actor, mark=Mark.HELD)

    assert (found.mark, found.marked_by_id) == ("held", actor.pk)
    assert found.marked_at is not None
    assert Activity.objects.of(found).get().changes == {"mark": ["", "held"]}


@pytest.mark.parametrize("who", ["nan", "sam", "opal"])
def test_nobody_else_says_so(encounter: Encounter, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(NotPermitted):
        mark_meeting(encounter, actor=request.getfixturevalue(who), mark=Mark.HELD)


def test_the_last_word_stands_and_can_be_taken_back(encounter: Encounter, una: User, hui: User) -> None:
    mark_meeting(encounter, actor=una, mark=Mark.HOST_MISSED)
    second = mark_meeting(encounter, actor=hui, mark=Mark.HELD)
    third = mark_meeting(encounter, actor=una, mark=None)

    assert (second.mark, second.marked_by_id) == ("held", hui.pk)
    assert (third.mark, third.marked_at, third.marked_by_id) == ("", None, None)
    assert Encounter.objects.count() == 1


def test_before_it_begins_only_a_cancellation_is_said(encounter: Encounter, una: User) -> None:
    slot = TimeSlot.objects.filter(pk=Meeting.objects.get().slot_id)
    slot.update(starts_at=f"{DAY}T01:00Z", ends_at=f"{DAY}T01:20Z")

    with pytest.raises(NotBegun, match="Say afterwards"):
        mark_meeting(encounter, actor=una, mark=Mark.HELD)

    assert mark_meeting(encounter, actor=una, mark=Mark.CANCELLED).mark == "cancelled"


def test_the_database_keeps_one_encounter_of_two_and_when_it_was_marked(encounter: Encounter) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Encounter.objects.create(guest=encounter.guest, host=encounter.host)
    with pytest.raises(IntegrityError), transaction.atomic():
        Encounter.objects.update(mark="held")


def test_walk_in_is_recorded_by_either_side(parties: Parties, una: User, hui: User, fay: User) -> None:
    one = add_walk_in(parties["Columbia"], parties["Lidar"], actor=una, themes=["research"])
    other = add_walk_in(parties["Innovation"], parties["Duke"], actor=hui)
    third = add_walk_in(parties["ANU"], parties["Battery"], actor=fay)

    assert [each.is_walk_in and each.mark for each in (one, other, third)] == ["held"] * 3
    assert (one.guest, one.host, one.themes) == (parties["Columbia"], parties["Lidar"], ["research"])
    assert (other.guest, other.host) == (parties["Duke"], parties["Innovation"])
    assert seen(one).is_out


@pytest.mark.parametrize("who", ["hui", "nan", "sam", "opal"])
def test_walk_in_of_others_is_nobodys_matter(
    parties: Parties, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(NotPermitted):
        add_walk_in(parties["Columbia"], parties["Lidar"], actor=request.getfixturevalue(who))


def test_walk_in_joins_both_sides_and_is_not_there_yet(
    encounter: Encounter, parties: Parties, una: User
) -> None:
    with pytest.raises(SameSide):
        add_walk_in(parties["Columbia"], parties["Duke"], actor=una)
    with pytest.raises(MetAlready):
        add_walk_in(parties["Columbia"], parties["Innovation"], actor=una)

    assert not Encounter.objects.filter(is_walk_in=True).exists()


def test_walk_in_that_is_taken_back_is_gone_for_the_two(parties: Parties, una: User) -> None:
    found = add_walk_in(parties["Columbia"], parties["Lidar"], actor=una)

    mark_meeting(seen(found), actor=una, mark=None)

    assert not seen(found).is_out
    assert not seen(found).is_walk_in


def test_acceptance_names_who_is_to_meet_and_they_learn_it_with_the_release(
    solved: Timetable, wished: MeetingRound, fay: User, una: User
) -> None:
    accept_timetable(solved, actor=fay)
    (mine,) = Encounter.objects.filter(guest__delegation__head=una, host__partner__position=2)
    before = (seen(mine).is_out, Encounter.objects.standing().count())
    with pytest.raises(NotPermitted):
        mark_meeting(seen(mine), actor=una, mark=Mark.CANCELLED)

    Timetable.objects.update(state=TimetableState.RELEASED)

    assert before == (False, solved.meetings.count())
    assert seen(mine).is_out


def test_what_was_said_stays_when_another_timetable_takes_over(encounter: Encounter, una: User) -> None:
    mark_meeting(encounter, actor=una, mark=Mark.HELD)
    timetable = Timetable.objects.get()
    timetable.meetings.update(themes=["research"])

    write_encounters(timetable)

    found = Encounter.objects.get()
    assert (found.mark, found.marked_by, found.themes) == ("held", una, ["research"])

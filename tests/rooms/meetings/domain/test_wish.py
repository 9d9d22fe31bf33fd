import datetime as dt
import uuid

import pytest
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.availability import set_absences
from qiao.rooms.meetings.domain.round import close_round
from qiao.rooms.meetings.domain.wish import WishDraft, answer_wish, rank_wishes
from qiao.rooms.meetings.enums import Answer
from qiao.rooms.meetings.errors import RoundNotOpen, TooLate, WishesRefused
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish

Parties = dict[str, MeetingParty]


def test_head_ranks_the_wishes_of_the_delegation(parties: Parties, una: User) -> None:
    drafts = [
        WishDraft(parties["Lidar"].pk, ["research"], "Sensors"),
        WishDraft(parties["Battery"].pk, ["talent", "cultivation"]),
    ]

    rank_wishes(parties["Columbia"], actor=una, wishes=drafts)

    rows = MeetingWish.objects.values_list("wanted", "rank", "themes", "note")
    assert list(rows) == [
        (parties["Lidar"].pk, 1, ["research"], "Sensors"),
        (parties["Battery"].pk, 2, ["talent", "cultivation"], ""),
    ]


def test_new_list_takes_the_place_of_the_earlier_one_and_keeps_answers(
    parties: Parties, una: User, hui: User
) -> None:
    columbia = parties["Columbia"]
    rank_wishes(
        columbia, actor=una, wishes=[WishDraft(parties["Battery"].pk), WishDraft(parties["Innovation"].pk)]
    )
    answer_wish(
        MeetingWish.objects.get(wanted=parties["Innovation"]), actor=hui, answer=Answer.ACCEPT, note="Gladly"
    )

    rank_wishes(columbia, actor=una, wishes=[WishDraft(parties["Innovation"].pk)])

    (row,) = MeetingWish.objects.all()
    assert (row.wanted_id, row.rank, row.answer) == (parties["Innovation"].pk, 1, "accept")


def test_wishes_refused_all_at_once(parties: Parties, una: User) -> None:
    columbia = parties["Columbia"]
    drafts = [
        WishDraft(columbia.pk),
        WishDraft(uuid.uuid4()),
        WishDraft(parties["Duke"].pk),
        WishDraft(parties["Lidar"].pk, ["gardening"]),
        WishDraft(parties["Lidar"].pk),
    ]

    with pytest.raises(WishesRefused) as refused:
        rank_wishes(columbia, actor=una, wishes=drafts)

    assert [(each["place"], each["problem"]) for each in refused.value.problems] == [
        ("Wish 1", "A party cannot wish to meet itself. Choose another one."),
        ("Wish 2", "This party is not in the round. Choose one from the list."),
        ("Wish 3", "“Duke” is on the same side. A meeting joins a delegation and a host."),
        ("Wish 4", "One of the themes is not known. Choose from the three."),
        ("Wish 5", "“Lidar” is already wish 4. Leave one of the two."),
    ]
    assert not MeetingWish.objects.exists()


def test_wishes_after_the_deadline_are_refused(
    meeting_round: MeetingRound, parties: Parties, una: User
) -> None:
    MeetingRound.objects.update(wishes_due_at=timezone.now() - dt.timedelta(minutes=1))

    with pytest.raises(TooLate):
        rank_wishes(parties["Columbia"], actor=una, wishes=[])


def test_owner_writes_wishes_after_the_close(
    meeting_round: MeetingRound, parties: Parties, una: User, fay: User
) -> None:
    close_round(meeting_round, actor=fay)

    with pytest.raises(RoundNotOpen):
        rank_wishes(parties["Columbia"], actor=una, wishes=[])
    rows = rank_wishes(parties["Columbia"], actor=fay, wishes=[WishDraft(parties["Lidar"].pk)])

    assert len(rows) == 1


@pytest.mark.parametrize("who", ["hui", "nan", "sam", "opal"])
def test_wishes_of_others_are_nobodys_matter(
    parties: Parties, who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(NotPermitted):
        rank_wishes(parties["Columbia"], actor=request.getfixturevalue(who), wishes=[])


def test_host_answers_and_takes_back(wished: MeetingRound, parties: Parties, hui: User) -> None:
    wish = MeetingWish.objects.get(asker=parties["Duke"], wanted=parties["Innovation"])

    declined = answer_wish(wish, actor=hui, answer=Answer.DECLINE, note="No time")
    before = (declined.answer, declined.answer_note, declined.answered_by_id)
    taken_back = answer_wish(wish, actor=hui, answer=None)

    assert before == ("decline", "No time", hui.pk)
    assert (taken_back.answer, taken_back.answer_note, taken_back.answered_at) == ("", "", None)


def test_asker_does_not_answer_itself(wished: MeetingRound, parties: Parties, una: User) -> None:
    wish = MeetingWish.objects.get(asker=parties["Columbia"], wanted=parties["Innovation"])

    with pytest.raises(NotPermitted):
        answer_wish(wish, actor=una, answer=Answer.ACCEPT)


def test_absences_are_set_as_a_whole(parties: Parties, meeting_round: MeetingRound, una: User) -> None:
    slots = list(meeting_round.slots.all())
    set_absences(parties["Columbia"], actor=una, slots=slots[:2])

    set_absences(parties["Columbia"], actor=una, slots=slots[1:3])

    assert set(parties["Columbia"].absences.values_list("slot", flat=True)) == {
        each.pk for each in slots[1:3]
    }

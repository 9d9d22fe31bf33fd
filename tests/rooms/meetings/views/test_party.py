"""What delegations and hosts do on the pages."""

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.meetings.domain.party import add_everyone
from qiao.rooms.meetings.domain.round import close_round
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish, Timetable
from tests.rooms.meetings.domain.conftest import fresh, partner
from tests.rooms.meetings.views.conftest import At

Parties = dict[str, MeetingParty]


def sent(*wanted: MeetingParty, press: str = "store", new: MeetingParty | None = None) -> dict[str, str]:
    values = {
        "press": press,
        "wishes-TOTAL_FORMS": str(len(wanted)),
        "wishes-INITIAL_FORMS": str(len(wanted)),
    }
    for number, party in enumerate(wanted):
        values |= {f"wishes-{number}-wanted": str(party.pk), f"wishes-{number}-themes": "talent"}
    return values | ({"new-wanted": str(new.pk)} if new else {})


def wanted(party: MeetingParty) -> list[str]:
    return [str(each.wanted) for each in party.wishes.order_by("rank")]


@pytest.mark.parametrize(
    ("press", "ranked"),
    [
        ("store", ["Innovation Centre", "Battery", "Lidar"]),
        ("down-0", ["Battery", "Innovation Centre", "Lidar"]),
        ("up-1", ["Battery", "Innovation Centre", "Lidar"]),
        ("out-0", ["Battery", "Lidar"]),
        ("up-9", ["Innovation Centre", "Battery", "Lidar"]),
    ],
)
def test_every_button_stores_the_whole_list(
    at: At, wished: MeetingRound, parties: Parties, una: User, press: str, ranked: list[str]
) -> None:
    party = parties["Columbia"]
    values = sent(parties["Innovation"], parties["Battery"], press=press, new=parties["Lidar"])

    answer = at.sends(una, "own_wishes", party.pk, **values)

    assert answer.status_code == 302
    assert wanted(party) == ranked
    assert party.wishes.get(wanted=parties["Battery"]).themes == ["talent"]


def test_wish_for_oneself_is_refused_in_words_and_nothing_changes(
    at: At, wished: MeetingRound, parties: Parties, una: User
) -> None:
    party = parties["Columbia"]

    answer = at.sends(una, "own_wishes", party.pk, **sent(party))

    assert answer.status_code == 422
    assert "Wish 1 – A party cannot wish to meet itself" in answer.content.decode()
    assert wanted(party) == ["Innovation Centre", "Battery"]


def test_wishes_are_late_once_the_round_is_closed(
    at: At, wished: MeetingRound, parties: Parties, una: User, fay: User
) -> None:
    close_round(wished, actor=fay)

    answer = at.sends(una, "own_wishes", parties["Columbia"].pk, **sent(parties["Lidar"]))

    assert answer.status_code == 422
    assert "Ask the organiser to open it again" in answer.content.decode()


def test_availability_is_what_is_ticked(
    at: At, meeting_round: MeetingRound, parties: Parties, una: User
) -> None:
    first, *rest = meeting_round.slots.all()

    answer = at.sends(una, "availability", parties["Columbia"].pk, open=[each.pk for each in rest])

    assert answer.status_code == 302
    assert [each.slot for each in parties["Columbia"].absences.all()] == [first]


def test_host_answers_a_wish_and_takes_it_back(
    at: At, wished: MeetingRound, parties: Parties, hui: User
) -> None:
    wish = MeetingWish.objects.get(asker=parties["Columbia"], wanted=parties["Innovation"])

    at.sends(hui, "wish_answer", wish.pk, answer="want", answer_note="Gladly")
    wants: MeetingWish = fresh(wish)
    at.sends(hui, "wish_answer", wish.pk, answer="")

    assert (wants.answer, wants.answer_note) == ("want", "Gladly")
    assert fresh(wish).answer == ""


def test_meetings_are_seen_by_the_party_once_they_are_released(
    at: At, solved: Timetable, parties: Parties, fay: User, una: User
) -> None:
    party = parties["Columbia"]
    accept_timetable(solved, actor=fay)

    for_owner = at.reads(fay, "party", party.pk)
    before = at.reads(una, "party", party.pk)
    Timetable.objects.update(state="released")
    after = at.reads(una, "party", party.pk)

    assert len(for_owner.context["meetings"]) == 2
    assert before.context["meetings"] == []
    assert [str(other) for _meeting, other in after.context["meetings"]] == [
        str(other) for _meeting, other in for_owner.context["meetings"]
    ]


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("party", [200, 200, 404, 404]),
        ("answers", [200, 200, 404, 404]),
        ("own_wishes", [200, 200, 404, 404]),
        ("availability", [200, 200, 404, 404]),
        ("party_limits", [200, 404, 404, 404]),
    ],
)
def test_pages_of_a_party_are_for_its_head_and_the_owners(
    at: At, parties: Parties, fay: User, una: User, hui: User, sam: User, name: str, seen: list[int]
) -> None:
    found = [at.reads(each, name, parties["Columbia"].pk).status_code for each in (fay, una, hui, sam)]

    assert found == seen


def test_rounds_are_listed_for_who_meets_there(
    at: At, exchange: Exchange, parties: Parties, fay: User, una: User, hui: User, sam: User
) -> None:
    seen = [at.reads(each, "rounds", exchange.pk).status_code for each in (fay, una, hui, sam)]

    assert seen == [200, 200, 200, 404]


def test_suggestion_is_added_with_the_whole_list(
    at: At, wished: MeetingRound, parties: Parties, una: User, hui: User, fay: User
) -> None:
    party, lidar = parties["Columbia"], parties["Lidar"]
    MeetingParty.objects.filter(pk__in=[party.pk, lidar.pk]).update(themes=["research"])
    shown = at.reads(una, "own_wishes", party.pk).context["suggestions"]

    at.sends(una, "own_wishes", party.pk, **sent(parties["Battery"], press=f"add-{lidar.pk}"))

    assert [str(each.party) for each, _reasons in shown] == ["Lidar"]
    assert wanted(party) == ["Battery", "Lidar"]
    assert party.wishes.get(wanted=lidar).themes == ["research"]
    assert [
        str(each.party) for each, _why in at.reads(fay, "own_wishes", party.pk).context["suggestions"]
    ] == ["Innovation Centre"]
    assert at.reads(hui, "own_wishes", party.pk).status_code == 404


def test_suggestions_come_ten_at_a_time(
    at: At, wished: MeetingRound, parties: Parties, organiser: Partner, una: User, fay: User
) -> None:
    for number in range(12):
        partner(organiser.exchange, f"Host {number:02}", PartnerRole.HOST)
    add_everyone(wished, actor=fay)
    MeetingParty.objects.exclude(partner__organisation__name_en="Lidar").update(themes=["talent"])
    party = parties["Columbia"]

    first = at.reads(una, "own_wishes", party.pk).context
    rest = at.reads(una, "own_wishes", party.pk, **{"from": first["suggestions_next"]}).context

    names = [str(each.party) for each, _why in [*first["suggestions"], *rest["suggestions"]]]
    assert len(first["suggestions"]) == 10
    assert names == sorted(set(names))
    assert rest["suggestions_next"] is None
    assert at.reads(una, "own_wishes", party.pk, **{"from": "x"}).status_code == 200


def test_party_says_what_it_wants_to_talk_about(at: At, parties: Parties, una: User, hui: User) -> None:
    party = parties["Columbia"]

    assert at.sends(hui, "own_themes", party.pk, themes="talent").status_code == 404
    assert at.sends(una, "own_themes", party.pk, themes="gardening").status_code == 422
    assert at.sends(una, "own_themes", party.pk, themes=["research", "talent"]).status_code == 302
    assert fresh(party).themes == ["talent", "research"]

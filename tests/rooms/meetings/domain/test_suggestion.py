"""Whom a party might also wish to meet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qiao.kit.errors import NotPermitted
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Organisation, OrganisationField, Unit, UnitField
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.domain.fixing import forbid_pair
from qiao.rooms.meetings.domain.party import add_everyone
from qiao.rooms.meetings.domain.round import close_round
from qiao.rooms.meetings.domain.suggestion import Suggestion, set_themes, suggestions_of
from qiao.rooms.meetings.domain.wish import answer_wish
from qiao.rooms.meetings.enums import Answer, Theme
from qiao.rooms.meetings.errors import RoundNotOpen
from qiao.rooms.meetings.models import MeetingParty, MeetingRound
from qiao.rooms.meetings.pages.suggestion import reasons
from tests.rooms.meetings.domain.conftest import fresh, partner, wish

Parties = dict[str, MeetingParty]


def told(party: MeetingParty) -> list[tuple[str, list[str]]]:
    found = suggestions_of(party)
    return [(str(each.party), [str(reason) for reason in reasons(each)]) for each in found]


def works_on(party: MeetingParty, code: str) -> None:
    OrganisationField.objects.create(organisation=party.organisation, code=code)


def test_without_a_reason_nobody_is_suggested(parties: Parties) -> None:
    assert told(parties["Columbia"]) == []


def test_each_reason_is_said_and_the_most_telling_comes_first(parties: Parties, fay: User, una: User) -> None:
    columbia, lidar, battery = (parties[each] for each in ("Columbia", "Lidar", "Battery"))
    works_on(columbia, "0714")
    unit = Unit.objects.create(organisation=lidar.organisation, name_en="Optics")
    UnitField.objects.create(unit=unit, code="0714")
    for party, themes in ((columbia, ["talent", "research"]), (battery, ["research"])):
        set_themes(party, actor=fay, themes=themes)
    MeetingParty.objects.filter(pk__in=[columbia.pk, battery.pk]).update(languages=["en", "zh"])
    wish(parties, fay, "Innovation", "Columbia")
    Organisation.objects.filter(pk=battery.organisation.pk).update(country="US")

    assert told(MeetingParty.objects.named().get(pk=columbia.pk)) == [
        ("Innovation Centre", ["It wishes to meet you."]),
        ("Battery", [
            "You both look for: Research cooperation",
            "You both speak English and Chinese",
            "You are both in United States",
        ]),
        ("Lidar", ["You both work on: Electronics and automation"]),
    ]  # fmt: skip


def test_wished_for_declined_and_kept_apart_are_left_out(parties: Parties, fay: User, una: User) -> None:
    columbia = parties["Columbia"]
    for name in ("Innovation", "Battery", "Lidar"):
        wish(parties, fay, name, "Columbia")
    wish(parties, una, "Columbia", "Innovation")
    answer_wish(columbia.wished_by.get(asker=parties["Battery"]), actor=una, answer=Answer.DECLINE)
    before = [str(each.party) for each in suggestions_of(columbia)]

    forbid_pair(columbia, parties["Lidar"], actor=fay)

    assert before == ["Lidar"]
    assert suggestions_of(columbia) == []


def test_what_the_other_wishes_of_third_parties_is_not_told(parties: Parties, fay: User) -> None:
    """Its themes count where it says them itself, or to the party; not what it wrote to somebody else."""
    set_themes(parties["Columbia"], actor=fay, themes=["research"])
    wish(parties, fay, "Lidar", "Duke", themes=["research"])

    assert told(parties["Columbia"]) == []


def test_entry_that_is_not_public_tells_no_fields(parties: Parties) -> None:
    works_on(parties["Columbia"], "0714")
    works_on(parties["Lidar"], "0714")
    Organisation.objects.filter(pk=parties["Lidar"].organisation.pk).update(publication="draft")

    columbia = MeetingParty.objects.named().get(pk=parties["Columbia"].pk)
    assert told(columbia) == []


@pytest.mark.parametrize("who", ["hui", "nan", "sam", "opal"])
def test_others_do_not_say_what_it_wants(parties: Parties, request: pytest.FixtureRequest, who: str) -> None:
    with pytest.raises(NotPermitted):
        set_themes(parties["Columbia"], actor=request.getfixturevalue(who), themes=["research"])


def test_head_says_what_it_wants_while_the_round_is_open(
    meeting_round: MeetingRound, parties: Parties, una: User, fay: User
) -> None:
    set_themes(parties["Columbia"], actor=una, themes=["research", "talent", "gardening"])
    close_round(meeting_round, actor=fay)

    with pytest.raises(RoundNotOpen):
        set_themes(parties["Columbia"], actor=una, themes=[])
    assert fresh(parties["Columbia"]).themes == ["talent", "research"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(themes=st.lists(st.sets(st.sampled_from(Theme.values)), min_size=4, max_size=4))
def test_order_is_by_shared_themes_and_the_same_each_time(parties: Parties, themes: list[set[str]]) -> None:
    names = ("Columbia", "Innovation", "Battery", "Lidar")
    for name, chosen in zip(names, themes, strict=True):
        MeetingParty.objects.filter(pk=parties[name].pk).update(themes=sorted(chosen))
    columbia = MeetingParty.objects.named().get(pk=parties["Columbia"].pk)

    found = suggestions_of(columbia)

    shared = [len(each.themes) for each in found]
    assert shared == sorted(shared, reverse=True)
    assert len(found) == sum(bool(themes[0] & each) for each in themes[1:])
    assert found == suggestions_of(columbia)


@pytest.mark.parametrize("more", [3, 20])
def test_many_are_suggested_in_as_many_queries(
    meeting_round: MeetingRound, parties: Parties, organiser: Partner, fay: User, more: int
) -> None:
    works_on(parties["Columbia"], "0714")
    works_on(parties["Lidar"], "0714")
    before = asked(parties["Columbia"])
    for number in range(more):
        works_on_too = partner(organiser.exchange, f"Host {number}", PartnerRole.HOST)
        OrganisationField.objects.create(organisation=works_on_too.organisation, code="0714")
    add_everyone(meeting_round, actor=fay)

    assert len(suggestions_of(parties["Columbia"])) == more + 1
    assert asked(parties["Columbia"]) == before


def asked(party: MeetingParty) -> int:
    again: MeetingParty = MeetingParty.objects.named().select_related("round").get(pk=party.pk)
    with CaptureQueriesContext(connection) as seen:
        found: list[Suggestion] = suggestions_of(again)
        assert found
    return len(seen)

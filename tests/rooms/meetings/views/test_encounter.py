"""What two enter after their meeting, and what the organisers see of it."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from qiao.kit.bilingual.search import index
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.models import Contact
from qiao.rooms.exchanges.enums import PartnerRole
from qiao.rooms.exchanges.models import DelegationMember, Partner
from qiao.rooms.meetings.domain import agenda
from qiao.rooms.meetings.domain.encounter import add_walk_in, mark_meeting
from qiao.rooms.meetings.domain.note import write_note
from qiao.rooms.meetings.domain.party import add_everyone
from qiao.rooms.meetings.domain.step import add_step
from qiao.rooms.meetings.enums import Mark
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty, MeetingRound, NextStep
from qiao.rooms.meetings.outcomes import OutcomeList, outcomes_of
from qiao.rooms.meetings.pages.encounter import Present
from qiao.rooms.programme.agenda import path_of
from tests.rooms.meetings.domain.conftest import member, partner, seen
from tests.rooms.meetings.views.conftest import At

Parties = dict[str, MeetingParty]


def test_page_is_for_the_two_and_the_organisers(
    at: At, encounter: Encounter, una: User, hui: User, fay: User, opal: User, nan: User, sam: User
) -> None:
    found = [
        at.reads(each, "encounter", encounter.pk).status_code for each in (una, hui, fay, opal, nan, sam)
    ]

    assert found == [200, 200, 200, 200, 404, 404]


def test_page_tells_when_where_about_what_and_who(
    at: At, encounter: Encounter, parties: Parties, una: User, hui: User
) -> None:
    centre = parties["Innovation"].organisation
    Contact.objects.create(
        organisation=centre, role_en="Reception", email="r@centre.example", visibility="public"
    )
    Contact.objects.create(
        organisation=centre, role_en="Board", email="b@centre.example", visibility="organisation"
    )

    page = at.reads(una, "encounter", encounter.pk).content.decode()

    assert "Introducing international talent" in page
    assert "r@centre.example" in page
    assert "b@centre.example" not in page
    assert "We did not come" in page
    assert "They did not come" in page


def test_in_its_own_words_a_side_says_that_the_other_did_not_come(
    at: At, encounter: Encounter, una: User, hui: User
) -> None:
    marks = [dict(at.reads(each, "encounter", encounter.pk).context["marks"]) for each in (una, hui)]

    assert [str(each["host_missed"]) for each in marks] == ["They did not come", "We did not come"]
    assert at.sends(una, "encounter_mark", encounter.pk, mark="host_missed").status_code == 302
    assert Encounter.objects.get().mark == "host_missed"


def test_addresses_of_one_side_are_not_told_to_the_other(
    at: At, encounter: Encounter, parties: Parties, una: User, hui: User, fay: User
) -> None:
    mark_meeting(encounter, actor=una, mark=Mark.HELD)
    write_note(encounter, parties["Columbia"], actor=una, text="Gladly")

    pages = {each: at.reads(each, "encounter", encounter.pk) for each in (una, hui, fay)}

    assert [una.email in page.content.decode() for page in pages.values()] == [True, False, True]
    assert [page.context["said_by"] for page in pages.values()] == ["Columbia University"] * 3


def test_note_and_step_are_stored_by_one_button(
    at: At, encounter: Encounter, parties: Parties, una: User
) -> None:
    host = parties["Innovation"]

    one = at.sends(una, "note_new", encounter.pk, text="Two places", party=parties["Columbia"].pk)
    two = at.sends(una, "step_new", encounter.pk, text="Draft", owner=host.pk, due_on="2099-06-01")

    assert (one.status_code, two.status_code) == (302, 302)
    note, step = MeetingNote.objects.get(), NextStep.objects.get()
    assert (note.text, note.is_shared, note.author) == ("Two places", False, una)
    assert (step.text, step.owner, str(step.due_on)) == ("Draft", host, "2099-06-01")


def test_refused_input_stays_in_the_form(at: At, encounter: Encounter, parties: Parties, una: User) -> None:
    long = "long " * 1000
    note = at.sends(una, "note_new", encounter.pk, text=long, party=parties["Columbia"].pk)
    step = at.sends(una, "step_new", encounter.pk, text="", due_on="2099-06-01")
    other = at.sends(una, "note_new", encounter.pk, text="Hello", party=parties["Duke"].pk)

    assert [each.status_code for each in (note, step, other)] == [422] * 3
    assert long.strip() in note.content.decode()
    assert "2099-06-01" in step.content.decode()
    assert not MeetingNote.objects.exists()


def test_second_of_two_writers_is_shown_the_first_change_and_keeps_both(
    at: At, encounter: Encounter, parties: Parties, una: User
) -> None:
    note = write_note(encounter, parties["Columbia"], actor=una, text="Two places")
    at.sends(una, "note", note.pk, text="Two places in May", is_shared="on", version=1)

    refused = at.sends(una, "note", note.pk, text="Two places, paid", version=1)
    page = refused.content.decode()
    kept = at.sends(una, "note", note.pk, text="Two places, paid", version=2, press="both")

    assert refused.status_code == 422
    assert "Two places in May" in page
    assert "Two places, paid" in page
    assert 'name="version" value="2"' in page
    assert kept.status_code == 302
    assert MeetingNote.objects.get().text == "Two places in May\n\nTwo places, paid"


def test_second_of_two_changes_of_a_step_is_shown_the_first(
    at: At, encounter: Encounter, una: User, hui: User
) -> None:
    step = add_step(encounter, actor=una, values={"text": "Draft"})
    at.sends(una, "step", step.pk, text="Draft of the agreement", version=1)

    refused = at.sends(hui, "step", step.pk, text="Draft by mail", version=1)
    stored = at.sends(hui, "step", step.pk, text="Draft by mail", version=2)

    assert refused.status_code == 422
    assert "Draft of the agreement" in refused.content.decode()
    assert stored.status_code == 302
    assert NextStep.objects.get().text == "Draft by mail"


def test_steps_are_finished_opened_and_deleted_on_the_page(
    at: At, encounter: Encounter, una: User, hui: User, sam: User
) -> None:
    step = add_step(encounter, actor=una, values={"text": "Draft"})

    at.sends(hui, "step_done", step.pk)
    done = NextStep.objects.get().done_at
    at.sends(una, "step_reopening", step.pk)

    assert done is not None
    assert NextStep.objects.get().done_at is None
    assert at.sends(sam, "step_removal", step.pk).status_code == 404
    assert at.sends(hui, "step_removal", step.pk).status_code == 302
    assert not NextStep.objects.exists()


def test_note_is_edited_by_its_side_alone(
    at: At, encounter: Encounter, parties: Parties, una: User, hui: User, fay: User
) -> None:
    note = write_note(encounter, parties["Columbia"], actor=una, text="Ours", is_shared=False)

    assert [at.reads(each, "note", note.pk).status_code for each in (una, hui, fay)] == [200, 404, 404]
    assert [at.sends(each, "note_removal", note.pk).status_code for each in (hui, fay, una)] == [
        404,
        404,
        302,
    ]


def test_private_note_is_on_no_page_of_others(
    at: At, encounter: Encounter, parties: Parties, una: User, hui: User, fay: User, opal: User
) -> None:
    write_note(encounter, parties["Columbia"], actor=una, text="Our secret", is_shared=False)

    shown = [
        "Our secret" in at.reads(each, "encounter", encounter.pk).content.decode()
        for each in (una, hui, fay, opal)
    ]

    assert shown == [True, False, False, False]


def test_walk_in_is_recorded_and_taken_back(
    at: At, encounter: Encounter, parties: Parties, una: User, hui: User
) -> None:
    columbia, lidar = parties["Columbia"], parties["Lidar"]
    offered = at.reads(una, "walk_in_new", columbia.pk).context["form"].fields["other"].queryset

    answer = at.sends(una, "walk_in_new", columbia.pk, other=lidar.pk, themes="research")
    found = Encounter.objects.get(is_walk_in=True)
    on_the_page = at.reads(una, "party", columbia.pk).context["also_met"]
    back = at.sends(una, "encounter_mark", found.pk, mark="")

    assert set(offered) == {parties["Battery"], lidar}
    assert answer["Location"].endswith(f"/encounters/{found.pk}/")
    assert on_the_page == [(found, lidar)]
    assert back["Location"].endswith(f"/parties/{columbia.pk}/")
    assert at.reads(una, "encounter", found.pk).status_code == 404
    assert at.reads(hui, "walk_in_new", columbia.pk).status_code == 404


def test_walk_in_that_one_side_recorded_tells_nobody_of_the_other(
    at: At, encounter: Encounter, parties: Parties, una: User, fay: User
) -> None:
    columbia, lidar = parties["Columbia"], parties["Lidar"]
    DelegationMember.objects.create(delegation=columbia.delegation, seat=1, name_en="Wen")
    assert lidar.partner is not None
    lia = member(lidar.partner, "lia")
    found = add_walk_in(lidar, columbia, actor=lia)

    told = {
        reader.email: [person.name_en for each in _present(at, reader, found) for person in each.people]
        for reader in (una, lia, fay)
    }

    assert told == {una.email: ["Wen"], lia.email: [], fay.email: ["Wen"]}


def _present(at: At, reader: User, encounter: Encounter) -> list[Present]:
    present: list[Present] = at.reads(reader, "encounter", encounter.pk).context["present"]
    return present


def test_itinerary_leads_to_the_page(encounter: Encounter, released: MeetingRound) -> None:
    (entry,) = agenda.entries(released.exchange)

    with override("en"):
        assert path_of(entry) == reverse("meetings:encounter", args=[encounter.pk])


# The organisers' list


def asked(**query: Any) -> Any:
    return RequestFactory().get("/", query)


def told(meeting_round: MeetingRound, **query: Any) -> list[str]:
    return [str(row) for row in OutcomeList(asked(**query), outcomes_of(meeting_round)).items]


def test_outcomes_are_searched_filtered_and_sorted(
    encounter: Encounter, released: MeetingRound, parties: Parties, una: User, hui: User
) -> None:
    add_walk_in(parties["Columbia"], parties["Lidar"], actor=una, themes=["research"])
    write_note(encounter, parties["Columbia"], actor=una, text="Ours", is_shared=False)
    write_note(encounter, parties["Innovation"], actor=hui, text="Gladly")
    add_step(encounter, actor=una, values={"text": "Draft", "due_on": "2099-06-01"})
    add_step(encounter, actor=una, values={"text": "Sooner", "due_on": "2099-05-20"})
    for each in parties.values():
        index(each.organisation, [str(each)])
    planned, walked = "Columbia University – Innovation Centre", "Columbia University – Lidar"

    (row, _other) = OutcomeList(asked(sort="due"), outcomes_of(released)).items

    assert (str(row), row.shared_notes, row.open_steps, str(row.due)) == (planned, 1, 2, "2099-05-20")
    assert told(released, theme="research") == [walked]
    assert told(released, mark="held") == [walked]
    assert told(released, mark="none") == [planned]
    assert told(released, q="Lidar") == [walked]
    assert told(released, sort="host") == [planned, walked]
    assert told(released, sort="-host") == [walked, planned]


def test_outcomes_are_exported_without_a_private_word(
    at: At, encounter: Encounter, released: MeetingRound, parties: Parties, una: User, fay: User
) -> None:
    write_note(encounter, parties["Columbia"], actor=una, text="Our secret", is_shared=False)
    mark_meeting(encounter, actor=una, mark=Mark.HELD)

    answer: Any = at.reads(fay, "outcomes", released.pk, export="csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")

    assert "secret" not in text
    (row,) = list(csv.DictReader(io.StringIO(text)))
    assert (row["Delegation"], row["Host"], row["Held"], row["Notes"]) == (
        "Columbia University", "Innovation Centre", "Held", "0",
    )  # fmt: skip


def test_outcomes_are_for_organisers(
    at: At, released: MeetingRound, una: User, hui: User, fay: User, opal: User, nan: User, sam: User
) -> None:
    found = [at.reads(each, "outcomes", released.pk).status_code for each in (fay, opal, una, hui, nan, sam)]

    assert found == [200, 200, 404, 404, 404, 404]


@pytest.mark.parametrize("more", [3, 20])
def test_pages_ask_as_often_for_many(
    at: At, encounter: Encounter, released: MeetingRound, organiser: Partner, una: User, fay: User, more: int
) -> None:
    add_step(encounter, actor=una, values={"text": "First"})
    write_note(encounter, encounter.guest, actor=una, text="First")
    pages = [
        ("outcomes", fay, released.pk),
        ("encounter", una, encounter.pk),
        ("party", una, encounter.guest_id),
    ]
    add_walk_in(encounter.guest, released.parties.get(partner__organisation__name_en="Lidar"), actor=una)
    before = [queries(at, *page) for page in pages]
    for number in range(more):
        partner(organiser.exchange, f"Host {number}", PartnerRole.HOST)
    add_everyone(released, actor=fay)
    for each in released.parties.filter(partner__organisation__name_en__startswith="Host "):
        add_walk_in(encounter.guest, each, actor=una)
        add_step(seen(encounter), actor=una, values={"text": "More", "owner": encounter.host})
        write_note(seen(encounter), encounter.guest, actor=una, text="More")

    assert [queries(at, *page) for page in pages] == before


def queries(at: At, name: str, reader: User, key: Any) -> int:
    at.reads(reader, name, key)
    with CaptureQueriesContext(connection) as seen_queries:
        at.reads(reader, name, key)
    return len(seen_queries)

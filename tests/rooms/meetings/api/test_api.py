"""The API reads and writes meetings as the pages do."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qiao.rooms.accounts.domain.token import create_token
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange, Partner
from qiao.rooms.meetings.domain.slot import lay_out_slots
from qiao.rooms.meetings.domain.step import add_step
from qiao.rooms.meetings.models import Encounter, MeetingParty, MeetingRound, NextStep, Timetable
from tests.rooms.meetings.domain.conftest import DAY, fresh

Ask = Callable[..., Any]
Parties = dict[str, MeetingParty]


@pytest.fixture
def ask(db: None) -> Ask:
    """A program with a token of the user, for everything of this room."""

    def asked(user: User, method: str, path: str, body: Any = None, scopes: str = "read write") -> Any:
        names = [f"meetings.{scope}" for scope in scopes.split()]
        token = create_token(
            user, name="x", scope_names=names, expires_at=timezone.now() + dt.timedelta(days=1)
        )
        headers = {"Accept-Language": "en", "Authorization": f"Bearer {token[1]}"}
        content = b"" if body is None else json.dumps(body).encode()
        path = f"/api/v1/meetings{path}"
        return Client().generic(method, path, content, "application/json", headers=headers)

    return asked


def test_rounds_are_read_by_who_meets_there(
    ask: Ask, exchange: Exchange, wished: MeetingRound, una: User, fay: User, opal: User, sam: User, nan: User
) -> None:
    path = f"/of/{exchange.pk}/rounds"

    answers = [ask(each, "GET", path) for each in (una, fay, opal, sam, nan)]

    assert [each.status_code for each in answers] == [200, 200, 200, 404, 404]
    (row,) = answers[0].json()["items"]
    assert (row["id"], row["name_en"], row["state"]) == (str(wished.pk), "One to one", "collecting")
    assert ask(una, "GET", f"/rounds/{wished.pk}").json() == row
    assert ask(sam, "GET", f"/rounds/{wished.pk}").status_code == 404


def test_slots_and_tables_are_paged_by_key(
    ask: Ask, wished: MeetingRound, una: User, fay: User, hui: User
) -> None:
    first = ask(una, "GET", f"/rounds/{wished.pk}/slots?size=3").json()
    rest = ask(una, "GET", f"/rounds/{wished.pk}/slots?size=3&cursor={first['next']}").json()

    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 1, ""]
    tables = ask(fay, "GET", f"/rounds/{wished.pk}/tables").json()["items"]
    assert [each["number"] for each in tables] == [1, 2]
    assert ask(una, "GET", f"/rounds/{wished.pk}/tables").status_code == 404


def test_parties_are_those_that_the_reader_knows(
    ask: Ask, wished: MeetingRound, una: User, fay: User, hui: User
) -> None:
    def names(reader: User) -> set[str]:
        rows = ask(reader, "GET", f"/rounds/{wished.pk}/parties").json()["items"]
        return {row["name_en"] for row in rows}

    hosts, guests = {"Innovation Centre", "Battery", "Lidar"}, {"Columbia University", "Duke", "ANU"}
    assert names(fay) == hosts | guests
    assert names(una) == hosts | {"Columbia University"}
    assert names(hui) == guests | {"Innovation Centre"}


def test_wishes_are_read_and_ranked(
    ask: Ask, wished: MeetingRound, parties: Parties, una: User, hui: User, opal: User, sam: User
) -> None:
    path = f"/parties/{parties['Columbia'].pk}/wishes"
    body = {"wishes": [{"wanted_id": str(parties["Lidar"].pk), "themes": ["research"], "note": "Sensors"}]}

    ranked = ask(una, "PUT", path, body)

    assert ranked.status_code == 200
    assert [(each["wanted_id"], each["rank"], each["answer"]) for each in ranked.json()] == [
        (str(parties["Lidar"].pk), 1, None)
    ]
    assert ask(una, "GET", path).json() == ranked.json()
    assert [ask(each, "PUT", path, body).status_code for each in (hui, opal, sam)] == [404] * 3
    assert [ask(each, "GET", path).status_code for each in (hui, opal, sam)] == [404, 200, 404]
    assert ask(una, "PUT", path, body, "read").status_code == 403


def test_refused_wishes_name_each_place(ask: Ask, wished: MeetingRound, parties: Parties, una: User) -> None:
    own = str(parties["Columbia"].pk)

    answer = ask(una, "PUT", f"/parties/{own}/wishes", {"wishes": [{"wanted_id": own}]})

    assert answer.status_code == 422
    assert answer.json()["code"] == "wishes-refused"
    assert answer.json()["problems"][0]["place"] == "Wish 1"
    assert parties["Columbia"].wishes.count() == 2


def test_wishes_of_others_and_suggestions(
    ask: Ask, wished: MeetingRound, parties: Parties, una: User, hui: User
) -> None:
    MeetingParty.objects.update(themes=["talent"])
    own = parties["Columbia"].pk

    asked_by = ask(una, "GET", f"/parties/{own}/asked-by").json()
    suggested = ask(una, "GET", f"/parties/{own}/suggestions").json()

    assert [each["asker_id"] for each in asked_by] == [str(parties["Innovation"].pk)]
    assert [(each["party_id"], each["reasons"]) for each in suggested] == [
        (str(parties["Lidar"].pk), [
            "You both look for: Introducing international talent",
        ]),
    ]  # fmt: skip
    assert ask(hui, "GET", f"/parties/{own}/suggestions").status_code == 404


def test_availability_is_set_as_a_whole(
    ask: Ask, wished: MeetingRound, parties: Parties, una: User, hui: User, exchange: Exchange
) -> None:
    path, slot = f"/parties/{parties['Columbia'].pk}/availability", wished.slots.first()
    assert slot is not None
    body = {"absent_slot_ids": [str(slot.pk)]}

    assert ask(una, "PUT", path, body).json() == body
    assert ask(una, "GET", path).json() == body
    unknown = ask(una, "PUT", path, {"absent_slot_ids": [str(wished.pk)]})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "not-of-the-round")
    assert ask(una, "GET", path).json() == body
    assert ask(hui, "PUT", path, body).status_code == 404


def test_meetings_are_told_once_they_are_released(
    ask: Ask, released: MeetingRound, encounter: Encounter, parties: Parties, una: User, hui: User, fay: User
) -> None:
    own = f"/parties/{parties['Columbia'].pk}/meetings"

    (row,) = ask(una, "GET", own).json()["items"]
    everything = ask(fay, "GET", f"/rounds/{released.pk}/meetings").json()["items"]
    timetable = ask(una, "GET", f"/rounds/{released.pk}/timetable").json()
    Timetable.objects.update(state="accepted")

    assert (row["encounter_id"], row["table_number"], row["themes"]) == (str(encounter.pk), 1, ["talent"])
    assert everything == [row]
    assert (timetable["number"], timetable["state"]) == (1, "released")
    assert ask(una, "GET", own).json()["items"] == []
    assert ask(una, "GET", f"/rounds/{released.pk}/timetable").status_code == 404
    assert ask(fay, "GET", f"/rounds/{released.pk}/timetable").json()["state"] == "accepted"
    assert [ask(each, "GET", f"/rounds/{released.pk}/meetings").status_code for each in (una, hui)] == [
        404
    ] * 2


def test_next_steps_are_agreed_changed_finished_and_deleted(
    ask: Ask, encounter: Encounter, parties: Parties, una: User, hui: User, fay: User, sam: User
) -> None:
    path = f"/encounters/{encounter.pk}/steps"
    host_id = str(parties["Innovation"].pk)

    made = ask(una, "POST", path, {"text": "Draft", "owner_id": host_id, "due_on": "2099-06-01"})
    step = f"/steps/{made.json()['id']}"
    changed = ask(hui, "PATCH", step, {"version": 1, "text": "Both drafts"})
    stale = ask(una, "PATCH", step, {"version": 1, "due_on": None})
    done = ask(hui, "PUT", f"{step}/done")
    opened = ask(una, "DELETE", f"{step}/done")

    assert (made.status_code, made.json()["owner_id"]) == (201, host_id)
    assert (changed.json()["text"], changed.json()["due_on"]) == ("Both drafts", "2099-06-01")
    assert (stale.status_code, stale.json()["code"]) == (409, "step-changed")
    assert done.json()["done_at"] is not None
    assert opened.json()["done_at"] is None
    assert ask(fay, "GET", path).json() == [opened.json()]
    assert [ask(each, "DELETE", step).status_code for each in (fay, sam)] == [404, 404]
    assert ask(una, "DELETE", step).status_code == 204
    assert not NextStep.objects.exists()


def test_step_of_a_third_party_and_without_words_is_refused(
    ask: Ask, encounter: Encounter, parties: Parties, una: User
) -> None:
    path = f"/encounters/{encounter.pk}/steps"

    third = ask(una, "POST", path, {"text": "Draft", "owner_id": str(parties["Lidar"].pk)})
    empty = ask(una, "POST", path, {"text": " "})

    assert [third.status_code, empty.status_code] == [422, 422]
    assert not NextStep.objects.exists()


def test_encounter_tells_whether_it_was_held(
    ask: Ask, encounter: Encounter, una: User, opal: User, sam: User
) -> None:
    Encounter.objects.update(mark="held", marked_at=timezone.now())

    assert ask(una, "GET", f"/encounters/{encounter.pk}").json()["mark"] == "held"
    assert ask(opal, "GET", f"/encounters/{encounter.pk}").status_code == 200
    assert ask(sam, "GET", f"/encounters/{encounter.pk}").status_code == 404


def test_lists_ask_as_often_for_many(
    ask: Ask, released: MeetingRound, encounter: Encounter, organiser: Partner, una: User, fay: User
) -> None:
    add_step(encounter, actor=una, values={"text": "First"})
    paths = [
        *(f"/rounds/{released.pk}/{name}" for name in ("slots", "parties", "meetings")),
        f"/encounters/{encounter.pk}/steps",
    ]
    before = [queries(ask, fay, path) for path in paths]
    lay_out_slots(released, actor=fay, on=DAY, begins=dt.time(14), ends=dt.time(17), minutes=20)
    for number in range(5):
        values = {"text": f"Step {number}", "owner": encounter.host}
        add_step(fresh(encounter), actor=una, values=values)

    assert [queries(ask, fay, path) for path in paths] == before


def queries(ask: Ask, reader: User, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert ask(reader, "GET", path).status_code == 200
    return len(seen)

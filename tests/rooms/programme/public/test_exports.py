import datetime as dt
import json
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import jsonschema_rs
import pytest
from defusedxml.ElementTree import fromstring
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.programme.exports.document import SCHEMA, schema_url
from qiao.rooms.programme.models import Place, ProgrammeItem, Speaker, Track
from tests.rooms.programme.public.conftest import Released

HOSTILE = 'A\\B; C, <D> & "E" ]]> 中文' + "长" * 60
ATOM = "{http://www.w3.org/2005/Atom}"
EVENT = [
    *("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "logo"),
    *("persons", "language", "description", "recording", "links", "attachments", "url", "feedback_url"),
]


def fetched(exchange: Exchange, name: str, *more: Any) -> Any:
    answer = Client().get(reverse(f"programme:{name}", args=[exchange.pk, *more]))
    assert answer.status_code == 200
    return answer


def schedule(exchange: Exchange) -> Element:
    root: Element = fromstring(fetched(exchange, "export_xml").content)
    return root


def events(exchange: Exchange, name: str, *more: Any) -> list[Any]:
    return list(Calendar.from_ical(fetched(exchange, name, *more).content).walk("VEVENT"))


def test_json_keeps_its_schema(
    exchange: Exchange,
    welcome: ProgrammeItem,
    panel: ProgrammeItem,
    internal: ProgrammeItem,
    release: Released,
) -> None:
    Speaker.objects.create(item=panel, name_en="Ada Guest")
    release()
    schema = json.loads(Path(str(finders.find(SCHEMA))).read_text("utf-8"))

    answer = fetched(exchange, "export_json")
    told = json.loads(answer.content)

    jsonschema_rs.Draft202012Validator(schema).validate(told)
    assert answer["Content-Type"] == "application/json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert told["$schema"] == schema_url()
    assert [session["title"]["en"] for session in told["sessions"]] == [
        "Welcome",
        "Panel on joint laboratories",
    ]
    assert told["sessions"][0]["starts_at"] == "2099-05-10T01:00:00Z"
    assert told["sessions"][1]["interpretation"] == ["en"]
    assert told["sessions"][1]["speakers"] == [{"role": "speaker", "name": {"zh": "", "en": "Ada Guest"}}]
    assert {track["name"]["en"] for track in told["tracks"]} == {"Talent", "Research"}
    assert told["release"]["number"] == 1


def test_schema_refuses_what_is_not_the_format(
    exchange: Exchange, welcome: ProgrammeItem, release: Released
) -> None:
    release()
    schema = json.loads(Path(str(finders.find(SCHEMA))).read_text("utf-8"))
    told = json.loads(fetched(exchange, "export_json").content)
    del told["sessions"][0]["title"]

    assert not jsonschema_rs.Draft202012Validator(schema).is_valid(told)


def test_json_is_one_copy_for_both_languages(
    exchange: Exchange, welcome: ProgrammeItem, release: Released
) -> None:
    release()
    english = fetched(exchange, "export_json")

    chinese = Client().get(english.wsgi_request.path.replace("/en/", "/zh-hans/"))

    assert chinese["ETag"] == english["ETag"]


def test_xml_is_the_schedule_of_frab(
    exchange: Exchange,
    welcome: ProgrammeItem,
    panel: ProgrammeItem,
    internal: ProgrammeItem,
    release: Released,
    hall: Place,
) -> None:
    Speaker.objects.create(item=welcome, name_en="Ada Guest")
    release()

    root = schedule(exchange)
    conference, days = root.find("conference"), root.findall("day")
    event = root.find(f"day/room/event[@guid='{welcome.pk}']")

    assert root.tag == "schedule"
    assert [child.tag for child in root] == ["generator", "url", "version", "conference", "day", "day"]
    assert conference is not None
    assert [child.tag for child in conference][:8] == [
        *("acronym", "title", "start", "end", "days", "timeslot_duration", "base_url", "time_zone_name")
    ]
    assert conference.findtext("title") == "Overseas Talent Exchange"
    assert (conference.findtext("start"), conference.findtext("end")) == ("2099-05-10", "2099-05-11")
    assert (conference.findtext("days"), conference.findtext("time_zone_name")) == ("2", "Asia/Shanghai")
    assert {track.get("name") for track in conference.findall("track")} == {"Talent", "Research"}
    assert [(day.get("index"), day.get("date")) for day in days] == [("1", "2099-05-10"), ("2", "2099-05-11")]
    assert days[0].get("start") == "2099-05-10T00:00:00+08:00"
    assert days[0].get("end") == "2099-05-10T23:59:00+08:00"
    assert next((room.get("name"), room.get("guid")) for room in days[0]) == ("Hall, Centre", str(hall.pk))
    assert event is not None
    assert [child.tag for child in event] == EVENT
    assert int(event.get("id", "0")) > 0
    assert event.findtext("room") == "Hall, Centre"
    assert event.findtext("title") == "Welcome"
    assert event.findtext("subtitle") == "欢迎仪式"
    assert event.findtext("type") == "Welcome"
    assert event.findtext("date") == "2099-05-10T09:00:00+08:00"
    assert (event.findtext("start"), event.findtext("duration")) == ("09:00", "01:00")
    assert event.findtext("track") == "Talent"
    assert event.findtext("language") == "zh,en"
    assert [person.text for person in event.findall("persons/person")] == ["Ada Guest"]
    assert event.findtext("recording/optout") == "true"
    assert str(event.findtext("url")).endswith(f"/public/{welcome.pk}/")
    assert root.find(f"day/room/event[@guid='{internal.pk}']") is None


def test_xml_gives_a_session_after_the_last_day_a_day(
    exchange: Exchange, welcome: ProgrammeItem, make_item: Any, release: Released
) -> None:
    later = exchange.starts_at + dt.timedelta(days=2, hours=9)
    make_item("Departure", starts_at=later, ends_at=later + dt.timedelta(hours=1))
    release()

    days = schedule(exchange).findall("day")

    assert [day.get("date") for day in days] == ["2099-05-10", "2099-05-11", "2099-05-12"]


def test_calendar_holds_every_public_session(
    exchange: Exchange,
    welcome: ProgrammeItem,
    panel: ProgrammeItem,
    internal: ProgrammeItem,
    release: Released,
) -> None:
    release()
    release()

    answer, found = fetched(exchange, "export_calendar"), events(exchange, "export_calendar")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [str(event["SUMMARY"]) for event in found] == ["Welcome", "Panel on joint laboratories"]
    assert found[0].decoded("DTSTART") == welcome.starts_at
    assert found[0].decoded("DTEND") == welcome.ends_at
    assert str(found[0]["UID"]).startswith(f"programme.item-{welcome.pk}@")
    assert found[0]["SEQUENCE"] == 2
    assert str(found[0]["LOCATION"]) == "Hall, Centre"


def test_calendar_of_a_place_and_of_a_track_hold_theirs(
    exchange: Exchange,
    welcome: ProgrammeItem,
    panel: ProgrammeItem,
    release: Released,
    room: Place,
    english: Track,
) -> None:
    release()

    of_place = events(exchange, "export_place", room.pk)
    of_track = events(exchange, "export_track", english.pk)

    assert [str(event["SUMMARY"]) for event in of_place] == ["Panel on joint laboratories"]
    assert [str(event["SUMMARY"]) for event in of_track] == ["Welcome"]


def test_calendar_of_an_unknown_place_is_not_found(
    client: Client, exchange: Exchange, welcome: ProgrammeItem, release: Released
) -> None:
    release()

    answer = client.get(reverse("programme:export_place", args=[exchange.pk, welcome.pk]))

    assert answer.status_code == 404


def test_hostile_titles_stay_text_in_every_export(
    exchange: Exchange, make_item: Any, release: Released
) -> None:
    make_item(HOSTILE, summary_en="One\nBEGIN:VEVENT\nTwo")
    release()

    told = json.loads(fetched(exchange, "export_json").content)
    title = schedule(exchange).findtext("day/room/event/title")
    found = events(exchange, "export_calendar")
    raw = fetched(exchange, "export_calendar").content

    assert told["sessions"][0]["title"]["en"] == HOSTILE
    assert title == HOSTILE
    assert [str(event["SUMMARY"]) for event in found] == [HOSTILE]
    assert str(found[0]["DESCRIPTION"]) == "One\nBEGIN:VEVENT\nTwo"
    assert max(len(line) for line in raw.split(b"\r\n")) <= 75


def test_feed_lists_the_releases(exchange: Exchange, welcome: ProgrammeItem, release: Released) -> None:
    release()
    release()

    feed = fromstring(fetched(exchange, "release_feed").content)

    assert feed.tag == f"{ATOM}feed"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == [
        "Release 2 of the programme",
        "Release 1 of the programme",
    ]


EXPORTS = ("export_json", "export_xml", "export_calendar", "release_feed")


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("number", [1, 20, 200])
def test_export_takes_two_queries_once_it_is_kept(
    client: Client,
    exchange: Exchange,
    make_item: Any,
    release: Released,
    django_assert_num_queries: Any,
    name: str,
    number: int,
) -> None:
    for each in range(number):
        make_item(f"Session {each}")
    release()
    url = reverse(f"programme:{name}", args=[exchange.pk])
    first = client.get(url)

    with django_assert_num_queries(2):
        again = client.get(url, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)


@pytest.mark.parametrize("name", EXPORTS[:3])
@pytest.mark.parametrize("number", [1, 20, 200])
def test_export_is_rendered_in_a_constant_number_of_queries(
    client: Client,
    exchange: Exchange,
    make_item: Any,
    release: Released,
    django_assert_max_num_queries: Any,
    name: str,
    number: int,
) -> None:
    for each in range(number):
        make_item(f"Session {each}")
    release()

    with django_assert_max_num_queries(8):
        client.get(reverse(f"programme:{name}", args=[exchange.pk]))


@pytest.mark.parametrize("name", EXPORTS[:3])
def test_export_without_a_release_is_not_found(client: Client, exchange: Exchange, name: str) -> None:
    assert client.get(reverse(f"programme:{name}", args=[exchange.pk])).status_code == 404


@pytest.mark.parametrize("name", EXPORTS)
def test_export_of_a_draft_is_not_for_strangers(client: Client, draft: Exchange, name: str) -> None:
    assert client.get(reverse(f"programme:{name}", args=[draft.pk])).status_code == 404

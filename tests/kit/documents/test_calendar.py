import uuid
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from qiao.kit.documents.calendar import CalendarEvent, Method, Participant, calendar_bytes, event_uid
from qiao.kit.documents.errors import AddressRefused
from tests.support import hostile

SHANGHAI = ZoneInfo("Asia/Shanghai")
HOST = Participant(email="host@qiao.example", name="北京市侨联")
GUEST = Participant(email="guest@university.example", name='O"Hara; Ann, Dr.', is_required=False)


def visit(**changes: object) -> CalendarEvent:
    values: dict[str, object] = {
        "uid": "visit-1@qiao.example",
        "title": "参观国家智能网联汽车创新中心",
        "starts_at": datetime(2026, 11, 3, 9, 30, tzinfo=SHANGHAI),
        "ends_at": datetime(2026, 11, 3, 11, 0, tzinfo=SHANGHAI),
        "time_zone": "Asia/Shanghai",
    }
    return CalendarEvent(**(values | changes))  # type: ignore[arg-type]


def read(content: bytes) -> Calendar:
    return Calendar.from_ical(content)


def only_event(content: bytes):  # type: ignore[no-untyped-def]
    (event,) = read(content).walk("VEVENT")
    return event


def test_event_reads_back():
    content = calendar_bytes([visit(description="第一行\n第二行", location="北京", sequence=3)])

    event = only_event(content)
    assert event["UID"] == "visit-1@qiao.example"
    assert event["SEQUENCE"] == 3
    assert event["SUMMARY"] == "参观国家智能网联汽车创新中心"
    assert event["DESCRIPTION"] == "第一行\n第二行"
    assert event.decoded("DTSTART") == datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"


def test_calendar_carries_the_zone_with_its_clock_changes():
    content = calendar_bytes([visit(time_zone="Europe/Berlin")])

    (zone,) = read(content).walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}
    assert b"DTSTART;TZID=Europe/Berlin:20261103T023000" in content


def test_lines_are_folded_at_75_octets_without_splitting_a_letter():
    content = calendar_bytes([visit(title="智能网联汽车" * 40)])

    rows = content.split(b"\r\n")
    assert max(len(row) for row in rows) <= 75
    assert [row.decode("utf-8") for row in rows]
    assert only_event(content)["SUMMARY"] == "智能网联汽车" * 40


@pytest.mark.parametrize(
    ("method", "status"), [(Method.REQUEST, "CONFIRMED"), (Method.CANCEL, "CANCELLED")], ids=str
)
def test_invitation_names_organiser_and_invited(method, status):
    content = calendar_bytes([visit(organiser=HOST, participants=[GUEST])], method)

    event = only_event(content)
    assert read(content)["METHOD"] == method
    assert event["STATUS"] == status
    assert event["ORGANIZER"] == "mailto:host@qiao.example"
    assert event["ORGANIZER"].params["CN"] == "北京市侨联"
    assert event["ATTENDEE"] == "mailto:guest@university.example"
    assert event["ATTENDEE"].params["ROLE"] == "OPT-PARTICIPANT"
    assert event["ATTENDEE"].params["RSVP"] == "TRUE"


def test_published_calendar_tells_nobody_who_else_is_invited():
    content = calendar_bytes([visit(organiser=HOST, participants=[GUEST])])

    assert b"guest@university.example" not in content.replace(b"\r\n ", b"")


@pytest.mark.parametrize("method", [Method.REQUEST, Method.CANCEL], ids=str)
def test_invitation_without_organiser_is_a_mistake(method):
    with pytest.raises(ValueError, match="needs an organiser"):
        calendar_bytes([visit()], method)


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": datetime(2026, 11, 3, 9, 30)},  # noqa: DTZ001 (naive on purpose)
        {"ends_at": datetime(2026, 11, 3, 9, 29, tzinfo=SHANGHAI)},
    ],
    ids=["naive", "ends first"],
)
def test_impossible_times_are_refused(change):
    with pytest.raises(ValueError, match="event"):
        visit(**change)


def test_uid_of_a_record_is_stable():
    record_id = uuid.UUID(int=7)

    assert event_uid("visit", record_id) == event_uid("visit", record_id)
    assert event_uid("visit", record_id) == f"visit-{record_id}@testserver"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://",
        "//attacker.invalid",
        "https://qiao.example/\r\nATTACH:x",
        "https://qiao.example/a b",
    ],
)
def test_address_that_is_no_web_address_is_refused(url):
    with pytest.raises(AddressRefused):
        calendar_bytes([visit(url=url)])


@pytest.mark.parametrize("email", ["a@b.example\r\nATTENDEE:x", "a b@c.example", "nobody", "a@b.example;X=1"])
def test_invited_without_a_mail_address_are_refused(email):
    with pytest.raises(AddressRefused):
        calendar_bytes([visit(organiser=HOST, participants=[Participant(email=email)])], Method.REQUEST)


def _comes_out_dead(text: str) -> None:
    event = visit(
        title=text,
        description=text,
        location=text,
        organiser=Participant(email="host@qiao.example", name=text),
        participants=[Participant(email="guest@university.example", name=text)],
    )

    content = calendar_bytes([event], Method.REQUEST, name=text)

    calendar = read(content)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    component = only_event(content)
    assert set(component) <= {
        "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "SUMMARY", "DESCRIPTION", "LOCATION",
        "ORGANIZER", "ATTENDEE",
    }  # fmt: skip
    assert set(component["ATTENDEE"].params) <= {"CN", "ROLE", "PARTSTAT", "RSVP"}
    assert component["ATTENDEE"] == "mailto:guest@university.example"
    assert not errors_of(component)


def errors_of(component) -> list[object]:  # type: ignore[no-untyped-def]
    return list(component.errors)


@pytest.mark.parametrize("text", hostile.OWN)
def test_hostile_text_comes_out_dead(text):
    _comes_out_dead(text)


@pytest.mark.cases
def test_shared_hostile_text_comes_out_dead(cases: Path):
    for text in hostile.listed(cases, "markup", "templates", "names"):
        _comes_out_dead(text)


def test_cancelled_event_stands_beside_others_in_a_published_calendar():
    gone = visit(uid="gone@qiao.example", is_cancelled=True)

    events = read(calendar_bytes([visit(), gone])).walk("VEVENT")

    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CANCELLED"]

"""A workbook creates and updates everything that it names, and a second time nothing."""

import datetime as dt
from typing import Any

import pytest

from qiao.kit.imports.books import Outcome
from qiao.rooms.exchanges.models import Delegation, DelegationMember, Exchange, Partner
from qiao.rooms.meetings.models import FixedMeeting, MeetingParty, MeetingRound, MeetingWish, Table
from qiao.rooms.programme.models import Place
from tests.rooms.meetings.domain.conftest import DAY
from tests.rooms.meetings.intake.conftest import Take
from tests.support.meeting_workbook import Rows, small, workbook


def sheets(**changes: Rows) -> dict[str, Rows]:
    """The small workbook on the days of the exchange, with a name, an absence, an answer and a fixed slot."""
    usual: dict[str, Any] = {
        "exchange": [{"time_zone": "Asia/Shanghai", "walk_slots": 0, "floor": 1}],
        "delegates": [
            {"organisation": "DUKE", "name_en": "Ann Lee", "position_en": "Head of careers"},
            {"organisation": "DUKE", "name_en": None, "position_en": None},
            {"organisation": "ANU", "name_en": "Bo Chen", "position_en": None},
        ],
        "hosts": [{"organisation": "LAB", "place": "Hall 1"}, {"organisation": "BAT", "place": None}],
        "slots": [slot(hour) for hour in (9, 10, 11)],
        "availability": [
            {"party": "ANU", "date": DAY, "start": dt.time(9), "end": dt.time(10), "free": "no"},
            {"party": "Hall 1", "date": DAY, "start": dt.time(11), "end": dt.time(12), "free": "no"},
        ],
        "wishes": [
            wish("DUKE", "LAB", rank=1, themes="talent; research"),
            wish("DUKE", "BAT"),
            wish("LAB", "DUKE", rank=1, answer="接受"),
            wish("ANU", "BAT", rank=2, themes="research", pin="2"),
        ],
    }
    return small(**usual | changes)


def slot(hour: int) -> dict[str, Any]:
    return {"date": DAY, "start": dt.time(hour), "end": dt.time(hour, 20)}


def wish(asker: str, wanted: str, **more: Any) -> dict[str, Any]:
    empty = {"rank": None, "themes": None, "pin": None, "answer": None}
    return {"asker": asker, "wanted": wanted} | empty | more


def choices(outcome: Outcome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in outcome.rows:
        found.setdefault(row.sheet, []).append(str(row.choice))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbook_creates_everything_once(language: str, take: Take, exchange: Exchange) -> None:
    first = take(workbook(sheets(), language))

    assert first.problems == []
    assert {choice for each in choices(first).values() for choice in each} == {"create", "update"}
    found = MeetingRound.objects.get()
    assert (found.slots.count(), found.parties.count(), found.floor) == (3, 4, 1)
    assert Delegation.objects.filter(state="registering").count() == 2
    member = DelegationMember.objects.get(name_en="Ann Lee")
    assert (member.position_en, member.delegation.seats_held) == ("Head of careers", 2)
    hall = Place.objects.get()
    assert (hall.name_zh, Table.objects.filter(place=hall).count()) == ("一号厅", 2)
    assert Partner.objects.filter(role="host").count() == 2
    lab = MeetingParty.objects.get(table__isnull=False)
    assert str(lab.organisation) == "Institute of Future Mobility"
    assert [
        (each.rank, each.themes) for each in MeetingWish.objects.filter(asker__delegation=member.delegation)
    ] == [
        (1, ["talent", "research"]),
        (2, []),
    ]
    assert MeetingWish.objects.get(answer="accept").wanted.delegation == member.delegation
    assert str(FixedMeeting.objects.get().slot).startswith(f"{DAY} 10:00")
    assert MeetingParty.objects.get(absences__isnull=False).delegation_id != member.delegation_id

    second = take(workbook(sheets(), language))

    assert second.problems == []
    assert {choice for each in choices(second).values() for choice in each} == {"skip"}

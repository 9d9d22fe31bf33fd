"""The workbook in both languages, and everything that can be wrong with it, by its cell."""

import io
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from django.utils import translation

from qiao.kit.tables.write import NewSheet, xlsx_bytes
from qiao.rooms.meetings.enums import Side, Theme
from qiao.rooms.meetings.workbook.event import Event, Name
from qiao.rooms.meetings.workbook.faults import WORDINGS, WorkbookRefused
from qiao.rooms.meetings.workbook.read import read_event
from qiao.rooms.meetings.workbook.template import template_xlsx
from tests.support.meeting_workbook import DAYS, Rows, small, workbook

SHANGHAI = ZoneInfo("Asia/Shanghai")


def faults_of(file: io.BytesIO) -> list[tuple[str, str]]:
    with pytest.raises(WorkbookRefused) as caught:
        read_event(file)
    return [(each.place, each.sentence) for each in caught.value.faults]


def faulty(language: str = "en", **changes: Rows) -> list[tuple[str, str]]:
    return faults_of(workbook(small(**changes), language))


def wish(**changes: Any) -> dict[str, Any]:
    return {"asker": "DUKE", "wanted": "LAB", "rank": 1, "themes": "research", "pin": None} | changes


def slot(start: object, end: object, on: object = DAYS[0], code: str = "") -> dict[str, Any]:
    return {"code": code, "date": on, "start": start, "end": end}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_workbook_reads_the_same_in_both_languages(language: str, small_event: Event) -> None:
    event = read_event(workbook(small(), language))

    wishes = tuple(
        replace(wish, source=same.source) for wish, same in zip(event.wishes, small_event.wishes, strict=True)
    )
    assert replace(event, wishes=wishes) == small_event
    assert [each.themes for each in small_event.wishes] == [
        (Theme.RESEARCH,),
        (Theme.TALENT, Theme.RESEARCH),
        (Theme.CULTIVATION,),
    ]
    assert [each.key for each in small_event.parties] == ["DUKE", "ANU", "LAB", "BAT"]
    assert {each.side for each in small_event.parties[2:]} == {Side.HOST}


def test_dates_and_times_are_read_as_cells_and_as_texts(small_event: Event) -> None:
    moments = [each.starts_at for each in small_event.slots]

    assert moments[0] == datetime(2026, 11, 3, 9, 0, tzinfo=SHANGHAI)
    assert moments[-1] == datetime(2026, 11, 4, 9, 0, tzinfo=SHANGHAI)
    assert list(small_event.days) == list(DAYS)


def test_sheets_that_are_optional_may_be_absent() -> None:
    sheets = small()
    del sheets["exchange"]

    event = read_event(workbook(sheets))

    assert (event.name, event.time_zone.key, event.periods) == (Name(), "Asia/Shanghai", ())


def test_template_is_a_workbook_that_reads() -> None:
    event = read_event(io.BytesIO(template_xlsx()))

    assert [each.key for each in event.parties] == ["DUKE", "ANU", "CENTRE", "INST"]
    assert [each.is_free for each in event.periods] == [False]
    assert event.wishes[1].pin == "1"


def test_headings_in_capitals_with_spaces_and_in_two_languages_are_known() -> None:
    page = openpyxl.load_workbook(workbook(small()))
    page["wishes"]["A1"], page["wishes"]["B1"] = "  WHO ", "洽谈对象 / Whom"
    page["wishes"].title = "洽谈意愿 Wishes"
    out = io.BytesIO()
    page.save(out)

    assert len(read_event(out).wishes) == 3


@pytest.mark.parametrize(
    ("changes", "place", "sentence"),
    [
        (
            {"wishes": [wish(wanted="duke university")]},
            "wishes!B2",
            "“duke university” wishes to meet itself.",
        ),
        ({"wishes": [wish(), wish(rank=2)]}, "wishes!B3", "The same wish stands in wishes!2 already."),
        ({"wishes": [wish(wanted="Nowhere")]}, "wishes!B2", "“Nowhere” is not known."),
        (
            {"wishes": [wish(wanted="ANU")]},
            "wishes!B2",
            "Both are on the same side: two delegations, or two hosts.",
        ),
        ({"wishes": [wish(rank="first")]}, "wishes!C2", "“first” is not a whole number from 1 to 999."),
        ({"wishes": [wish(rank=0)]}, "wishes!C2", "“0” is not a whole number from 1 to 999."),
        ({"wishes": [wish(themes="football")]}, "wishes!D2", "“football” is not a theme of meetings."),
        ({"wishes": [wish(pin="noon")]}, "wishes!E2", "There is no slot “noon”."),
        (
            {"wishes": [wish(pin="1"), wish(asker="LAB", wanted="DUKE", pin="2")]},
            "wishes!E3",
            "wishes!E2 fixes the same meeting to another slot.",
        ),
        ({"wishes": [wish(wanted=None), wish()]}, "wishes!B2", "“洽谈对象 / Whom” is empty."),
        ({"wishes": []}, "wishes", "There is nothing in the table."),
        (
            {"slots": [slot("09:00", "09:30"), slot("09:20", "09:50")]},
            "slots!C3",
            "This slot overlaps that of slots!C2.",
        ),
        (
            {"slots": [slot("09:20", "09:50"), slot("09:00", "09:30")]},
            "slots!C3",
            "This slot overlaps that of slots!C2.",
        ),
        ({"slots": [slot("09:30", "09:00")]}, "slots!D2", "The slot ends at 09:00, not after it begins."),
        ({"slots": [slot("9 o'clock", "09:30")]}, "slots!C2", "“9 o'clock” is not a time of day."),
        (
            {"slots": [slot("09:00", "09:30", "3/4/2026")]},
            "slots!B2",
            "“3/4/2026” is not a date that can be read without doubt.",
        ),
        (
            {"slots": [slot("09:00", "09:30", code="A"), slot("10:00", "10:30", code="a")]},
            "slots!A3",
            "“a” is also what slots!A2 is called.",
        ),
        (
            {"places": [{"name_en": "Hall", "capacity": 0}]},
            "places!B2",
            "A place with a capacity of 0 holds no meeting.",
        ),
        (
            {"places": [{"name_en": "Hall", "capacity": "many"}]},
            "places!B2",
            "“many” is not a whole number from 1 to 10000.",
        ),
        ({"places": [{"name_en": "Hall"}]}, "places!1", "The column “洽谈桌数 / Capacity” is missing."),
        (
            {"hosts": [{"organisation": "LAB"}, {"organisation": "lab"}]},
            "hosts!A3",
            "“lab” is already a host in hosts!A2.",
        ),
        (
            {"hosts": [{"organisation": "DUKE"}]},
            "hosts!A2",
            "“DUKE” is a host, and it has a delegate in delegates!A2.",
        ),
        ({"hosts": [{"organisation": "LAB", "place": "Hall 2"}]}, "hosts!B2", "“Hall 2” is not known."),
        ({"delegates": [{"organisation": "MIT", "position_en": "x"}]}, "delegates!A2", "“MIT” is not known."),
        (
            {"availability": [{"party": "DUKE", "free": "maybe"}]},
            "availability!B2",
            "“maybe” is neither yes nor no.",
        ),
        ({"availability": [{"party": "Mars", "free": "no"}]}, "availability!A2", "“Mars” is not known."),
        (
            {"availability": [{"party": "DUKE", "start": "10:00", "end": "09:00", "free": "no"}]},
            "availability!C2",
            "The period ends at 09:00, not after it begins.",
        ),
        (
            {"exchange": [{"name_en": "X", "time_zone": "Peking"}]},
            "exchange!B2",
            "“Peking” is not a time zone.",
        ),
        (
            {"exchange": [{"name_en": "X"}, {"name_en": "Y"}]},
            "exchange!3",
            "The exchange has more than one row.",
        ),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(changes: dict[str, Rows], place: str, sentence: str) -> None:
    assert (place, sentence) in faulty(**changes)


def test_everything_is_told_at_once_in_the_order_of_the_workbook() -> None:
    found = faulty(
        wishes=[wish(wanted="DUKE"), wish(wanted="Nowhere"), wish(rank=-1)],
        places=[{"name_en": "Hall", "capacity": 0}],
        slots=[slot("09:00", "09:30"), slot("09:00", "09:30")],
    )

    assert [place for place, _sentence in found] == [
        "places!B2",
        "slots!C3",
        "wishes!B2",
        "wishes!B3",
        "wishes!C4",
    ]


def test_faults_are_told_in_chinese_with_the_names_of_the_sheets() -> None:
    with translation.override("zh-hans"):
        found = faulty("zh", wishes=[wish(wanted="DUKE")])

    assert found == [("洽谈意愿!B2", "“DUKE”将自己填为洽谈对象。")]


def test_near_name_is_proposed() -> None:
    with pytest.raises(WorkbookRefused) as caught:
        read_event(workbook(small(wishes=[wish(asker="Duke Univercity")])))

    (fault,) = caught.value.faults
    assert fault.remedy == "Did you mean “Duke University”? Otherwise add it to the sheet 单位 organisations."


def test_missing_sheet_and_sheet_of_another_name_are_told() -> None:
    sheets = small()
    del sheets["wishes"]
    book = openpyxl.load_workbook(workbook(sheets))
    book.create_sheet("whishes")["A1"] = "x"
    book.create_sheet("#notes")["A1"] = "x"
    out = io.BytesIO()
    book.save(out)

    assert faults_of(out) == [
        ("", "There is no sheet 洽谈意愿 wishes."),
        ("whishes", "No sheet of this name is read."),
    ]


def test_hosts_need_room_at_their_place_and_a_place_where_ways_count() -> None:
    place = [{"name_en": "Hall", "capacity": 1, "zone": "A"}, {"name_en": "Tent", "capacity": 1, "zone": "B"}]
    crowded = faulty(
        places=place,
        hosts=[{"organisation": "LAB", "place": "Hall"}, {"organisation": "BAT", "place": "Hall"}],
    )
    homeless = faulty(
        places=place,
        exchange=[{"name_en": "X", "walk_slots": 1}],
        hosts=[{"organisation": "LAB", "place": "Hall"}, {"organisation": "BAT"}],
    )

    assert crowded == [("hosts!B2", "2 hosts sit at “Hall”, which holds 1 meetings at once.")]
    assert homeless == [
        ("hosts!B3", "The places lie in zones with a way between them, and this host has no place.")
    ]


def test_formulas_and_other_files_are_refused() -> None:
    page = openpyxl.load_workbook(workbook(small()))
    page["places"]["C2"] = "=1+1"
    out = io.BytesIO()
    page.save(out)

    assert ("places!C2", "There is a formula here.") in faults_of(out)
    assert faults_of(io.BytesIO(b"a,b\n1,2\n")) == [("", "This is no XLSX workbook.")]
    assert faults_of(io.BytesIO(b"PK\x03\x04garbage")) == [("", "The file is damaged or incomplete.")]


def test_availability_counts_for_organisations_and_places() -> None:
    rows: Rows = [
        {"party": "DUKE", "date": DAYS[0], "start": time(9), "end": time(9, 30), "free": "no"},
        {"party": "ANU", "date": "4 November 2026", "start": None, "end": None, "free": "yes"},
        {"party": "一号厅", "date": None, "start": "9:40", "end": None, "free": "否"},
    ]

    event = read_event(workbook(small(availability=rows)))

    free = {
        key: [event.is_free(key, each) for each in event.slots] for key in ("DUKE", "ANU", "一号厅", "Hall 1")
    }
    assert free["DUKE"] == [False, False, True, True]
    assert free["ANU"] == [False, False, False, True]
    assert free["Hall 1"] == [True, True, False, True]


def test_every_fault_has_a_remedy_in_both_languages() -> None:
    for wording in WORDINGS.values():
        told = []
        for language in ("en", "zh-hans"):
            with translation.override(language):
                told.append((str(wording.sentence), str(wording.remedy)))
        assert all(all(pair) for pair in told)
        assert told[0] != told[1]


def test_cells_of_a_wide_sheet_are_named_by_letters() -> None:
    plain = [NewSheet("organisations", ["Code", "x", "Name (English)"], [["A", "", "Alpha"]])]

    found = faults_of(io.BytesIO(xlsx_bytes(plain)))

    assert ("organisations!B1", "The heading “x” is not known.") in found
    assert date(2026, 11, 3) == DAYS[0]

"""What each party carries away: its own meetings on paper and in a calendar, and nothing of others."""

import re
import shutil
import subprocess
from datetime import UTC
from pathlib import Path

import pytest
from icalendar import Calendar

from qiao.kit.documents.pdf import render_pdfs
from qiao.rooms.meetings.itinerary.agenda import agenda_of
from qiao.rooms.meetings.itinerary.calendar import itinerary_ics, uid_of
from qiao.rooms.meetings.itinerary.paper import context_of, itinerary_paper
from qiao.rooms.meetings.planning.plan import Plan, make_plan
from qiao.rooms.meetings.planning.reasons import Reasons
from qiao.rooms.meetings.workbook.event import Party
from qiao.rooms.meetings.workbook.read import read_event
from tests.support.meeting_workbook import small, workbook


def text_of(pdf: bytes, folder: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed: apt-get install poppler-utils")
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    run = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, check=True)
    return re.sub(r"\s+", "", run.stdout.decode("utf-8"))


def party(plan: Plan, name: str) -> Party:
    return next(each for each in plan.event.parties if each.name.en == name)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_paper_holds_both_names_of_everybody_met(
    sample: Plan, sample_reasons: Reasons, tmp_path: Path, language: str
) -> None:
    duke = party(sample, "Duke University")

    (pdf,) = render_pdfs([itinerary_paper(sample, duke, sample_reasons, language)])

    text = text_of(pdf, tmp_path)
    met = [meeting.pair.other(duke).name for meeting in sample.meetings_of(duke)]
    assert len(met) == 6
    assert [name for each in met for name in (each.zh, each.en) if squeezed(name) not in text] == []
    assert "杜克大学" in text
    assert ("ItineraryofmeetingsDukeUniversity" in text) == (language == "en")


def test_paper_tells_own_wishes_that_were_not_granted_and_no_others(
    sample: Plan, sample_reasons: Reasons
) -> None:
    for each in sample.event.parties:
        told = context_of(sample, each, sample_reasons, "en")["refused"]["rows"]

        own = [pair.other(each).name.en for pair in sample.refused if pair.wish_of(each)]
        assert sorted(row["name"] for row in told) == sorted(own)
        assert all(row["why"] for row in told)


def test_agenda_covers_every_slot_once(sample: Plan) -> None:
    columbia = party(sample, "Columbia University")

    blocks = [block for day in agenda_of(sample, columbia).values() for block in day]

    assert (blocks[0].kind, blocks[0].time) == ("away", "09:00–12:00")
    assert sum(block.kind == "meeting" for block in blocks) == len(sample.meetings_of(columbia))
    for slot in sample.event.slots:
        covering = [b for b in blocks if b.starts_at <= slot.starts_at and slot.ends_at <= b.ends_at]
        assert len(covering) == 1


def test_host_is_away_while_its_place_is_closed(sample: Plan) -> None:
    centre = party(sample, "National Innovation Centre for Intelligent Connected Vehicles")

    last_day = list(agenda_of(sample, centre).values())[-1]

    assert (last_day[-1].kind, last_day[-1].time) == ("away", "14:00–17:00")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_calendars_read_back_as_the_meetings(sample: Plan, language: str) -> None:
    for each in sample.event.parties:
        calendar = Calendar.from_ical(itinerary_ics(sample, each, language))

        events = calendar.walk("VEVENT")
        read = {(str(e["UID"]), e.decoded("DTSTART"), e.decoded("DTEND")) for e in events}
        meant = {
            (uid_of(sample.event, m), m.slot.starts_at.astimezone(UTC), m.slot.ends_at.astimezone(UTC))
            for m in sample.meetings_of(each)
        }
        assert read == meant
        assert {event["DTSTART"].params["TZID"] for event in events} == {"Asia/Shanghai"}


def test_uid_stays_when_a_meeting_moves() -> None:
    first, second = (
        make_plan(read_event(workbook(small(wishes=[{"asker": "DUKE", "wanted": "LAB", "pin": pin}]))))
        for pin in ("1", "3")
    )

    assert first.meetings[0].slot != second.meetings[0].slot
    assert uid_of(first.event, first.meetings[0]) == uid_of(second.event, second.meetings[0])


def test_name_in_one_language_is_shown_and_marked(tmp_path: Path) -> None:
    rows = small()["organisations"]
    rows[2] = {"code": "LAB", "name_zh": "未来出行研究院"}
    plan = make_plan(read_event(workbook(small(organisations=rows))))
    duke = plan.event.party["DUKE"]

    (pdf,) = render_pdfs([itinerary_paper(plan, duke, Reasons(plan), "en")])

    assert "未来出行研究院[Chinese]" in text_of(pdf, tmp_path)


def test_markup_in_names_comes_out_as_text(tmp_path: Path) -> None:
    name = '#read("/etc/passwd") *Lab* $x$ @home <b>'
    rows = small()["organisations"]
    rows[2] = {"code": "LAB", "name_en": name}
    plan = make_plan(read_event(workbook(small(organisations=rows))))

    (pdf,) = render_pdfs([itinerary_paper(plan, plan.event.party["DUKE"], Reasons(plan), "en")])

    assert squeezed(name) in text_of(pdf, tmp_path)

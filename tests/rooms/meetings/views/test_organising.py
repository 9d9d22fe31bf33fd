"""What organisers do on the pages, from the round to the timetable that stands."""

import datetime as dt

import pytest

from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Exchange
from qiao.rooms.meetings.domain.fixing import fix_meeting
from qiao.rooms.meetings.domain.planning import ask_for_plan, solve_timetable
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, Table, Timetable
from tests.rooms.meetings.domain.conftest import fresh
from tests.rooms.meetings.views.conftest import At

Parties = dict[str, MeetingParty]


def test_round_is_set_up_by_the_clock_of_the_exchange(at: At, exchange: Exchange, fay: User) -> None:
    answer = at.sends(
        fay, "round_new", exchange.pk, name_en="Round one", wishes_due_at="2099-04-01T18:00", floor="0",
        walk_slots="0",
    )  # fmt: skip

    made = MeetingRound.objects.get()
    assert answer.status_code == 302
    assert made.wishes_due_at == dt.datetime(2099, 4, 1, 18, tzinfo=exchange.zone)


def test_slots_and_tables_are_laid_out_and_overlaps_told(
    at: At, meeting_round: MeetingRound, fay: User
) -> None:
    series = {"on": "2099-05-10", "begins": "10:00", "ends": "11:00", "minutes": "20", "pause": "0"}

    refused = at.sends(fay, "slots", meeting_round.pk, **series)
    added = at.sends(fay, "slots", meeting_round.pk, **series | {"begins": "10:30", "ends": "11:10"})
    tables = at.sends(fay, "tables", meeting_round.pk, count="3", zone="")

    assert (refused.status_code, added.status_code, tables.status_code) == (422, 302, 302)
    assert "overlaps" in refused.content.decode()
    assert (meeting_round.slots.count(), meeting_round.tables.count()) == (6, 5)


def test_table_is_closed_where_its_slots_are_not_ticked(
    at: At, meeting_round: MeetingRound, fay: User
) -> None:
    table = Table.objects.first()
    assert table is not None
    first, *rest = [str(each.pk) for each in meeting_round.slots.all()]

    answer = at.sends(fay, "table_closures", table.pk, open=rest)

    assert answer.status_code == 302
    assert [str(each.slot_id) for each in table.closures.all()] == [first]


def test_fixed_meetings_that_clash_are_named(
    at: At, parties: Parties, meeting_round: MeetingRound, fay: User
) -> None:
    slot = meeting_round.slots.first()
    assert slot is not None
    fix_meeting(parties["Columbia"], parties["Battery"], actor=fay, slot=slot)

    answer = at.sends(
        fay, "fixed", meeting_round.pk, guest=parties["Columbia"].pk, host=parties["Lidar"].pk, slot=slot.pk
    )

    told = answer.content.decode()
    assert answer.status_code == 422
    assert "this is proved" in told
    assert "Columbia University – Battery" in told
    assert meeting_round.fixed_meetings.count() == 1


def test_timetable_is_asked_for_shown_and_accepted(at: At, wished: MeetingRound, fay: User) -> None:
    asked = at.sends(fay, "timetables", wished.pk, seconds="60", seed="0")
    timetable = Timetable.objects.get()
    running = at.reads(fay, "timetable", timetable.pk).content.decode()
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))
    shown = at.reads(fay, "timetable", timetable.pk).content.decode()
    accepted = at.sends(fay, "timetable_acceptance", timetable.pk)

    assert (asked.status_code, accepted.status_code) == (302, 302)
    assert "timetable-progress" in running
    assert "It holds a weight of 68 of 68" in shown
    assert "Proved: no timetable is better." in shown
    assert fresh(timetable).state == "accepted"


def test_progress_asks_for_the_whole_page_once_it_is_over(at: At, solved: Timetable, fay: User) -> None:
    answer = at.reads(fay, "timetable_progress", solved.pk)

    assert answer.status_code == 302


def test_two_timetables_are_compared(at: At, solved: Timetable, parties: Parties, fay: User) -> None:
    other = ask_for_plan(solved.round, actor=fay, seconds=60)
    solve_timetable.func(str(other.job_id), str(other.pk))

    same = at.reads(fay, "comparison", solved.pk, other.pk).content.decode()

    assert "Both hold the same meetings" in same or "What differs" in same


def test_wish_that_was_not_granted_says_why(
    at: At, wished: MeetingRound, parties: Parties, fay: User
) -> None:
    at.sends(
        fay, "forbidden", wished.pk, guest=parties["ANU"].pk, host=parties["Lidar"].pk, reason="Once met"
    )
    timetable = ask_for_plan(wished, actor=fay, seconds=60)
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))

    told = at.reads(fay, "refusals", timetable.pk).content.decode()

    assert "The organiser does not arrange this meeting." in told


@pytest.mark.parametrize(
    ("name", "fay_sees", "opal_sees", "una_sees", "sam_sees"),
    [
        ("round", 200, 200, 200, 404),
        ("slots", 200, 200, 404, 404),
        ("tables", 200, 200, 404, 404),
        ("parties", 200, 200, 404, 404),
        ("wishes", 200, 200, 404, 404),
        ("pairs", 200, 200, 404, 404),
        ("timetables", 200, 200, 404, 404),
        ("round_edit", 200, 404, 404, 404),
    ],
)
def test_pages_of_a_round_are_for(
    at: At, wished: MeetingRound, fay: User, opal: User, una: User, sam: User,
    name: str, fay_sees: int, opal_sees: int, una_sees: int, sam_sees: int,
) -> None:  # fmt: skip
    seen = [at.reads(each, name, wished.pk).status_code for each in (fay, opal, una, sam)]

    assert seen == [fay_sees, opal_sees, una_sees, sam_sees]


@pytest.mark.parametrize("name", ["timetable", "timetable_parties", "refusals"])
def test_pages_of_a_timetable_are_for_the_organisers(
    at: At, solved: Timetable, fay: User, una: User, sam: User, name: str
) -> None:
    seen = [at.reads(each, name, solved.pk).status_code for each in (fay, una, sam)]

    assert seen == [200, 404, 404]

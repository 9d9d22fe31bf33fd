"""What is downloaded brings in nothing new, here and for `qiao plan`."""

import io

import openpyxl

from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.planning import ask_for_plan, solve_timetable
from qiao.rooms.meetings.domain.timetable import accept_timetable
from qiao.rooms.meetings.models import MeetingRound, Timetable
from qiao.rooms.meetings.planning.plan import make_plan
from qiao.rooms.meetings.report.book import round_xlsx
from qiao.rooms.meetings.workbook.read import read_event
from tests.rooms.meetings.intake.conftest import Take
from tests.rooms.meetings.intake.test_take import choices, sheets
from tests.support.meeting_workbook import workbook


def the_round() -> MeetingRound:
    return MeetingRound.objects.select_related("exchange").get()


def accepted(actor: User) -> Timetable:
    timetable = ask_for_plan(the_round(), actor=actor, seconds=60)
    solve_timetable.func(str(timetable.job_id), str(timetable.pk))
    return accept_timetable(
        Timetable.objects.select_related("round__exchange").get(pk=timetable.pk), actor=actor
    )


def test_download_is_taken_in_and_changes_nothing(take: Take, fay: User) -> None:
    take(workbook(sheets()))
    accepted(fay)

    again = take(io.BytesIO(round_xlsx(the_round(), actor=fay)))

    assert again.problems == []
    assert {choice for each in choices(again).values() for choice in each} == {"skip"}


def test_download_is_planned_without_the_site_as_here(take: Take, fay: User) -> None:
    take(workbook(sheets()))
    timetable = accepted(fay)

    plan = make_plan(read_event(io.BytesIO(round_xlsx(the_round(), actor=fay))), time_limit=20)

    assert (plan.solution.weight, len(plan.meetings)) == (timetable.weight, timetable.meetings.count())
    assert plan.solution.weight > 0


def test_download_shows_the_timetable_that_stands(take: Take, fay: User) -> None:
    take(workbook(sheets()))
    assert [each for each in names(fay) if each.startswith("#")] == []

    accepted(fay)

    assert [each for each in names(fay) if each.startswith("#")] == [
        "#洽谈排期 Timetable",
        "#洽谈 Meetings",
        "#代表团与接待单位 Delegations and hosts",
    ]


def names(actor: User) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(round_xlsx(the_round(), actor=actor)))
    return list(book.sheetnames)

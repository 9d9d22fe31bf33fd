"""Reminders and closings come by themselves, once."""

import datetime as dt

import pytest
from django.utils import timezone

from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.clock import keep_time, reminder_due
from qiao.rooms.applications.enums import ApplicationState
from qiao.rooms.applications.models import Application, ReferenceLetter
from qiao.rooms.opportunities.models import Intake
from tests.rooms.applications.conftest import ask
from tests.rooms.applications.factory import make_application

DAY = dt.timedelta(days=1)


def closing_in(intake: Intake, days: float, letters: float | None = None) -> None:
    now = timezone.now()
    until = None if letters is None else now + letters * DAY
    values = {"opens_at": now - 90 * DAY, "closes_at": now + days * DAY, "letters_until": until}
    Intake.objects.filter(pk=intake.pk).update(**values)


def run() -> dict[str, int]:
    return keep_time(lambda: None)


def test_a_draft_is_reminded_once(draft: Application, intake: Intake) -> None:
    closing_in(intake, 4)
    assert run()["drafts_reminded"] == 0

    closing_in(intake, 2.5)
    assert [run()["drafts_reminded"] for _ in range(2)] == [1, 0]
    assert OutboxMail.objects.get().template == "applications.draft_reminder"


def test_letters_are_reminded_a_week_and_two_days_before(draft: Application, intake: Intake) -> None:
    letter = ask(draft)
    Application.objects.update(reminded_at=timezone.now())
    ReferenceLetter.objects.update(created_at=timezone.now() - 20 * DAY)

    closing_in(intake, 6.9)
    assert [run()["letters_reminded"] for _ in range(2)] == [1, 0]
    ReferenceLetter.objects.update(reminded_at=timezone.now() - 5 * DAY)
    closing_in(intake, 1.9)
    assert [run()["letters_reminded"] for _ in range(2)] == [1, 0]
    letter.refresh_from_db()
    assert letter.state == "reminded"
    assert OutboxMail.objects.filter(template="applications.letter_request").count() == 3


@pytest.mark.parametrize(
    ("days_left", "written_days_ago", "due"), [(8, 30, 0), (6, 30, 7), (6, 0.5, 0), (1, 4, 2), (1, 0.5, 0)]
)
def test_a_reminder_is_due_unless_just_written(days_left: float, written_days_ago: float, due: int) -> None:
    now = timezone.now()

    assert reminder_due(now + days_left * DAY, now, [now - written_days_ago * DAY]) == due


def test_what_is_not_complete_in_time_is_closed(intake: Intake, wen: User, lea: User) -> None:
    waits = make_application(wen, intake, ApplicationState.SUBMITTED)
    complete = make_application(lea, intake, ApplicationState.COMPLETE)
    closing_in(intake, -1, letters=1)
    assert run()["closed"] == 0  # letters may still come

    closing_in(intake, -2, letters=-0.1)
    assert [run()["closed"] for _ in range(2)] == [1, 0]

    waits.refresh_from_db()
    complete.refresh_from_db()
    assert (waits.state, waits.closing_reason) == ("closed", "incomplete")
    assert complete.state == "complete"
    assert OutboxMail.objects.get().context["news"] == "incomplete"


def test_a_draft_outlives_its_deadline_for_a_while(draft: Application, intake: Intake) -> None:
    closing_in(intake, -13)
    assert run()["closed"] == 0

    closing_in(intake, -15)
    assert run()["closed"] == 1
    draft.refresh_from_db()
    assert (draft.state, draft.submitted_at) == ("closed", None)

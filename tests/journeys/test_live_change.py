"""On the day: a party says that it is late, an organiser in the hall has it planned, sees who moves, confirms
and releases; only those whose own day changed get a mail."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from qiao.kit.jobs.worker import run_ready_jobs
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.exchanges.models import Partner
from qiao.rooms.meetings.models import Happening, MeetingParty, MeetingRound, Timetable
from tests.journeys.conftest import Look
from tests.rooms.meetings.domain.conftest import (
    exchange,
    fay,
    host,
    hui,
    meeting_round,
    organiser,
    parties,
    una,
    wished,
)
from tests.rooms.meetings.domain.test_agenda import stand
from tests.rooms.programme.releasing import release

__all__ = ["exchange", "fay", "host", "hui", "meeting_round", "organiser", "parties", "una", "wished"]

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
Parties = dict[str, MeetingParty]
PHONE = {"width": 390, "height": 844}
SignIn = Callable[[Page, Any], None]


@pytest.fixture
def released(wished: MeetingRound, organiser: Partner, fay: User) -> Timetable:
    timetable = stand(wished, fay)
    release(organiser, fay)
    run_ready_jobs(["default"])
    OutboxMail.objects.all().delete()
    return timetable


def address(language: str, name: str, *keys: Any) -> str:
    with override(language):
        return reverse(f"meetings:{name}", args=keys)


def mailed() -> list[str]:
    mails = OutboxMail.objects.filter(template="programme.changes")
    return sorted(mails.values_list("recipient", flat=True))


@pytest.mark.usefixtures("hui")
def test_cancellation_is_planned_confirmed_and_released(
    page: Page,
    sign_in: SignIn,
    look: Look,
    look_here: Callable[..., None],
    released: Timetable,
    parties: Parties,
    fay: User,
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a plain dict is what it takes
    sign_in(page, fay)
    page.goto(address("en", "changes", released.round_id))
    page.get_by_role("link", name="Report a change").click()
    look(page, "change-kinds")
    page.get_by_role("link", name="Does not come").click()
    page.get_by_label("Who").select_option(label="Columbia University")
    look(page, "change-new")
    page.get_by_role("button", name="Plan it").click()

    expect(page.get_by_role("heading", name="Columbia University does not come")).to_be_visible()
    expect(page.get_by_text("No meeting moves. Fewest moves: proved.")).to_be_visible()
    expect(page.get_by_role("heading", name="Who loses a meeting")).to_be_visible()
    look(page, "change-cancels")
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("2 people get a mail.")).to_be_visible()
    look(page, "change-confirmed")
    assert mailed() == []
    page.get_by_role("link", name="Prepare the release").click()
    page.get_by_role("button", name="Release and send 2 mails").click()
    expect(page.get_by_text("The programme has been released.")).to_be_visible()

    run_ready_jobs(["default"])
    assert mailed() == ["hui@people.example", "una@people.example"]
    una_told = OutboxMail.objects.get(recipient="una@people.example", template="programme.changes")
    assert b"STATUS:CANCELLED" in bytes(una_told.attachments.get().content)


def test_party_that_is_late_says_so_and_the_organiser_decides(
    page: Page,
    sign_in: SignIn,
    look: Look,
    released: Timetable,
    parties: Parties,
    una: User,
    fay: User,
) -> None:
    mine = parties["Columbia"]
    held = released.meetings.filter(guest=mine).order_by("slot__starts_at").select_related("slot")
    later = released.round.slots.filter(starts_at__gt=held[0].slot.starts_at).first()
    assert later is not None
    sign_in(page, una)
    page.goto(address("zh-hans", "party", mine.pk))
    page.get_by_role("link", name="迟到、不在或久候未至").click()
    page.get_by_label("我方迟到").check()
    page.locator("[name=slot]").select_option(str(later.pk))
    page.locator("[name=note]").fill("航班晚点。")
    look(page, "report-zh")
    page.get_by_role("button", name="发送").click()
    expect(page.get_by_text("主办单位已收到。如有变动将告知你。")).to_be_visible()
    look(page, "party-reported-zh")

    sign_in(page, fay)
    page.goto(address("zh-hans", "round", released.round_id))
    page.get_by_role("link", name="1项现场变动待处理").click()
    look(page, "changes-zh")
    page.get_by_role("link", name="哥伦比亚大学迟到").click()
    page.get_by_role("button", name="生成排期").click()
    expect(page.get_by_text("已证明改动最少").first).to_be_visible()
    expect(page.get_by_role("heading", name="谁改期")).to_be_visible()
    look(page, "change-late-zh")
    page.get_by_role("button", name="允许更多改动再试").click()
    expect(page.get_by_text("已按现状生成排期。")).to_be_visible()
    look(page, "change-more-zh")
    page.get_by_role("button", name="确认").click()
    expect(page.get_by_text("变动已确认。")).to_be_visible()
    assert Happening.objects.get().state == "confirmed"
    assert mailed() == []

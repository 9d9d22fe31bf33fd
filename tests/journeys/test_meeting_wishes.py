"""Before the meetings: a host answers a wish and ranks whom it wants to meet, on a phone."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.enums import Answer
from qiao.rooms.meetings.models import MeetingParty, MeetingRound, MeetingWish
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

__all__ = ["exchange", "fay", "host", "hui", "meeting_round", "organiser", "parties", "una", "wished"]
pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_host_answers_wishes(
    page: Page,
    look: Look,
    sign_in: SignIn,
    wished: MeetingRound,
    parties: dict[str, MeetingParty],
    hui: User,
    language: str,
) -> None:
    own = parties["Innovation"]
    asked = MeetingWish.objects.get(asker=parties["Columbia"], wanted=own)
    with translation.override(language):
        page.set_viewport_size({"width": 390, "height": 844})
        sign_in(page, hui)
        page.goto(f"/{language}/meetings/parties/{own.pk}/answers/")
        look(page, "wishes-of-others")
        row = page.get_by_role("listitem").filter(has_text=str(asked.asker))
        row.get_by_role("button", name=_("Want it too")).click()
        expect(page.get_by_text(_("The answer has been stored.")).first).to_be_visible()
        page.goto(f"/{language}/meetings/parties/{own.pk}/wishes/")
        page.get_by_label(_("Whom")).select_option(str(parties["ANU"].pk))
        page.locator("button[name=press][value=store]").last.click()
        expect(page.get_by_text(_("The wishes have been stored.")).first).to_be_visible()

    asked.refresh_from_db()
    assert asked.answer == Answer.WANT
    assert list(own.wishes.order_by("rank").values_list("wanted", flat=True)) == [
        parties["Columbia"].pk,
        parties["ANU"].pk,
    ]

"""After a meeting: a head of delegation on a phone, the host's answer, and what the organisers see."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from qiao.rooms.accounts.models import User
from qiao.rooms.meetings.domain.suggestion import set_themes
from qiao.rooms.meetings.models import Encounter, MeetingNote, MeetingParty, MeetingRound
from tests.journeys.conftest import Look
from tests.rooms.meetings.domain.conftest import (
    encounter,
    exchange,
    fay,
    host,
    hui,
    meeting_round,
    organiser,
    parties,
    released,
    una,
    wished,
)

__all__ = [
    "encounter",
    "exchange",
    "fay",
    "host",
    "hui",
    "meeting_round",
    "organiser",
    "parties",
    "released",
    "una",
    "wished",
]
pytestmark = pytest.mark.django_db(transaction=True)
SignIn = Callable[[Page, Any], None]


def test_notes_and_steps_are_entered_on_a_phone(
    page: Page,
    look: Look,
    look_here: Look,
    sign_in: SignIn,
    encounter: Encounter,
    parties: dict[str, MeetingParty],
    una: User,
    hui: User,
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    sign_in(page, una)
    page.goto(f"/en/meetings/parties/{parties['Columbia'].pk}/")
    page.get_by_role("link", name="Innovation Centre").first.click()
    page.get_by_role("button", name="Held").click()
    page.get_by_label("Note", exact=True).fill("They offer two doctoral places, paid.")
    page.get_by_label("The other side and the organisers read it too").check()
    page.get_by_role("button", name="Store the note").click()
    page.get_by_label("Next step").fill("Send the draft of the agreement")
    page.get_by_label("Who does it").select_option("Innovation Centre")
    page.get_by_label("Until").fill("2099-06-01")
    page.get_by_role("button", name="Store the step").click()
    expect(page.get_by_text("until June 1, 2099")).to_be_visible()
    look(page, "meeting-after")

    note = MeetingNote.objects.get()
    page.goto(f"/en/meetings/notes/{note.pk}/")
    MeetingNote.objects.update(text="They offer three doctoral places.", version=2)
    page.get_by_label("Note", exact=True).fill("Two doctoral places, from May.")
    page.get_by_role("button", name="Store the note").click()
    expect(page.get_by_text("They offer three doctoral places.")).to_be_visible()
    look_here(page, "note-changed-meanwhile")
    page.get_by_role("button", name="Keep both").click()
    for kept in ("They offer three doctoral places.", "Two doctoral places, from May."):
        expect(page.get_by_text(kept).first).to_be_visible()

    sign_in(page, hui)
    page.goto(f"/zh-hans/meetings/encounters/{encounter.pk}/")
    page.get_by_role("button", name="完成").click()
    expect(page.get_by_role("button", name="重新开启")).to_be_visible()
    look(page, "meeting-after-zh")


def test_walk_in_suggestions_and_outcomes_look_right(
    page: Page,
    look: Look,
    sign_in: SignIn,
    encounter: Encounter,
    released: MeetingRound,
    parties: dict[str, MeetingParty],
    una: User,
    fay: User,
) -> None:
    sign_in(page, una)
    page.goto(f"/en/meetings/parties/{parties['Columbia'].pk}/walk-ins/")
    look(page, "walk-in")
    page.get_by_label("Whom you met").select_option("Lidar")
    page.get_by_label("Research cooperation").check()
    page.get_by_role("button", name="Record the meeting").click()
    expect(page.get_by_text("They met without a plan.")).to_be_visible()
    for name in ("Columbia", "Lidar"):
        set_themes(parties[name], actor=fay, themes=["research", "talent"])
    page.goto(f"/en/meetings/parties/{parties['Columbia'].pk}/wishes/")
    look(page, "suggestions")
    page.get_by_role("button", name="Add as a wish").click()
    expect(page.get_by_text("The wishes have been stored.")).to_be_visible()

    sign_in(page, fay)
    page.goto(f"/zh-hans/meetings/rounds/{released.pk}/outcomes/")
    look(page, "outcomes")

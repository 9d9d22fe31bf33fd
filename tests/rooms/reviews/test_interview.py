import datetime as dt
import threading
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import withdraw_application
from qiao.rooms.applications.models import Application
from qiao.rooms.opportunities.models import Opportunity
from qiao.rooms.reviews.domain.assignment import assign_application
from qiao.rooms.reviews.domain.declaration import declare_interest
from qiao.rooms.reviews.domain.interview import book_slot, invite_to_interview, open_slots, release_slot
from qiao.rooms.reviews.domain.slot import add_slots, cancel_slot, change_slot
from qiao.rooms.reviews.enums import ConflictVerdict
from qiao.rooms.reviews.errors import AlreadyInvited, NothingBooked, SlotGone, SlotInPast, SlotTaken
from qiao.rooms.reviews.models import Interview, InterviewSlot, Reviewer
from tests.rooms.reviews.conftest import user_of

NOON = dt.datetime(2099, 3, 2, 4, tzinfo=dt.UTC)  # 12:00 in Shanghai
LINK = "https://meet.example/room"


@pytest.fixture(autouse=True)
def _sender(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Qiao <qiao@exchange.example>"


@pytest.fixture
def slots(opportunity: Opportunity, hui: User, rex: Reviewer) -> list[InterviewSlot]:
    return add_slots(
        opportunity, actor=hui, starts_at=NOON, minutes=30, count=3, pause=10, interviewers=[rex], link=LINK
    )


@pytest.fixture
def invited(wen: Application, hui: User) -> Interview:
    return invite_to_interview(wen, actor=hui)


def events() -> list[tuple[str, str, str, str]]:
    """Recipient, method, sequence and uid of each calendar mail, in the order of writing."""
    mails = OutboxMail.objects.filter(template="reviews.interview", attachments__isnull=False)
    found = []
    for mail in mails.order_by("id"):
        text = bytes(mail.attachments.get().content).decode().replace("\r\n ", "")
        lines = dict(line.split(":", 1) for line in text.split("\r\n") if ":" in line)
        found.append((mail.recipient.split("@")[0], lines["METHOD"], lines["SEQUENCE"], lines["UID"]))
    return found


def test_a_series_has_pauses(slots: list[InterviewSlot]) -> None:
    assert [row.starts_at - NOON for row in slots] == [dt.timedelta(minutes=40 * n) for n in range(3)]


def test_slots_that_cannot_be(opportunity: Opportunity, hui: User, sam: User) -> None:
    with pytest.raises(SlotInPast):
        add_slots(opportunity, actor=hui, starts_at=timezone.now(), minutes=30, link=LINK)
    with pytest.raises(ValidationError):
        add_slots(opportunity, actor=hui, starts_at=NOON, minutes=30)
    with pytest.raises(NotPermitted):
        add_slots(opportunity, actor=sam, starts_at=NOON, minutes=30, link=LINK)


def test_an_invitation_moves_the_application_on(invited: Interview, hui: User) -> None:
    assert Application.objects.get(pk=invited.application_id).state == "interview"
    assert f"/interviews/{invited.pk}/" in OutboxMail.objects.get(template="reviews.interview").text
    with pytest.raises(AlreadyInvited):
        invite_to_interview(invited.application, actor=hui)


def test_a_booking_is_in_both_calendars(invited: Interview, slots: list[InterviewSlot]) -> None:
    book_slot(invited, actor=user_of(invited.application), slot=slots[0])

    assert [(who, method, number) for who, method, number, _uid in events()] == [
        ("rex", "REQUEST", "1"),
        ("wen", "REQUEST", "1"),
    ]
    text = OutboxMail.objects.filter(recipient__startswith="wen").latest("id").text
    assert "Asia/Shanghai" in text
    assert "https://meet.example/room" in text


def test_a_server_without_a_domain_sends_what_calendars_take(
    invited: Interview, slots: list[InterviewSlot], settings: Any
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Qiao <qiao@testserver>"
    book_slot(invited, actor=user_of(invited.application), slot=slots[0])

    assert [method for _who, method, _number, _uid in events()] == ["PUBLISH", "PUBLISH"]


def test_changes_keep_the_uid_and_raise_the_sequence(
    invited: Interview, slots: list[InterviewSlot], hui: User, rita: Reviewer
) -> None:
    wen = user_of(invited.application)
    book_slot(invited, actor=wen, slot=slots[0])
    change_slot(slots[0], actor=hui, values={"minutes": 45}, interviewers=[rita])
    release_slot(invited, actor=wen)

    told = events()
    assert len({uid for _who, _method, _number, uid in told}) == 1
    assert [(who, method, number) for who, method, number, _uid in told][2:] == [
        ("rita", "REQUEST", "2"),
        ("wen", "REQUEST", "2"),
        ("rex", "CANCEL", "2"),
        ("rita", "CANCEL", "3"),
        ("wen", "CANCEL", "3"),
    ]


def test_a_cancelled_time_frees_the_applicant(
    invited: Interview, slots: list[InterviewSlot], hui: User
) -> None:
    wen = user_of(invited.application)
    book_slot(invited, actor=wen, slot=slots[0])
    cancel_slot(slots[0], actor=hui)

    assert Interview.objects.get().slot is None
    assert "choose another time" in OutboxMail.objects.filter(user=wen).latest("id").text
    with pytest.raises(SlotGone):
        book_slot(invited, actor=wen, slot=slots[0])
    with pytest.raises(NothingBooked):
        release_slot(invited, actor=wen)
    assert book_slot(invited, actor=wen, slot=slots[1]).slot == slots[1]


def test_a_withdrawal_frees_the_time(invited: Interview, slots: list[InterviewSlot]) -> None:
    wen = user_of(invited.application)
    book_slot(invited, actor=wen, slot=slots[0])
    withdraw_application(invited.application, actor=wen, reason="")

    assert Interview.objects.get().slot is None
    assert events()[-1][1] == "CANCEL"


def test_nobody_books_for_another(
    invited: Interview, slots: list[InterviewSlot], lea: Application, hui: User
) -> None:
    for user in (hui, user_of(lea)):
        with pytest.raises(NotPermitted):
            book_slot(invited, actor=user, slot=slots[0])


def test_interviewers_with_a_conflict_are_not_offered(
    invited: Interview, slots: list[InterviewSlot], rex: Reviewer, hui: User
) -> None:
    given = assign_application(invited.application, actor=hui, reviewer=rex)
    declare_interest(given, actor=user_of(rex), verdict=ConflictVerdict.CONFLICT, reason="My student.")

    assert not open_slots(invited).exists()
    with pytest.raises(SlotGone):
        book_slot(invited, actor=user_of(invited.application), slot=slots[0])


def test_an_interviewer_who_declares_a_conflict_leaves_the_interview(
    invited: Interview, slots: list[InterviewSlot], rex: Reviewer, hui: User
) -> None:
    given = assign_application(invited.application, actor=hui, reviewer=rex)
    book_slot(invited, actor=user_of(invited.application), slot=slots[0])
    before = events()

    declare_interest(given, actor=user_of(rex), verdict=ConflictVerdict.CONFLICT, reason="My student.")

    assert [(who, method, number) for who, method, number, _uid in events()[len(before) :]] == [
        ("rex", "CANCEL", "2")
    ]
    assert not slots[0].interviewers.exists()
    assert slots[1].interviewers.get() == rex
    assert Interview.objects.get(pk=invited.pk).slot == slots[0]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_gets_the_time(
    invited: Interview, slots: list[InterviewSlot], lea: Application, hui: User
) -> None:
    other, outcomes, gate = invite_to_interview(lea, actor=hui), [], threading.Barrier(2)

    def race(interview: Interview) -> None:
        gate.wait()
        try:
            book_slot(interview, actor=user_of(interview.application), slot=slots[0])
            outcomes.append("taken")
        except SlotTaken:
            outcomes.append("refused")
        finally:
            connections.close_all()

    racers: list[Any] = [threading.Thread(target=race, args=[each]) for each in (invited, other)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(outcomes) == ["refused", "taken"]
    assert Interview.objects.filter(slot=slots[0]).count() == 1

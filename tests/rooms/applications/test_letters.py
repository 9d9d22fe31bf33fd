import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.applications.domain.application import (
    begin_application,
    submit_application,
    withdraw_application,
)
from qiao.rooms.applications.domain.letter import (
    ask_letter,
    cancel_letter,
    remind_letter,
    reusable_letters,
    reuse_letter,
)
from qiao.rooms.applications.domain.letter_link import token_of
from qiao.rooms.applications.domain.receiving import decline_letter, enter_letter, hand_in_letter
from qiao.rooms.applications.domain.step import rows
from qiao.rooms.applications.errors import (
    LetterEmpty,
    LettersOver,
    LinkCancelled,
    LinkDeclined,
    LinkExpired,
    LinkUnknown,
    LinkUsed,
    NotToBeReused,
    RefereeAsked,
    RefereeIsApplicant,
    RemindedJustNow,
)
from qiao.rooms.applications.models import Application, ReferenceLetter
from qiao.rooms.opportunities.models import Intake, Opportunity
from tests.rooms.applications.conftest import REFEREE, ask, demand, intake_of, upload
from tests.rooms.opportunities.factory import make_opportunity

DAY = dt.timedelta(days=1)


@pytest.fixture
def waiting(opportunity: Opportunity, wen: User) -> Application:
    """Sent, and complete but for one letter that was asked for."""
    demand(opportunity, letters_wanted=1)
    draft = begin_application(intake_of(opportunity), actor=wen)
    ask(draft)
    return submit_application(draft, actor=wen)


@pytest.fixture
def letter(waiting: Application) -> ReferenceLetter:
    return waiting.letters.get()


def again(application: Application) -> Application:
    return rows().get(pk=application.pk)


def end_time_of(application: Application) -> None:
    """Deadline and day for letters are over."""
    now = timezone.now()
    Intake.objects.filter(pk=application.intake_id).update(opens_at=now - 3 * DAY, closes_at=now - DAY)


def test_the_link_is_in_the_mail_alone(letter: ReferenceLetter) -> None:
    mail = OutboxMail.objects.get(template="applications.letter_request")

    assert mail.recipient == "chen1@referee.example"
    assert token_of(letter) in mail.text
    assert token_of(letter) != letter.token_hash
    assert mail.is_secret


def test_the_last_letter_completes_the_application(waiting: Application, letter: ReferenceLetter) -> None:
    assert waiting.state == "submitted"

    hand_in_letter(token_of(letter), upload=upload(), is_confidential=True)

    assert again(waiting).state == "complete"
    assert [mail.template for mail in OutboxMail.objects.order_by("id")][-2:] == [
        "applications.letter_news",
        "applications.news",
    ]


def test_a_letter_may_be_written_into_the_field(letter: ReferenceLetter) -> None:
    with pytest.raises(LetterEmpty):
        hand_in_letter(token_of(letter), text="  ")

    assert hand_in_letter(token_of(letter), text="I recommend Wen.").text == "I recommend Wen."


def test_a_link_works_once(letter: ReferenceLetter) -> None:
    hand_in_letter(token_of(letter), text="I recommend Wen.")

    with pytest.raises(LinkUsed):
        hand_in_letter(token_of(letter), text="I do not.")
    with pytest.raises(LinkUsed):
        decline_letter(token_of(letter))
    assert ReferenceLetter.objects.get().text == "I recommend Wen."


def test_links_end(waiting: Application, letter: ReferenceLetter, wen: User) -> None:
    with pytest.raises(LinkUnknown):
        hand_in_letter("guessed", text="x")
    second, third = ask(waiting, 2), ask(waiting, 3)
    decline_letter(token_of(letter))
    with pytest.raises(LinkDeclined):
        hand_in_letter(token_of(letter), text="x")
    cancel_letter(second, actor=wen)
    with pytest.raises(LinkCancelled):
        hand_in_letter(token_of(second), text="x")
    end_time_of(waiting)
    with pytest.raises(LinkExpired):
        hand_in_letter(token_of(third), text="x")


def test_withdrawing_ends_the_requests(waiting: Application, letter: ReferenceLetter, wen: User) -> None:
    withdraw_application(waiting, actor=wen)

    letter.refresh_from_db()
    assert letter.state == "cancelled"
    assert OutboxMail.objects.filter(template="applications.letter_cancelled").count() == 1
    with pytest.raises(LinkCancelled):
        hand_in_letter(token_of(letter), text="x")


def test_a_referee_is_asked_once_and_is_somebody_else(waiting: Application, wen: User) -> None:
    with pytest.raises(RefereeAsked):
        ask_letter(waiting, actor=wen, **REFEREE | {"referee_email": "CHEN1@referee.example"})
    with pytest.raises(RefereeIsApplicant):
        ask_letter(waiting, actor=wen, **REFEREE | {"referee_email": wen.email})
    end_time_of(waiting)
    with pytest.raises(LettersOver):
        ask(waiting, 2)


def test_a_reminder_carries_the_same_link(letter: ReferenceLetter, wen: User) -> None:
    with pytest.raises(RemindedJustNow):
        remind_letter(letter, actor=wen)
    ReferenceLetter.objects.update(created_at=timezone.now() - 2 * DAY)

    reminded = remind_letter(letter, actor=wen)

    assert reminded.state == "reminded"
    mails = OutboxMail.objects.filter(template="applications.letter_request")
    assert [token_of(letter) in mail.text for mail in mails] == [True, True]
    with pytest.raises(RemindedJustNow):
        remind_letter(letter, actor=wen)
    hand_in_letter(token_of(letter), text="I recommend Wen.")


def test_the_host_enters_a_letter_for_the_referee(
    waiting: Application, letter: ReferenceLetter, hui: User, wen: User, sam: User
) -> None:
    end_time_of(waiting)
    for actor in (wen, sam):
        with pytest.raises(NotPermitted):
            enter_letter(letter, actor=actor, text="I am excellent.")

    entered = enter_letter(letter, actor=hui, upload=upload())

    assert (entered.entered_by, entered.is_confidential) == (hui, True)
    assert again(waiting).state == "complete"
    with pytest.raises(LinkUsed):
        hand_in_letter(token_of(letter), text="x")


@pytest.mark.parametrize("is_confidential", [True, False])
def test_who_reads_a_letter(
    client: Client, letter: ReferenceLetter, hui: User, wen: User, sam: User, *, is_confidential: bool
) -> None:
    found = hand_in_letter(
        token_of(letter), upload=upload(), text="I recommend Wen.", is_confidential=is_confidential
    )
    assert found.stored is not None
    pages = (f"/en/applications/letters/{letter.pk}/", found.stored.get_absolute_url())

    for user, status in ((hui, 200), (wen, 404 if is_confidential else 200), (sam, 404)):
        client.force_login(user)
        answers = [client.get(page) for page in pages]
        assert [answer.status_code for answer in answers] == [status, status]
        if status == 200:
            assert answers[1].headers["Content-Disposition"].startswith("attachment")


def test_a_letter_serves_again_only_with_consent(
    waiting: Application, letter: ReferenceLetter, wen: User, hui: User
) -> None:
    another = make_opportunity(waiting.opportunity.host, hui, title_en="Another", letters_wanted=1)
    draft = begin_application(intake_of(another), actor=wen)
    hand_in_letter(token_of(letter), upload=upload(), may_be_reused=False)
    with pytest.raises(NotToBeReused):
        reuse_letter(draft, actor=wen, letter=letter)
    ReferenceLetter.objects.update(may_be_reused=True)
    letter.refresh_from_db()

    copy = reuse_letter(draft, actor=wen, letter=letter)

    assert (copy.state, copy.reused_from, copy.is_confidential) == ("received", letter, True)
    assert letter.stored is not None
    assert copy.stored is not None
    assert copy.stored.pk != letter.stored.pk
    assert not reusable_letters(draft).exists()
    assert submit_application(draft, actor=wen).state == "complete"


def test_only_the_applicant_sees_to_letters(letter: ReferenceLetter, hui: User, sam: User, lea: User) -> None:
    for actor in (hui, sam, lea):
        for act in (remind_letter, cancel_letter):
            with pytest.raises(NotPermitted):
                act(letter, actor=actor)
        with pytest.raises(NotPermitted):
            ask_letter(letter.application, actor=actor, **REFEREE)

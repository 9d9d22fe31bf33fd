import pytest

from qiao.kit.activity.models import Activity
from qiao.kit.errors import NotPermitted
from qiao.kit.mail.models import OutboxMail
from qiao.rooms.accounts.models import User
from qiao.rooms.directory.enums import MembershipRole
from qiao.rooms.directory.models import Membership, Organisation
from qiao.rooms.exchanges.models import DelegationMember
from qiao.rooms.letters.domain.application import ask_letter, submit_letter
from qiao.rooms.letters.domain.review import (
    claim_letter,
    issue_letter,
    open_passport,
    put_back_letter,
    refuse_letter,
    revoke_letter,
    send_back_letter,
)
from qiao.rooms.letters.domain.settings import set_settings
from qiao.rooms.letters.errors import ClaimedByAnother, CodeInUse, ConsentMissing, LetterReasonMissing
from qiao.rooms.letters.models import Letter
from qiao.rooms.privacy.domain.consent import withdraw_consent
from tests.rooms.letters.conftest import NUMBER, PASSPORT, STAY, words


def test_one_reviewer_at_a_time(claimed: Letter, ari: User, fay: User) -> None:
    with pytest.raises(ClaimedByAnother):
        claim_letter(claimed, actor=ari)
    with pytest.raises(ClaimedByAnother):
        issue_letter(claimed, actor=ari)
    put_back_letter(claimed, actor=ari)

    assert claim_letter(claimed, actor=ari).reviewer == ari


def test_the_reviewer_opens_the_passport_and_leaves_a_trace(claimed: Letter, fay: User, ari: User) -> None:
    passport = open_passport(claimed, actor=fay)

    assert passport.number == NUMBER
    row = Activity.objects.get(action="letters.letter.looked_at")
    assert (row.actor, row.changes) == (fay, {})
    with pytest.raises(NotPermitted):
        open_passport(claimed, actor=ari)


def test_the_passport_is_closed_again_after_the_decision(issued: Letter, fay: User) -> None:
    with pytest.raises(NotPermitted):
        open_passport(issued, actor=fay)


def test_a_withdrawn_consent_stops_the_decision(claimed: Letter, mia: User, fay: User) -> None:
    withdraw_consent(mia, words())

    with pytest.raises(ConsentMissing):
        open_passport(claimed, actor=fay)
    with pytest.raises(ConsentMissing):
        issue_letter(claimed, actor=fay)


def test_who_asked_never_decides(
    member: DelegationMember, federation: Organisation, mia: User, una: User, ari: User
) -> None:
    for user in (mia, una):
        Membership.objects.create(organisation=federation, user=user, role=MembershipRole.OWNER)
    letter = ask_letter(member, actor=una, passport=PASSPORT, **STAY)
    letter = submit_letter(letter, actor=mia, agreed=words())

    for user in (mia, una):
        with pytest.raises(NotPermitted):
            claim_letter(letter, actor=user)
    assert claim_letter(letter, actor=ari).state == "under_review"


def test_a_letter_is_sent_back_with_a_reason_and_comes_again(
    claimed: Letter, fay: User, mia: User, ari: User
) -> None:
    with pytest.raises(LetterReasonMissing):
        send_back_letter(claimed, actor=fay, reason=" ")
    letter = send_back_letter(claimed, actor=fay, reason="The date of birth is missing a digit.")
    letter = submit_letter(letter, actor=mia)

    assert (letter.state, letter.reviewer) == ("submitted", None)
    states = [(step.from_state, step.to_state, step.actor) for step in letter.steps.order_by("id")]
    assert states == [
        ("", "draft", mia),
        ("draft", "submitted", mia),
        ("submitted", "under_review", fay),
        ("under_review", "sent_back", fay),
        ("sent_back", "submitted", mia),
    ]


def test_mails_lead_to_the_page_and_quote_nothing(claimed: Letter, fay: User, mia: User) -> None:
    refuse_letter(claimed, actor=fay, reason="Passport E12345678 is not readable.")

    mail = OutboxMail.objects.get(template="letters.news")
    assert mail.recipient == mia.email
    assert f"/letters/{claimed.pk}/" in mail.text
    assert NUMBER not in mail.text + mail.html + str(mail.context)


def test_after_a_refusal_another_letter_may_be_asked_for(
    claimed: Letter, member: DelegationMember, fay: User, mia: User
) -> None:
    refuse_letter(claimed, actor=fay, reason="Not this one.")

    assert ask_letter(member, actor=mia, passport=PASSPORT, **STAY).state == "draft"


def test_an_issued_letter_is_revoked_with_a_reason(issued: Letter, ari: User) -> None:
    letter = revoke_letter(issued, actor=ari, reason="The exchange is cancelled.")

    assert (letter.state, letter.number) == ("revoked", issued.number)


def test_the_short_code_stays_once_a_letter_is_issued(issued: Letter, fay: User) -> None:
    with pytest.raises(CodeInUse):
        set_settings(issued.exchange, actor=fay, values={"code": "OTHER"})
    settings = set_settings(issued.exchange, actor=fay, values={"code": "QIAO", "kept_days": 10})

    assert settings.kept_days == 10
